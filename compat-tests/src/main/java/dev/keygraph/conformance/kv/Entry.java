package dev.keygraph.conformance.kv;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A copy of one entry, compared by its bytes. */
final class Entry {
  private static final int SHOWN = 24;

  private final byte[] key;
  private final byte[] value;

  Entry(byte[] key, byte[] value) {
    this.key = key;
    this.value = value;
  }

  byte[] key() {
    return key;
  }

  byte[] value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Entry that
        && Arrays.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return show(key) + "=" + show(value);
  }

  /** Returns bytes in hexadecimal, long ones by their beginning and length. */
  static String show(byte[] bytes) {
    HexFormat hex = HexFormat.of().withUpperCase();
    return bytes.length <= SHOWN
        ? hex.formatHex(bytes)
        : hex.formatHex(bytes, 0, SHOWN) + "...(" + bytes.length + " bytes)";
  }
}
