package dev.keygraph.kv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One end of a key range, prepared for the check that a scan does at each entry: the first eight
 * bytes are compared as one unsigned number, the others only where those are equal.
 *
 * <p>An upper bound is exclusive: {@code upper.isAbove(key)}; a lower one inclusive: {@code
 * lower.isAtOrBelow(key)}. Mutable, so that one object serves scan after scan; not thread-safe.
 */
public final class KeyBound {
  private static final byte[] EMPTY = {};
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bound = EMPTY;
  private long head;
  private boolean infinite;

  /** A bound at the empty key: at or below every key, above none. */
  public KeyBound() {}

  /**
   * Moves the bound.
   *
   * @param key where the bound is, used without a copy and not to be changed while this bound is in
   *     use; {@code null} for a bound above every key
   * @return this bound
   */
  public KeyBound set(byte @Nullable [] key) {
    infinite = key == null;
    bound = key == null ? EMPTY : key;
    head = head(bound, 0, bound.length);
    return this;
  }

  /** Returns whether this bound is above every key. */
  public boolean isInfinite() {
    return infinite;
  }

  /** Returns whether {@code key} is before this bound: it is inside an exclusive upper bound. */
  public boolean isAbove(KvView key) {
    int order = Long.compareUnsigned(head(key), head);
    return order < 0 || infinite || (order == 0 && compareTails(key) < 0);
  }

  /** Returns whether a key in an array is before this bound. */
  public boolean isAbove(byte[] key, int offset, int length) {
    int order = Long.compareUnsigned(head(key, offset, length), head);
    return order < 0 || infinite || (order == 0 && compareTails(key, offset, length) < 0);
  }

  /** Returns whether {@code key} is this bound or after it: it is inside an inclusive lower one. */
  public boolean isAtOrBelow(KvView key) {
    int order = Long.compareUnsigned(head(key), head);
    return !infinite && (order > 0 || (order == 0 && compareTails(key) >= 0));
  }

  /** Returns whether a key in an array is this bound or after it. */
  public boolean isAtOrBelow(byte[] key, int offset, int length) {
    int order = Long.compareUnsigned(head(key, offset, length), head);
    return !infinite && (order > 0 || (order == 0 && compareTails(key, offset, length) >= 0));
  }

  /**
   * Compares the bytes behind equal heads. A head that is padded with zeros because a key is short
   * decides nothing beyond the length: what the padding stands against is zero too.
   */
  private int compareTails(KvView key) {
    int length = key.length();
    int common = Math.min(length, bound.length);
    for (int i = Long.BYTES; i < common; i++) {
      int difference = (key.getByte(i) & 0xFF) - (bound[i] & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(length, bound.length);
  }

  private int compareTails(byte[] key, int offset, int length) {
    if (length <= Long.BYTES || bound.length <= Long.BYTES) {
      return Integer.compare(length, bound.length);
    }
    return Arrays.compareUnsigned(
        key, offset + Long.BYTES, offset + length, bound, Long.BYTES, bound.length);
  }

  private static long head(KvView key) {
    int length = key.length();
    if (length >= Long.BYTES) {
      return key.getLong(0);
    }
    long head = 0;
    for (int i = 0; i < length; i++) {
      head |= (key.getByte(i) & 0xFFL) << (56 - 8 * i);
    }
    return head;
  }

  private static long head(byte[] key, int offset, int length) {
    if (length >= Long.BYTES) {
      return (long) LONG.get(key, offset);
    }
    long head = 0;
    for (int i = 0; i < length; i++) {
      head |= (key[offset + i] & 0xFFL) << (56 - 8 * i);
    }
    return head;
  }
}
