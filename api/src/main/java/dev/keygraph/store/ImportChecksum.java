package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.kv.KvView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What a set of entries looks like, by tag: their number, and a sum over their bytes that does not
 * depend on order. Two sets that are not the same look the same with a chance of about 2^-32.
 */
final class ImportChecksum {
  private static final long FIRST_FACTOR = 0x9E3779B97F4A7C15L;
  private static final long SECOND_FACTOR = 0xFF51AFD7ED558CCDL;
  private static final long THIRD_FACTOR = 0xC4CEB9FE1A85EC53L;

  /** From this length on, CRC-32C is faster, which the processor has an instruction for. */
  private static final int LONG_VALUE = 128;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long[] counts = new long[256];
  private final long[] sums = new long[256];
  private final CRC32C crc = new CRC32C();
  private long count;
  private long forward;
  private long reverse;
  private byte[] buffer = new byte[1 << 10];

  /** Adds an entry. */
  void add(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    int tag = key[keyOffset] & 0xFF;
    count++;
    counts[tag]++;
    long hash = hash(keyLength * FIRST_FACTOR, key, keyOffset, keyLength);
    sums[tag] += hash(hash + valueLength, value, valueOffset, valueLength);
    if (tag == Keys.FORWARD) {
      forward += edge(key, keyOffset + 1, keyOffset + Keys.FAR_END_OFFSET, keyOffset);
    } else if (tag == Keys.REVERSE) {
      reverse += edge(key, keyOffset + Keys.FAR_END_OFFSET, keyOffset + 1, keyOffset);
    }
  }

  /** Mixes bytes into a hash, eight at a time; a long value costs a checksum of it first. */
  private long hash(long seed, byte[] bytes, int offset, int length) {
    if (length > LONG_VALUE) {
      crc.reset();
      crc.update(bytes, offset, length);
      return mix(seed ^ crc.getValue());
    }
    long hash = seed;
    int last = offset + length - Long.BYTES;
    if (length >= Long.BYTES) {
      for (int i = offset; i < last; i += Long.BYTES) {
        hash = mix(hash ^ (long) LONG.get(bytes, i));
      }
      // Some of these may have been mixed in already.
      return mix(hash ^ (long) LONG.get(bytes, last));
    }
    long rest = 0;
    for (int i = offset; i < offset + length; i++) {
      rest = rest << Byte.SIZE | (bytes[i] & 0xFF);
    }
    return mix(hash ^ rest);
  }

  private static long mix(long value) {
    long hash = value * SECOND_FACTOR;
    return hash ^ (hash >>> 32);
  }

  private static long edge(byte[] key, int from, int to, int start) {
    long hash = ((long) int32(key, from) << 32) | (int32(key, to) & 0xFFFFFFFFL);
    hash = (hash ^ (key[start + Keys.EDGE_KIND_OFFSET] * SECOND_FACTOR)) * THIRD_FACTOR;
    return hash ^ (hash >>> 31);
  }

  private static int int32(byte[] bytes, int offset) {
    return (bytes[offset] << 24)
        | ((bytes[offset + 1] & 0xFF) << 16)
        | ((bytes[offset + 2] & 0xFF) << 8)
        | (bytes[offset + 3] & 0xFF);
  }

  /** Adds an entry; the value only of a key that has one, since fetching it can cost. */
  void add(KvView key, KvView value) {
    int keyLength = key.length();
    byte tag = keyLength == 0 ? 0 : key.getByte(0);
    boolean valued =
        tag != Keys.NAME && tag != Keys.INITIALS && tag != Keys.KIND && tag != Keys.REVERSE;
    int valueLength = valued ? value.length() : 0;
    if (buffer.length < keyLength + valueLength) {
      buffer = new byte[2 * (keyLength + valueLength)];
    }
    key.getBytes(0, buffer, 0, keyLength);
    if (valueLength > 0) {
      value.getBytes(0, buffer, keyLength, valueLength);
    }
    add(buffer, 0, keyLength, buffer, keyLength, valueLength);
  }

  /** Adds the entries of another one. */
  void add(ImportChecksum other) {
    for (int tag = 0; tag < counts.length; tag++) {
      counts[tag] += other.counts[tag];
      sums[tag] += other.sums[tag];
    }
    count += other.count;
    forward += other.forward;
    reverse += other.reverse;
  }

  /** Returns the number of entries. */
  long count() {
    return count;
  }

  /** Returns whether forward and reverse edges are the same. */
  boolean isSymmetric() {
    return forward == reverse && counts[Keys.FORWARD] == counts[Keys.REVERSE];
  }

  /** Returns the first tag in which both differ, or "". */
  String difference(ImportChecksum other) {
    for (int tag = 0; tag < counts.length; tag++) {
      if (counts[tag] != other.counts[tag] || sums[tag] != other.sums[tag]) {
        return Character.toString(tag);
      }
    }
    return "";
  }
}
