package dev.keygraph.bench;

import dev.keygraph.graph.Attributes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Numbers, texts without unpaired surrogates, and attributes by hand, as the documentation of
 * {@code dev.keygraph.encoding} lays them out.
 */
final class AttributesTwin {
  private static final List<String> KNOWN =
      List.of("", "file", "line", "startLine", "endLine", "visibility", "signature", "modifiers");
  private static final int MAX_NUMBER_DIGITS = 9;

  private AttributesTwin() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  static void putVarint(ByteBuffer out, long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static long getVarint(ByteBuffer in) {
    long number = 0;
    int shift = 0;
    while (true) {
      byte b = in.get();
      number |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return number;
      }
      shift += 7;
    }
  }

  static void putText(ByteBuffer out, String text) {
    byte[] bytes = bytes(text);
    putVarint(out, bytes.length);
    out.put(bytes);
  }

  static String getText(ByteBuffer in) {
    return getText(in, (int) getVarint(in));
  }

  @SuppressWarnings("ByteBufferBackingArray") // whoever calls wraps a whole array
  private static String getText(ByteBuffer in, int length) {
    String text = text(in.array(), in.position(), length);
    in.position(in.position() + length);
    return text;
  }

  /** Appends attributes. */
  static void put(ByteBuffer out, Attributes attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    putVarint(out, attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      int known = Math.max(0, KNOWN.indexOf(attributes.name(i)));
      putVarint(out, known);
      if (known == 0) {
        putText(out, attributes.name(i));
      }
      String value = attributes.value(i);
      if (isNumber(value)) {
        putVarint(out, 2L * Integer.parseInt(value) + 1);
      } else {
        byte[] bytes = bytes(value);
        putVarint(out, 2L * bytes.length);
        out.put(bytes);
      }
    }
  }

  private static boolean isNumber(String value) {
    if (value.isEmpty()
        || value.length() > MAX_NUMBER_DIGITS
        || (value.charAt(0) == '0' && value.length() > 1)) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Reads attributes that end at a position. */
  static Attributes get(ByteBuffer in, int end) {
    if (in.position() == end) {
      return Attributes.EMPTY;
    }
    Attributes.Builder attributes = Attributes.builder();
    for (long count = getVarint(in); count > 0; count--) {
      int known = (int) getVarint(in);
      String name = known == 0 ? getText(in) : KNOWN.get(known);
      long header = getVarint(in);
      attributes.put(
          name,
          (header & 1) == 1 ? Long.toString(header >>> 1) : getText(in, (int) (header >>> 1)));
    }
    return attributes.build();
  }
}
