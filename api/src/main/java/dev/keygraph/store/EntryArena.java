package dev.keygraph.store;

import dev.keygraph.kv.EntrySink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries in blocks of memory, with what is needed to sort them fast.
 *
 * <p>Sorting is multikey quicksort (Bentley and Sedgewick, "Fast Algorithms for Sorting and
 * Searching Strings", 1997) with eight bytes of the key as a digit: the digits of the current depth
 * stand in an array of their own, so that most comparisons touch no key.
 */
final class EntryArena {
  private static final int BLOCK_BITS = 17;
  private static final int BLOCK_BYTES = 1 << BLOCK_BITS;
  private static final int HEADER = 6;
  private static final int INSERTION_LIMIT = 12;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private final List<byte[]> blocks = new ArrayList<>();
  private int blockUsed = BLOCK_BYTES;
  private long blockBytes;
  private int[] addresses = new int[256];
  private long[] digits = new long[0];
  private int size;

  int size() {
    return size;
  }

  long memoryBytes() {
    return blockBytes + (long) addresses.length * (Integer.BYTES + Long.BYTES);
  }

  void add(byte[] key, int keyLength, byte[] value, int valueLength) {
    int length = HEADER + keyLength + valueLength;
    if (length > BLOCK_BYTES - blockUsed) {
      if (blocks.size() == 1 << (31 - BLOCK_BITS)) {
        throw new IllegalStateException("an arena holds 2 GiB; it should have been emptied before");
      }
      blocks.add(new byte[Math.max(BLOCK_BYTES, length)]);
      blockBytes += Math.max(BLOCK_BYTES, length);
      blockUsed = 0;
    }
    byte[] block = blocks.get(blocks.size() - 1);
    SHORT.set(block, blockUsed, (short) keyLength);
    INT.set(block, blockUsed + 2, valueLength);
    System.arraycopy(key, 0, block, blockUsed + HEADER, keyLength);
    System.arraycopy(value, 0, block, blockUsed + HEADER + keyLength, valueLength);
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
    }
    addresses[size++] = ((blocks.size() - 1) << BLOCK_BITS) | blockUsed;
    blockUsed = Math.min(BLOCK_BYTES, blockUsed + length);
  }

  private byte[] block(int address) {
    return blocks.get(address >>> BLOCK_BITS);
  }

  private static int offset(int address) {
    return address & (BLOCK_BYTES - 1);
  }

  private int keyLength(int address) {
    return (short) SHORT.get(block(address), offset(address)) & 0xFFFF;
  }

  void forEach(EntrySink sink) {
    for (int i = 0; i < size; i++) {
      byte[] block = block(addresses[i]);
      int offset = offset(addresses[i]);
      int keyLength = (short) SHORT.get(block, offset) & 0xFFFF;
      int valueLength = (int) INT.get(block, offset + 2);
      int key = offset + HEADER;
      sink.accept(block, key, keyLength, block, key + keyLength, valueLength);
    }
  }

  /** Sorts the entries; those with equal keys keep the order in which they were added. */
  void sort() {
    digits = new long[size];
    loadDigits(0, size, 0);
    sort(0, size, 0);
    digits = new long[0];
  }

  /**
   * Sorts entries by the id at a place in their keys; those with the same keep the order in which
   * they were added.
   */
  void sortByIds(int idOffset) {
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      int id = (int) INT.get(block(addresses[i]), offset(addresses[i]) + HEADER + idOffset);
      order[i] = ((long) id << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    int[] sorted = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = addresses[(int) order[i]];
    }
    addresses = sorted;
  }

  /** Loads the eight bytes at a depth of each key, as a signed number in unsigned order. */
  private void loadDigits(int low, int high, int depth) {
    for (int i = low; i < high; i++) {
      int address = addresses[i];
      byte[] block = block(address);
      int length = keyLength(address) - depth;
      int start = offset(address) + HEADER + depth;
      long digit = 0;
      if (length >= Long.BYTES) {
        digit = (long) LONG.get(block, start);
      } else {
        for (int b = 0; b < length; b++) {
          digit |= (block[start + b] & 0xFFL) << (56 - 8 * b);
        }
      }
      digits[i] = digit ^ Long.MIN_VALUE;
    }
  }

  private void sort(int from, int to, int depth) {
    int low = from;
    int high = to;
    while (high - low > INSERTION_LIMIT) {
      long pivot = median(digits[low], digits[low + (high - low) / 2], digits[high - 1]);
      int less = low;
      int more = high;
      int i = low;
      while (i < more) {
        if (digits[i] < pivot) {
          swap(i++, less++);
        } else if (digits[i] > pivot) {
          swap(i, --more);
        } else {
          i++;
        }
      }
      sortEqual(less, more, depth);
      // The larger part goes around in this loop, so that the stack stays logarithmic.
      if (less - low < high - more) {
        sort(low, less, depth);
        low = more;
      } else {
        sort(more, high, depth);
        high = less;
      }
    }
    insertionSort(low, high);
  }

  /** Sorts entries whose digits at a depth are equal by what follows. */
  private void sortEqual(int low, int high, int depth) {
    if (high - low < 2) {
      return;
    }
    boolean ended = false;
    for (int i = low; i < high && !ended; i++) {
      ended = keyLength(addresses[i]) <= depth + Long.BYTES;
    }
    if (ended) {
      sortByWholeKeys(low, high);
    } else {
      loadDigits(low, high, depth + Long.BYTES);
      sort(low, high, depth + Long.BYTES);
    }
  }

  /** Equal digits of keys that end here may be zeros of one and padding of another. */
  private void sortByWholeKeys(int low, int high) {
    Integer[] group = new Integer[high - low];
    for (int i = low; i < high; i++) {
      group[i - low] = addresses[i];
    }
    Arrays.sort(group, (a, b) -> compare(a, b));
    for (int i = low; i < high; i++) {
      addresses[i] = group[i - low];
    }
  }

  private void insertionSort(int low, int high) {
    for (int i = low + 1; i < high; i++) {
      for (int j = i; j > low && isBefore(j, j - 1); j--) {
        swap(j, j - 1);
      }
    }
  }

  private boolean isBefore(int i, int j) {
    return digits[i] != digits[j] ? digits[i] < digits[j] : compare(addresses[i], addresses[j]) < 0;
  }

  private int compare(int a, int b) {
    int aStart = offset(a) + HEADER;
    int bStart = offset(b) + HEADER;
    int order =
        Arrays.compareUnsigned(
            block(a), aStart, aStart + keyLength(a), block(b), bStart, bStart + keyLength(b));
    return order != 0 ? order : Integer.compareUnsigned(a, b);
  }

  private void swap(int i, int j) {
    long digit = digits[i];
    digits[i] = digits[j];
    digits[j] = digit;
    int address = addresses[i];
    addresses[i] = addresses[j];
    addresses[j] = address;
  }

  private static long median(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
