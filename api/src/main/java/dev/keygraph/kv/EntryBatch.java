package dev.keygraph.kv;

import java.util.Arrays;

/**
 * Copies of entries, one behind the other in one array, to hand over to another thread. It can be
 * emptied and filled again. Not for several threads at once.
 */
public final class EntryBatch implements EntrySink {
  private static final int USUAL_ENTRIES = 1 << 8;
  private static final int FIRST_BYTES = 1 << 17;

  private final int usualBytes;
  private byte[] bytes;
  private int[] lengths = new int[2 * USUAL_ENTRIES];
  private int length;
  private int size;

  /**
   * An empty batch.
   *
   * @param usualBytes how many bytes of keys and values it usually holds; it grows when it must
   */
  public EntryBatch(int usualBytes) {
    this.usualBytes = usualBytes;
    this.bytes = new byte[Math.min(usualBytes, FIRST_BYTES)];
  }

  /** Returns how many entries it holds. */
  public int size() {
    return size;
  }

  /** Returns whether it holds as many bytes as it usually does, or more. */
  public boolean isFull() {
    return length >= usualBytes;
  }

  /**
   * Adds a copy of an entry.
   *
   * @throws ArithmeticException if the batch would hold 2 GiB
   */
  @Override
  public void accept(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    int needed = Math.addExact(length, Math.addExact(keyLength, valueLength));
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, 1 << 30)));
    }
    if (2 * size == lengths.length) {
      lengths = Arrays.copyOf(lengths, 4 * size);
    }
    System.arraycopy(key, keyOffset, bytes, length, keyLength);
    System.arraycopy(value, valueOffset, bytes, length + keyLength, valueLength);
    lengths[2 * size] = keyLength;
    lengths[2 * size + 1] = valueLength;
    size++;
    length = needed;
  }

  /** Passes all entries on, in the order in which they were added. */
  public void forEach(EntrySink sink) {
    int position = 0;
    for (int i = 0; i < 2 * size; i += 2) {
      int value = position + lengths[i];
      sink.accept(bytes, position, lengths[i], bytes, value, lengths[i + 1]);
      position = value + lengths[i + 1];
    }
  }

  /** Removes all entries; memory beyond the usual is freed. */
  public void clear() {
    size = 0;
    length = 0;
    if (bytes.length > 2L * usualBytes) {
      bytes = new byte[Math.min(usualBytes, FIRST_BYTES)];
    }
  }
}
