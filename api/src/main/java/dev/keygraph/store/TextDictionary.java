package dev.keygraph.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives texts ids in the order of first mention: an open-addressing hash table over an arena of the
 * texts' bytes. Compact, since an import holds every symbol of a graph in one, and made to miss the
 * processor's caches seldom, since that is what a look-up costs: a slot holds a hash beside the id,
 * and one number says where a text is and how long.
 */
final class TextDictionary {
  private static final int BLOCK_BITS = 18;
  private static final int BLOCK_BYTES = 1 << BLOCK_BITS;
  private static final int LENGTH_BITS = 24;
  private static final int MAX_LENGTH = (1 << LENGTH_BITS) - 1;
  private static final long EMPTY = -1;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final List<byte[]> blocks = new ArrayList<>();
  private int blockUsed = BLOCK_BYTES;

  /** Each a hash, and below it an id. */
  private long[] slots = new long[1 << 12];

  /** By id: a block, where a text begins in it, and the text's length. */
  private long[] places = new long[1 << 11];

  private int size;
  private long[] candidates = new long[64];

  TextDictionary() {
    Arrays.fill(slots, EMPTY);
  }

  /** Returns the number of texts. */
  int size() {
    return size;
  }

  /** Returns a hash of a text's bytes, for {@link #id}. */
  static int hash(byte[] bytes, int start, int end) {
    long hash = (end - start) * 0x9E3779B97F4A7C15L;
    int i = start;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(bytes, i)) * 0xFF51AFD7ED558CCDL;
      hash ^= hash >>> 32;
    }
    for (; i < end; i++) {
      hash = (hash ^ bytes[i]) * 0xC4CEB9FE1A85EC53L;
    }
    hash ^= hash >>> 29;
    return (int) (hash ^ (hash >>> 32));
  }

  /**
   * Returns the id of a text, the next one if it is new.
   *
   * @param hash what {@link #hash} returns for it
   * @throws IllegalArgumentException if the text has 16 MiB
   */
  int id(byte[] bytes, int start, int end, int hash) {
    int mask = slots.length - 1;
    int index = hash & mask;
    while (slots[index] != EMPTY) {
      long slot = slots[index];
      if ((int) (slot >>> Integer.SIZE) == hash && equals(places[(int) slot], bytes, start, end)) {
        return (int) slot;
      }
      index = (index + 1) & mask;
    }
    return add(bytes, start, end - start, hash, index);
  }

  /**
   * Returns the ids of many texts, as {@link #id} would, one after the other. The memory that all
   * of them need is looked at together, so that the processor waits for it once.
   */
  int[] ids(PackedBytes texts, int[] hashes) {
    int count = texts.size();
    if (candidates.length < count) {
      candidates = new long[Math.max(count, 2 * candidates.length)];
    }
    long[] found = candidates;
    int mask = slots.length - 1;
    for (int i = 0; i < count; i++) {
      found[i] = slots[hashes[i] & mask];
    }
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      boolean likely = found[i] != EMPTY && (int) (found[i] >>> Integer.SIZE) == hashes[i];
      ids[i] = likely ? (int) found[i] : -1;
      found[i] = likely ? places[(int) found[i]] : EMPTY;
    }
    for (int i = 0; i < count; i++) {
      int start = texts.start(i);
      int end = texts.end(i);
      if (ids[i] < 0 || !equals(found[i], texts.array(), start, end)) {
        ids[i] = id(texts.array(), start, end, hashes[i]);
      }
    }
    return ids;
  }

  private boolean equals(long place, byte[] bytes, int start, int end) {
    int offset = offsetOf(place);
    int length = lengthOf(place);
    return length == end - start
        && Arrays.equals(blockOf(place), offset, offset + length, bytes, start, end);
  }

  private int add(byte[] bytes, int start, int length, int hash, int slot) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a text has " + length + " bytes");
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    // Not even an empty text may begin where a block ends: its address would be in the next one.
    if (length >= BLOCK_BYTES - blockUsed) {
      blocks.add(new byte[Math.max(BLOCK_BYTES, length)]);
      blockUsed = 0;
    }
    System.arraycopy(bytes, start, blocks.get(blocks.size() - 1), blockUsed, length);
    long address = ((long) (blocks.size() - 1) << BLOCK_BITS) | blockUsed;
    places[size] = (address << LENGTH_BITS) | length;
    blockUsed = Math.min(BLOCK_BYTES, blockUsed + length);
    slots[slot] = ((long) hash << Integer.SIZE) | size;
    int id = size++;
    if (2 * size > slots.length) {
      grow();
    }
    return id;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    Arrays.fill(slots, EMPTY);
    int mask = slots.length - 1;
    for (long slot : old) {
      if (slot != EMPTY) {
        int index = (int) (slot >>> Integer.SIZE) & mask;
        while (slots[index] != EMPTY) {
          index = (index + 1) & mask;
        }
        slots[index] = slot;
      }
    }
  }

  private byte[] blockOf(long place) {
    return blocks.get((int) (place >>> (BLOCK_BITS + LENGTH_BITS)));
  }

  private static int offsetOf(long place) {
    return (int) (place >>> LENGTH_BITS) & (BLOCK_BYTES - 1);
  }

  private static int lengthOf(long place) {
    return (int) place & MAX_LENGTH;
  }

  /** Returns the array that holds a text's bytes. */
  byte[] block(int id) {
    return blockOf(places[id]);
  }

  /** Returns where in {@link #block} a text begins. */
  int offset(int id) {
    return offsetOf(places[id]);
  }

  /** Returns the length of a text in bytes. */
  int length(int id) {
    return lengthOf(places[id]);
  }
}
