package dev.keygraph.encoding;

/**
 * Reads what a {@link ByteWriter} wrote. Whatever the bytes are, it stays within them: bytes that
 * end too early, and lengths that exceed them, are a {@link MalformedBytesException}. Not for
 * several threads.
 */
public final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int position;

  /** A reader of all of {@code bytes}. */
  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** A reader of {@code length} bytes from {@code offset}. */
  public ByteReader(byte[] bytes, int offset, int length) {
    java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /** Returns how many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /** Returns where in the array the next byte is. */
  public int position() {
    return position;
  }

  /** Passes over {@code count} bytes. */
  public void skip(int count) {
    position += checkedCount(count);
  }

  /** Reads one byte, 0 to 255. */
  public int readByte() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  /** Reads 4 bytes. */
  public int readInt() {
    need(4);
    int value =
        (bytes[position] & 0xFF) << 24
            | (bytes[position + 1] & 0xFF) << 16
            | (bytes[position + 2] & 0xFF) << 8
            | (bytes[position + 3] & 0xFF);
    position += 4;
    return value;
  }

  /** Reads 8 bytes. */
  public long readLong() {
    return (long) readInt() << 32 | (readInt() & 0xFFFFFFFFL);
  }

  /** Reads an unsigned number as {@link ByteWriter#writeVarint} wrote it. */
  public long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedBytesException("a number has more than 10 bytes");
  }

  /** Reads an unsigned number that is an {@code int} of at most {@code max}. */
  public int readVarint(int max) {
    long value = readVarint();
    if (value < 0 || value > max) {
      throw new MalformedBytesException("a number is " + value + ", and " + max + " at most");
    }
    return (int) value;
  }

  /** Reads a number of things of which each takes at least a byte. */
  public int readCount() {
    return readVarint(remaining());
  }

  /** Reads {@code count} bytes into a new array. */
  public byte[] readBytes(int count) {
    byte[] copy = new byte[checkedCount(count)];
    System.arraycopy(bytes, position, copy, 0, count);
    position += count;
    return copy;
  }

  /** Reads {@code count} bytes into {@code target}. */
  public void readBytes(byte[] target, int offset, int count) {
    System.arraycopy(bytes, position, target, offset, checkedCount(count));
    position += count;
  }

  /** Reads {@code count} bytes into a writer. */
  public void readBytes(ByteWriter target, int count) {
    target.writeBytes(bytes, position, checkedCount(count));
    position += count;
  }

  /** Returns a reader of the next {@code count} bytes, and passes over them. */
  public ByteReader slice(int count) {
    ByteReader slice = new ByteReader(bytes, position, checkedCount(count));
    position += count;
    return slice;
  }

  /** Reads a text as {@link ByteWriter#writeText} wrote it. */
  public String readText() {
    return readText(readCount());
  }

  /** Reads a text of {@code length} bytes. */
  public String readText(int length) {
    String text = TextBytes.decode(bytes, position, checkedCount(length));
    position += length;
    return text;
  }

  private int checkedCount(int count) {
    need(count);
    return count;
  }

  private void need(int count) {
    if (count < 0 || count > end - position) {
      throw new MalformedBytesException(
          "the bytes end early: " + count + " wanted, " + (end - position) + " left");
    }
  }
}
