package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * The parts of the documented format of keys and values, written a second time from the
 * documentation of {@code dev.keygraph.encoding}: whoever changes one must have meant it.
 */
final class Layout {
  private static final int MAX_KEY_TEXT = 448;
  private static final int MAX_NUMBER = (1 << 30) - 1;
  private static final List<String> KNOWN_NAMES =
      List.of("file", "line", "startLine", "endLine", "visibility", "signature", "modifiers");

  private byte[] out = new byte[64];
  private int length;

  static Layout key(char tag) {
    return new Layout().u8(tag);
  }

  byte[] bytes() {
    return Arrays.copyOf(out, length);
  }

  Layout u8(int value) {
    ensure(1);
    out[length++] = (byte) value;
    return this;
  }

  Layout u32(int value) {
    return u8(value >>> 24).u8(value >>> 16).u8(value >>> 8).u8(value);
  }

  Layout u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  Layout varint(long value) {
    long rest = value;
    while (rest >= 0x80) {
      u8((int) (rest % 0x80) + 0x80);
      rest /= 0x80;
    }
    return u8((int) rest);
  }

  Layout bytes(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, out, length, bytes.length);
    length += bytes.length;
    return this;
  }

  private void ensure(int more) {
    if (length + more > out.length) {
      out = Arrays.copyOf(out, 2 * (length + more));
    }
  }

  /** A text with its length before it. */
  Layout text(String text) {
    return counted(utf8(text));
  }

  Layout counted(byte[] bytes) {
    return varint(bytes.length).bytes(bytes);
  }

  /** A text within a key. */
  Layout keyText(String text) {
    byte[] whole = utf8(text);
    int written = 0;
    for (byte b : whole) {
      int size = b == 0 ? 2 : 1;
      if (written + size > MAX_KEY_TEXT) {
        return u8(0).u8(1).bytes(sha256(whole));
      }
      u8(b);
      if (b == 0) {
        u8(0xFF);
      }
      written += size;
    }
    return u8(0).u8(0);
  }

  static boolean isCut(String text) {
    byte[] whole = utf8(text);
    int size = whole.length;
    for (byte b : whole) {
      size += b == 0 ? 1 : 0;
    }
    return size > MAX_KEY_TEXT;
  }

  Layout attributes(Attributes attributes) {
    if (attributes.isEmpty()) {
      return this;
    }
    varint(attributes.size());
    attributes.asMap().entrySet().stream()
        .sorted((a, b) -> CodePoints.ORDER.compare(a.getKey(), b.getKey()))
        .forEach(
            entry -> {
              int known = KNOWN_NAMES.indexOf(entry.getKey()) + 1;
              varint(known);
              if (known == 0) {
                text(entry.getKey());
              }
              attributeValue(entry.getValue());
            });
    return this;
  }

  private void attributeValue(String value) {
    if (value.matches("0|[1-9][0-9]{0,9}") && Long.parseLong(value) <= MAX_NUMBER) {
      varint(2 * Long.parseLong(value) + 1);
    } else {
      byte[] text = utf8(value);
      varint(2L * text.length).bytes(text);
    }
  }

  static byte[] attributeBytes(Attributes attributes) {
    return new Layout().attributes(attributes).bytes();
  }

  /** UTF-8, in which an unpaired surrogate is a code point like any other. */
  static byte[] utf8(String text) {
    Layout bytes = new Layout();
    text.codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                bytes.u8(c);
              } else if (c < 0x800) {
                bytes.u8(0xC0 + c / 64).u8(0x80 + c % 64);
              } else if (c < 0x10000) {
                bytes.u8(0xE0 + c / 4096).u8(0x80 + c / 64 % 64).u8(0x80 + c % 64);
              } else {
                bytes.u8(0xF0 + c / 262144).u8(0x80 + c / 4096 % 64);
                bytes.u8(0x80 + c / 64 % 64).u8(0x80 + c % 64);
              }
            });
    return bytes.bytes();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
