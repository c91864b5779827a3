package dev.keygraph.kv;

/**
 * A read-only window over bytes that somebody else owns and will reuse: a key or a value during a
 * {@linkplain KvVisitor visit} or under a {@linkplain KvCursor cursor}.
 *
 * <p>Every access is checked against {@link #length()} and throws {@link IndexOutOfBoundsException}
 * outside of it. Multi-byte accessors are big-endian, so that unsigned numeric order is key order.
 * All operations are O(1) but the copies, and allocate nothing but {@link #toByteArray()}.
 */
public interface KvView {

  /** Returns the number of bytes, 0 or more. */
  int length();

  /** Returns the byte at {@code offset}. */
  byte getByte(int offset);

  /** Returns the four bytes at {@code offset}, big-endian. */
  int getInt(int offset);

  /** Returns the eight bytes at {@code offset}, big-endian. */
  long getLong(int offset);

  /**
   * Copies {@code length} bytes from {@code offset} into {@code target} at {@code targetOffset}.
   */
  void getBytes(int offset, byte[] target, int targetOffset, int length);

  /** Returns a copy of all bytes. */
  default byte[] toByteArray() {
    byte[] copy = new byte[length()];
    getBytes(0, copy, 0, copy.length);
    return copy;
  }
}
