package dev.keygraph.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives texts ids in the order of first mention: an open-addressing hash table of ids over an arena
 * of the texts' bytes. Compact, since an import holds every symbol of a graph in one.
 */
final class TextDictionary {
  private static final int BLOCK_BITS = 18;
  private static final int BLOCK_BYTES = 1 << BLOCK_BITS;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final List<byte[]> blocks = new ArrayList<>();
  private int blockUsed = BLOCK_BYTES;
  private int[] slots = new int[1 << 12];
  private long[] addresses = new long[1 << 11];
  private int[] lengths = new int[1 << 11];
  private int[] hashes = new int[1 << 11];
  private int size;

  TextDictionary() {
    Arrays.fill(slots, -1);
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
   */
  int id(byte[] bytes, int start, int end, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] >= 0) {
      int id = slots[slot];
      if (hashes[id] == hash && equals(id, bytes, start, end)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = size;
    return add(bytes, start, end - start, hash);
  }

  private boolean equals(int id, byte[] bytes, int start, int end) {
    int offset = offset(id);
    return lengths[id] == end - start
        && Arrays.equals(block(id), offset, offset + end - start, bytes, start, end);
  }

  private int add(byte[] bytes, int start, int length, int hash) {
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    // Not even an empty text may begin where a block ends: its address would be in the next one.
    if (length >= BLOCK_BYTES - blockUsed) {
      blocks.add(new byte[Math.max(BLOCK_BYTES, length)]);
      blockUsed = 0;
    }
    System.arraycopy(bytes, start, blocks.get(blocks.size() - 1), blockUsed, length);
    addresses[size] = (long) (blocks.size() - 1) << BLOCK_BITS | blockUsed;
    lengths[size] = length;
    hashes[size] = hash;
    blockUsed = Math.min(BLOCK_BYTES, blockUsed + length);
    int id = size++;
    if (2 * size > slots.length) {
      grow();
    }
    return id;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    Arrays.fill(slots, -1);
    int mask = slots.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & mask;
      while (slots[slot] >= 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = id;
    }
  }

  /** Returns the array that holds a text's bytes. */
  byte[] block(int id) {
    return blocks.get((int) (addresses[id] >>> BLOCK_BITS));
  }

  /** Returns where in {@link #block} a text begins. */
  int offset(int id) {
    return (int) (addresses[id] & (BLOCK_BYTES - 1));
  }

  /** Returns the length of a text in bytes. */
  int length(int id) {
    return lengths[id];
  }
}
