package dev.keygraph.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Texts as bytes: UTF-8, in which an unpaired surrogate is encoded like any other code point of its
 * size (the generalisation known as WTF-8), so that every {@link String} comes back as it was. The
 * unsigned order of the bytes is the order of the code points.
 */
public final class TextBytes {
  private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private TextBytes() {}

  /** Returns the bytes of {@code text}. */
  public static byte[] encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // A text as long as its bytes is ASCII, or holds unpaired surrogates, which became these.
    boolean ascii = bytes.length == text.length() && !contains(bytes, 0, bytes.length, (byte) '?');
    return ascii || !hasUnpaired(text) ? bytes : encodeUnpaired(text);
  }

  /** Returns whether one of some bytes is the wanted one. */
  static boolean contains(byte[] bytes, int offset, int end, byte wanted) {
    long pattern = LOWEST_BITS * wanted;
    int i = offset;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long difference = (long) LONG.get(bytes, i) ^ pattern;
      // Holds the highest bit of some byte just when a byte of the difference is zero.
      if (((difference - LOWEST_BITS) & ~difference & HIGHEST_BITS) != 0) {
        return true;
      }
    }
    for (; i < end; i++) {
      if (bytes[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasUnpaired(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static byte[] encodeUnpaired(String text) {
    ByteWriter out = new ByteWriter(3 * text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        out.writeByte(c);
      } else if (c < 0x800) {
        out.writeByte(0xC0 | (c >> 6));
        out.writeByte(0x80 | (c & 0x3F));
      } else if (c < 0x10000) {
        out.writeByte(0xE0 | (c >> 12));
        out.writeByte(0x80 | ((c >> 6) & 0x3F));
        out.writeByte(0x80 | (c & 0x3F));
      } else {
        out.writeByte(0xF0 | (c >> 18));
        out.writeByte(0x80 | ((c >> 12) & 0x3F));
        out.writeByte(0x80 | ((c >> 6) & 0x3F));
        out.writeByte(0x80 | (c & 0x3F));
      }
    }
    return out.toByteArray();
  }

  /** Returns the text of bytes that {@link #encode} made. */
  public static String decode(byte[] bytes, int offset, int length) {
    int end = offset + length;
    if (isAscii(bytes, offset, end)) {
      return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }
    for (int i = offset; i + 1 < end; i++) {
      if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xFF) >= 0xA0) {
        return decodeUnpaired(bytes, offset, end);
      }
    }
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  private static boolean isAscii(byte[] bytes, int start, int end) {
    long all = 0;
    int i = start;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      all |= (long) LONG.get(bytes, i);
    }
    for (; i < end; i++) {
      all |= bytes[i];
    }
    return (all & HIGHEST_BITS) == 0;
  }

  private static String decodeUnpaired(byte[] bytes, int offset, int end) {
    StringBuilder text = new StringBuilder(end - offset);
    int start = offset;
    for (int i = offset; i + 2 < end; i++) {
      if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xFF) >= 0xA0) {
        text.append(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        text.append((char) (0xD000 | ((bytes[i + 1] & 0x3F) << 6) | (bytes[i + 2] & 0x3F)));
        i += 2;
        start = i + 1;
      }
    }
    return text.append(new String(bytes, start, end - start, StandardCharsets.UTF_8)).toString();
  }
}
