package dev.keygraph.graph;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The SHA-256 of what a unit was made from. Immutable. */
public final class ContentHash {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private ContentHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Hashes {@code content}. */
  public static ContentHash of(byte[] content) {
    try {
      return new ContentHash(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * A hash that was computed before.
   *
   * @param hash 32 bytes, copied
   */
  public static ContentHash ofHash(byte[] hash) {
    if (hash.length != BYTES) {
      throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + hash.length);
    }
    return new ContentHash(hash.clone());
  }

  /** Returns a copy of the 32 bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the hash in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
