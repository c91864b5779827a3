package dev.keygraph.store;

import dev.keygraph.encoding.ByteWriter;
import java.util.function.ObjIntConsumer;

/** Byte strings that lie one behind the other in one array. Nobody changes it. */
final class PackedBytes {
  /** More strings than this get more room only when they want it. */
  private static final int MAX_EXPECTED = 1 << 14;

  private final byte[] bytes;

  /** Where each string begins, and the end of the last. */
  private final int[] bounds;

  private PackedBytes(byte[] bytes, int[] bounds) {
    this.bytes = bytes;
    this.bounds = bounds;
  }

  /**
   * Packs strings.
   *
   * @param count how many there are
   * @param expectedBytes about how long one is
   * @param write appends the string of an index
   * @throws IllegalArgumentException if together they are longer than an array can be
   */
  static PackedBytes of(int count, int expectedBytes, ObjIntConsumer<ByteWriter> write) {
    ByteWriter out = new ByteWriter(expectedBytes * Math.min(count, MAX_EXPECTED));
    int[] bounds = new int[count + 1];
    try {
      for (int i = 0; i < count; i++) {
        write.accept(out, i);
        bounds[i + 1] = out.length();
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a unit holds 2 GiB of text; make it several units", e);
    }
    return new PackedBytes(out.array(), bounds);
  }

  /** Returns how many strings there are. */
  int size() {
    return bounds.length - 1;
  }

  /** Returns the array that holds all strings. */
  byte[] array() {
    return bytes;
  }

  /** Returns where the string of an index begins. */
  int start(int index) {
    return bounds[index];
  }

  /** Returns the first position behind the string of an index. */
  int end(int index) {
    return bounds[index + 1];
  }

  /** Returns how long the string of an index is. */
  int length(int index) {
    return bounds[index + 1] - bounds[index];
  }
}
