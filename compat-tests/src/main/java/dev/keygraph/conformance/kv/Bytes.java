package dev.keygraph.conformance.kv;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Keys and values of tests. */
final class Bytes {
  static final byte[] EMPTY = {};

  private Bytes() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** Returns {@code length} times {@code value}. */
  static byte[] repeat(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Returns an integer as four bytes, whose order is that of unsigned integers. */
  static byte[] of(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  static byte[] of(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static int toInt(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }

  static long toLong(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }

  static byte[] random(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  static byte[] concat(byte[] first, byte... second) {
    byte[] bytes = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, bytes, first.length, second.length);
    return bytes;
  }

  /** Returns an empty map in the order of keys. */
  static NavigableMap<byte[], byte[]> map() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }
}
