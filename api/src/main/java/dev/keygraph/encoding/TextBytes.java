package dev.keygraph.encoding;

import java.nio.charset.StandardCharsets;

/**
 * Texts as bytes: UTF-8, in which an unpaired surrogate is encoded like any other code point of its
 * size (the generalisation known as WTF-8), so that every {@link String} comes back as it was. The
 * unsigned order of the bytes is the order of the code points.
 */
public final class TextBytes {
  private TextBytes() {}

  /** Returns the bytes of {@code text}. */
  public static byte[] encode(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return encodeUnpaired(text);
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
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
    for (int i = offset; i + 1 < end; i++) {
      if (bytes[i] == (byte) 0xED && (bytes[i + 1] & 0xFF) >= 0xA0) {
        return decodeUnpaired(bytes, offset, end);
      }
    }
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
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
