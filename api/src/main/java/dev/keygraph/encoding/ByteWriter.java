package dev.keygraph.encoding;

import java.util.Arrays;

/**
 * Appends to a byte array that grows; fixed-width numbers are big-endian. Not for several threads.
 */
public final class ByteWriter {
  private byte[] bytes;
  private int length;

  /** An empty writer with room for {@code capacity} bytes before it grows. */
  public ByteWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Returns how many bytes were written. */
  public int length() {
    return length;
  }

  /** Returns the array, which is longer than {@link #length()} and changes as the writer grows. */
  public byte[] array() {
    return bytes;
  }

  /** Forgets what was written, and keeps the memory. */
  public void clear() {
    length = 0;
  }

  /** Returns a copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Appends the lowest byte of {@code value}. */
  public void writeByte(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  /** Appends 4 bytes. */
  public void writeInt(int value) {
    ensure(4);
    putInt(length, value);
    length += 4;
  }

  /** Appends 8 bytes. */
  public void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  /** Overwrites 4 bytes at {@code position}, which were written before. */
  public void setInt(int position, int value) {
    putInt(position, value);
  }

  private void putInt(int position, int value) {
    bytes[position] = (byte) (value >>> 24);
    bytes[position + 1] = (byte) (value >>> 16);
    bytes[position + 2] = (byte) (value >>> 8);
    bytes[position + 3] = (byte) value;
  }

  /** Appends an unsigned number in 1 to 10 bytes: 7 bits a byte, lowest first (LEB128). */
  public void writeVarint(long value) {
    if ((value & ~0x7FL) == 0 && length < bytes.length) {
      bytes[length++] = (byte) value;
      return;
    }
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Appends bytes. */
  public void writeBytes(byte[] source, int offset, int count) {
    ensure(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  /** Appends all bytes of an array. */
  public void writeBytes(byte[] source) {
    writeBytes(source, 0, source.length);
  }

  /** Appends a text: its length in bytes as a varint, and its bytes. */
  public void writeText(String text) {
    byte[] encoded = TextBytes.encode(text);
    writeVarint(encoded.length);
    writeBytes(encoded);
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      long wanted =
          Math.max((long) length + more, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
    }
  }
}
