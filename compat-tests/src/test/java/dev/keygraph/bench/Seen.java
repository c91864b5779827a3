package dev.keygraph.bench;

import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;

/**
 * What a read saw: how many entries, and, in their order, the ends of their keys and the beginnings
 * of their values, where ids are. Whoever reads looks at every key and value so.
 */
final class Seen implements KvVisitor {
  private long entries;
  private long keys;
  private long values;

  /** Forgets everything. */
  Seen clear() {
    entries = 0;
    keys = 0;
    values = 0;
    return this;
  }

  /**
   * Notes an entry.
   *
   * @param keyEnd the number that the key's last 4 bytes hold
   * @param valueStart the number that the value's first 4 bytes hold, or a shorter value's length
   */
  void add(int keyEnd, int valueStart) {
    entries++;
    keys = 31 * keys + keyEnd;
    values = 31 * values + valueStart;
  }

  /** Notes an entry of an array each. */
  void add(byte[] key, int keyLength, byte[] value, int valueLength) {
    add(
        toInt(key, keyLength - Integer.BYTES),
        valueLength < Integer.BYTES ? valueLength : toInt(value, 0));
  }

  @Override
  public boolean visit(KvView key, KvView value) {
    add(
        key.getInt(key.length() - Integer.BYTES),
        value.length() < Integer.BYTES ? value.length() : value.getInt(0));
    return true;
  }

  long entries() {
    return entries;
  }

  /** Returns what {@link #mix} makes of the ends of all keys. */
  long keys() {
    return keys;
  }

  /** Returns what {@link #mix} makes of the beginnings of all values. */
  long values() {
    return values;
  }

  /** Returns a number for all that was seen. */
  long digest() {
    return 31 * keys + values;
  }

  /** Adds a number to those before it, in order. */
  static long mix(long before, int number) {
    return 31 * before + number;
  }

  /** The number that 4 bytes hold. */
  static int toInt(byte[] bytes, int offset) {
    return ((bytes[offset] & 0xFF) << 24)
        | ((bytes[offset + 1] & 0xFF) << 16)
        | ((bytes[offset + 2] & 0xFF) << 8)
        | (bytes[offset + 3] & 0xFF);
  }
}
