package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Attributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Attributes as bytes, as the documentation of {@code dev.keygraph.encoding} lays them out. */
final class AttributesCodec {
  private static final int MAX_NUMBER = (1 << 30) - 1;

  /** Known names; a name's number is its index, from 1. Only ever extended at the end. */
  private static final List<String> KNOWN =
      List.of(
          "",
          Attributes.FILE,
          Attributes.LINE,
          Attributes.START_LINE,
          Attributes.END_LINE,
          Attributes.VISIBILITY,
          Attributes.SIGNATURE,
          Attributes.MODIFIERS);

  private static final String[] KNOWN_NAMES = KNOWN.toArray(String[]::new);
  private static final int LINE = KNOWN.indexOf(Attributes.LINE);
  private static final Map<String, Integer> NUMBERS =
      KNOWN.stream().skip(1).collect(Collectors.toUnmodifiableMap(n -> n, KNOWN::indexOf));

  private AttributesCodec() {}

  static void write(ByteWriter out, Attributes attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    out.writeVarint(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      String name = attributes.name(i);
      int known = knownNumber(name);
      out.writeVarint(known);
      if (known == 0) {
        out.writeText(name);
      }
      writeValue(out, attributes.value(i));
    }
  }

  /** Returns the number of a name, or 0. Most names are the constants themselves. */
  @SuppressWarnings("ReferenceEquality") // the fast half
  private static int knownNumber(String name) {
    for (int number = 1; number < KNOWN_NAMES.length; number++) {
      if (KNOWN_NAMES[number] == name) {
        return number;
      }
    }
    return NUMBERS.getOrDefault(name, 0);
  }

  private static void writeValue(ByteWriter out, String value) {
    int number = number(value);
    if (number >= 0) {
      out.writeVarint(2L * number + 1);
    } else {
      byte[] text = TextBytes.encode(value);
      out.writeVarint(2L * text.length);
      out.writeBytes(text);
    }
  }

  /** Returns the number that {@code text} is the canonical form of, or -1. */
  private static int number(String text) {
    if (text.isEmpty() || text.length() > 10 || (text.charAt(0) == '0' && text.length() > 1)) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number <= MAX_NUMBER ? (int) number : -1;
  }

  /** Reads all that is left. */
  static Attributes read(ByteReader in) {
    if (in.remaining() == 0) {
      return Attributes.EMPTY;
    }
    int count = in.readCount();
    Attributes.Builder attributes = Attributes.builder();
    for (int i = 0; i < count; i++) {
      int known = in.readVarint(KNOWN.size() - 1);
      String name = known == 0 ? in.readText() : KNOWN.get(known);
      long header = in.readVarint();
      if ((header & 1) == 1 && header >>> 1 <= Integer.MAX_VALUE) {
        int number = (int) (header >>> 1);
        if (count == 1 && known == LINE) {
          return Attributes.ofLine(number);
        }
        attributes.put(name, number);
      } else if ((header & 1) == 1) {
        attributes.put(name, Long.toString(header >>> 1));
      } else if (header < 0 || header >>> 1 > in.remaining()) {
        throw new MalformedBytesException("an attribute is longer than its bytes");
      } else {
        attributes.put(name, in.readText((int) (header >>> 1)));
      }
    }
    return attributes.build();
  }

  static byte[] encode(Attributes attributes) {
    ByteWriter out = new ByteWriter(32);
    write(out, attributes);
    return out.toByteArray();
  }
}
