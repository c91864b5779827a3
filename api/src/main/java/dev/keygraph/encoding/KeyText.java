package dev.keygraph.encoding;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Texts within keys: escaped and terminated so that the order of keys is the order of the texts and
 * more can follow, and cut to a length that every engine accepts.
 *
 * <p>A byte 00 is written as 00 FF. A text of at most {@link #MAX_BYTES} bytes, so escaped, ends in
 * 00 00. A longer one is cut there (before, where it would cut an escape in two) and ends in 00 01
 * and the SHA-256 of the whole text, so that it stays exact; among texts that agree up to the cut,
 * the order is the hash's.
 */
public final class KeyText {
  /** The most bytes of a text, escaped, that a key holds. */
  public static final int MAX_BYTES = 448;

  /** How long the end of a text is that was not cut: two bytes 00. */
  static final int END_BYTES = 2;

  private static final int HASH_BYTES = 32;

  private KeyText() {}

  /** Appends a text to a key. */
  public static void write(ByteWriter key, byte[] text) {
    write(key, text, 0, text.length);
  }

  /** Appends a text to a key, whose bytes are a part of an array. */
  public static void write(ByteWriter key, byte[] bytes, int offset, int length) {
    if (writeEscaped(key, bytes, offset, length)) {
      key.writeByte(0);
      key.writeByte(0);
    } else {
      key.writeByte(0);
      key.writeByte(1);
      key.writeBytes(sha256(bytes, offset, length));
    }
  }

  /**
   * Appends the beginning of all texts that begin with {@code prefix}, without an end.
   *
   * @return whether it is exact: if not, the prefix was cut, and texts found by it must be compared
   */
  public static boolean writePrefix(ByteWriter key, byte[] prefix) {
    return writeEscaped(key, prefix, 0, prefix.length);
  }

  private static boolean writeEscaped(ByteWriter key, byte[] bytes, int offset, int length) {
    if (isPlain(bytes, offset, length)) {
      key.writeBytes(bytes, offset, length);
      return true;
    }
    int end = offset + length;
    int limit = key.length() + MAX_BYTES;
    for (int i = offset; i < end; i++) {
      byte b = bytes[i];
      int size = b == 0 ? 2 : 1;
      if (key.length() + size > limit) {
        return false;
      }
      key.writeByte(b);
      if (b == 0) {
        key.writeByte(0xFF);
      }
    }
    return true;
  }

  /** Returns whether a text is in a key as it is: nothing is escaped, nothing is cut. */
  static boolean isPlain(byte[] bytes, int offset, int length) {
    return length <= MAX_BYTES && !TextBytes.contains(bytes, offset, offset + length, (byte) 0);
  }

  /**
   * Returns where a text that begins at {@code offset} ends: the offset behind its terminator and
   * hash.
   *
   * @throws MalformedBytesException if it has no end
   */
  public static int end(byte[] key, int offset) {
    int terminator = terminator(key, offset);
    return terminator + 2 + (key[terminator + 1] == 1 ? HASH_BYTES : 0);
  }

  /** Returns whether the text that begins at {@code offset} was cut. */
  public static boolean isCut(byte[] key, int offset) {
    return key[terminator(key, offset) + 1] == 1;
  }

  /**
   * Returns the text that begins at {@code offset}.
   *
   * @throws MalformedBytesException if it was cut, or has no end
   */
  public static String read(byte[] key, int offset) {
    int terminator = terminator(key, offset);
    if (key[terminator + 1] != 0) {
      throw new MalformedBytesException("a text in a key was cut");
    }
    byte[] text = new byte[terminator - offset];
    int length = 0;
    for (int i = offset; i < terminator; i++) {
      text[length++] = key[i];
      if (key[i] == 0) {
        i++;
      }
    }
    return TextBytes.decode(text, 0, length);
  }

  private static int terminator(byte[] key, int offset) {
    for (int i = offset; i + 1 < key.length; i++) {
      if (key[i] == 0) {
        if (key[i + 1] == (byte) 0xFF) {
          i++;
        } else if (key[i + 1] == 0 || (key[i + 1] == 1 && i + 2 + HASH_BYTES <= key.length)) {
          return i;
        } else {
          break;
        }
      }
    }
    throw new MalformedBytesException("a text in a key has no end");
  }

  private static byte[] sha256(byte[] bytes, int offset, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, offset, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
