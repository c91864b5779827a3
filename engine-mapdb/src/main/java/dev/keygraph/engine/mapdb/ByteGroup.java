package dev.keygraph.engine.mapdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The keys, or the values, of one tree node as one block of bytes, which is searched as it is.
 *
 * <pre>
 * 2          length p of the prefix that all have in common
 * p          prefix
 * 2 each     end of the suffix, from the begin of the first suffix
 * …          suffixes
 * </pre>
 *
 * A block is at most 65,535 bytes long. The static methods work on a block within an array, whose
 * first byte is at {@code start}; an instance is a whole array, and never changes.
 */
final class ByteGroup {
  static final ByteGroup EMPTY = new ByteGroup(new byte[2], 0);
  static final int MAX_BLOCK_BYTES = 0xFFFF;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  final byte[] block;
  final int count;

  ByteGroup(byte[] block, int count) {
    this.block = block;
    this.count = count;
  }

  /** Makes a group of elements; where {@code sharePrefix}, they are in ascending order. */
  static ByteGroup of(byte[][] elements, int from, int to, boolean sharePrefix) {
    int count = to - from;
    if (count == 0) {
      return EMPTY;
    }
    int prefix = sharePrefix ? commonPrefix(elements[from], elements[to - 1]) : 0;
    int suffixes = 0;
    for (int i = from; i < to; i++) {
      suffixes += elements[i].length - prefix;
    }
    int size = 2 + prefix + 2 * count + suffixes;
    if (size > MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException("a node's block would have " + size + " bytes");
    }
    byte[] block = new byte[size];
    SHORT.set(block, 0, (short) prefix);
    System.arraycopy(elements[from], 0, block, 2, prefix);
    int first = 2 + prefix + 2 * count;
    int end = 0;
    for (int i = 0; i < count; i++) {
      byte[] element = elements[from + i];
      System.arraycopy(element, prefix, block, first + end, element.length - prefix);
      end += element.length - prefix;
      SHORT.set(block, 2 + prefix + 2 * i, (short) end);
    }
    return new ByteGroup(block, count);
  }

  private static int commonPrefix(byte[] first, byte[] last) {
    int mismatch = Arrays.mismatch(first, last);
    return mismatch < 0 ? first.length : mismatch;
  }

  /** Returns a copy of the element at {@code index}. */
  byte[] get(int index) {
    int prefix = prefixLength(block, 0);
    int from = suffixStart(block, 0, prefix, count, index);
    int length = suffixEnd(block, 0, prefix, count, index) - from;
    byte[] element = new byte[prefix + length];
    System.arraycopy(block, 2, element, 0, prefix);
    System.arraycopy(block, from, element, prefix, length);
    return element;
  }

  /** Returns copies of all elements. */
  byte[][] toArrays() {
    byte[][] elements = new byte[count][];
    for (int i = 0; i < count; i++) {
      elements[i] = get(i);
    }
    return elements;
  }

  /** Returns the length of the common prefix, whose first byte is at {@code start + 2}. */
  static int prefixLength(byte[] array, int start) {
    return unsignedShort(array, start);
  }

  /** Returns where in the array the suffix of an element begins. */
  static int suffixStart(byte[] array, int start, int prefix, int count, int index) {
    int ends = start + 2 + prefix;
    return ends + 2 * count + (index == 0 ? 0 : unsignedShort(array, ends + 2 * (index - 1)));
  }

  /** Returns where in the array the suffix of an element ends. */
  static int suffixEnd(byte[] array, int start, int prefix, int count, int index) {
    int ends = start + 2 + prefix;
    return ends + 2 * count + unsignedShort(array, ends + 2 * index);
  }

  /** Returns the length of a block. */
  static int blockLength(byte[] array, int start, int count) {
    if (count == 0) {
      return 2;
    }
    int prefix = prefixLength(array, start);
    return suffixEnd(array, start, prefix, count, count - 1) - start;
  }

  /**
   * Searches ascending elements, as {@link Arrays#binarySearch(Object[], Object)} does.
   *
   * @return the index of {@code key}, or {@code -(the index of the first greater element) - 1}
   */
  static int search(byte[] array, int start, int count, byte[] key) {
    if (count == 0) {
      return -1;
    }
    int prefix = prefixLength(array, start);
    int common = Math.min(prefix, key.length);
    int order = Arrays.compareUnsigned(key, 0, common, array, start + 2, start + 2 + common);
    if (order < 0 || (order == 0 && key.length < prefix)) {
      return -1;
    }
    if (order > 0) {
      return -count - 1;
    }
    int ends = start + 2 + prefix;
    int first = ends + 2 * count;
    int low = 0;
    int high = count - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int from = first + (middle == 0 ? 0 : unsignedShort(array, ends + 2 * (middle - 1)));
      int to = first + unsignedShort(array, ends + 2 * middle);
      order = Arrays.compareUnsigned(array, from, to, key, prefix, key.length);
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }

  /** Returns two bytes as a number. */
  static int unsignedShort(byte[] array, int at) {
    return (short) SHORT.get(array, at) & 0xFFFF;
  }

  /** Writes a number as two bytes. */
  static void setUnsignedShort(byte[] array, int at, int value) {
    SHORT.set(array, at, (short) value);
  }
}
