package dev.keygraph.kv;

import java.util.HexFormat;

/** Comparisons of {@link KvView}s in key order (unsigned, bytewise); none but the hex allocates. */
public final class KvViews {
  private static final int HEX_LIMIT = 64;

  private KvViews() {}

  /**
   * Compares a view with an array in key order.
   *
   * @return a negative number, 0 or a positive number as {@code a} is before, equal to or after
   *     {@code b}
   */
  public static int compare(KvView a, byte[] b) {
    return compare(a, b, 0, b.length);
  }

  /** Compares a view with {@code length} bytes of an array from {@code offset}, in key order. */
  public static int compare(KvView a, byte[] b, int offset, int length) {
    int aLength = a.length();
    int common = Math.min(aLength, length);
    for (int i = 0; i < common; i++) {
      int difference = (a.getByte(i) & 0xFF) - (b[offset + i] & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(aLength, length);
  }

  /** Compares two views in key order. */
  public static int compare(KvView a, KvView b) {
    int aLength = a.length();
    int bLength = b.length();
    int common = Math.min(aLength, bLength);
    int i = 0;
    for (; i + Long.BYTES <= common; i += Long.BYTES) {
      int order = Long.compareUnsigned(a.getLong(i), b.getLong(i));
      if (order != 0) {
        return order;
      }
    }
    for (; i < common; i++) {
      int difference = (a.getByte(i) & 0xFF) - (b.getByte(i) & 0xFF);
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(aLength, bLength);
  }

  /** Returns whether a view has the bytes of {@code array} and no other. */
  public static boolean contentEquals(KvView view, byte[] array) {
    return view.length() == array.length && compare(view, array) == 0;
  }

  /** Returns whether a view begins with the bytes of {@code prefix}. */
  public static boolean startsWith(KvView view, byte[] prefix) {
    if (view.length() < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (view.getByte(i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns bytes as hexadecimal digits for a message, the first {@value #HEX_LIMIT} of them where
   * there are more.
   */
  public static String hex(byte[] bytes) {
    if (bytes.length <= HEX_LIMIT) {
      return HexFormat.of().formatHex(bytes);
    }
    return HexFormat.of().formatHex(bytes, 0, HEX_LIMIT) + "… (" + bytes.length + " bytes)";
  }
}
