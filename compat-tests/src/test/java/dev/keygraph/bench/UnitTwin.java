package dev.keygraph.bench;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A unit's content by hand, as the documentation of {@code dev.keygraph.encoding} lays it out: one
 * that fits a chunk, and without unpaired surrogates. Puts into one buffer again and again.
 */
final class UnitTwin {
  private static final List<String> KNOWN =
      List.of("", "file", "line", "startLine", "endLine", "visibility", "signature", "modifiers");
  private static final int MAX_NUMBER_DIGITS = 9;

  private final ByteBuffer out;
  private final ByteBuffer attributeBytes = ByteBuffer.allocate(1 << 12);
  private final CRC32C crc = new CRC32C();

  UnitTwin(ByteBuffer out) {
    this.out = out;
  }

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

  private static void putText(ByteBuffer out, String text) {
    byte[] bytes = bytes(text);
    putVarint(out, bytes.length);
    out.put(bytes);
  }

  private static String getText(ByteBuffer in, int length) {
    String text = text(in.array(), in.position(), length);
    in.position(in.position() + length);
    return text;
  }

  /** Appends attributes. */
  void putAttributes(Attributes attributes) {
    putAttributes(out, attributes);
  }

  private static void putAttributes(ByteBuffer out, Attributes attributes) {
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
  static Attributes getAttributes(ByteBuffer in, int end) {
    if (in.position() == end) {
      return Attributes.EMPTY;
    }
    Map<String, String> attributes = new TreeMap<>();
    for (long count = getVarint(in); count > 0; count--) {
      int known = (int) getVarint(in);
      String name = known == 0 ? getText(in, (int) getVarint(in)) : KNOWN.get(known);
      long header = getVarint(in);
      attributes.put(
          name,
          (header & 1) == 1 ? Long.toString(header >>> 1) : getText(in, (int) (header >>> 1)));
    }
    return Attributes.of(attributes);
  }

  /** Writes a unit from the buffer's beginning on. */
  void put(UnitContent unit) {
    out.clear().putInt(0);
    putSymbols(unit);
    List<String> nodeKinds = new ArrayList<>();
    for (int i = 0; i < unit.definitionCount(); i++) {
      addKind(nodeKinds, unit.definitionKind(i).name());
    }
    putKinds(nodeKinds);
    List<String> edgeKinds = new ArrayList<>();
    for (int i = 0; i < unit.edgeCount(); i++) {
      addKind(edgeKinds, unit.edgeKind(i).name());
    }
    putKinds(edgeKinds);
    putOwners(unit, nodeKinds, edgeKinds);
    crc.reset();
    crc.update(out.array(), Integer.BYTES, out.position() - Integer.BYTES);
    out.putInt(0, (int) crc.getValue());
  }

  private void putSymbols(UnitContent unit) {
    putVarint(out, unit.symbolCount());
    byte[] before = {};
    for (int i = 0; i < unit.symbolCount(); i++) {
      byte[] symbol = bytes(unit.symbol(i));
      int mismatch = Arrays.mismatch(before, symbol);
      int shared = mismatch < 0 ? symbol.length : mismatch;
      putVarint(out, shared);
      putVarint(out, symbol.length - shared);
      out.put(symbol, shared, symbol.length - shared);
      before = symbol;
    }
  }

  private static void addKind(List<String> kinds, String kind) {
    if (!kinds.contains(kind)) {
      kinds.add(kind);
    }
  }

  private void putKinds(List<String> kinds) {
    kinds.sort(null);
    putVarint(out, kinds.size());
    for (String kind : kinds) {
      putText(out, kind);
    }
  }

  private void putOwners(UnitContent unit, List<String> nodeKinds, List<String> edgeKinds) {
    int countAt = out.position();
    int owners = 0;
    // A byte holds the number of the owners of a small unit.
    out.put((byte) 0);
    int definition = 0;
    int edge = 0;
    while (definition < unit.definitionCount() || edge < unit.edgeCount()) {
      int defined =
          definition < unit.definitionCount() ? unit.definitionRank(definition) : Integer.MAX_VALUE;
      int from = edge < unit.edgeCount() ? unit.edgeFromRank(edge) : Integer.MAX_VALUE;
      int owner = Math.min(defined, from);
      putVarint(out, owner);
      if (defined == owner) {
        putVarint(out, 1 + nodeKinds.indexOf(unit.definitionKind(definition).name()));
        putCounted(unit.definitionAttributes(definition++));
      } else {
        putVarint(out, 0);
      }
      int end = edge;
      while (end < unit.edgeCount() && unit.edgeFromRank(end) == owner) {
        end++;
      }
      putVarint(out, end - edge);
      for (; edge < end; edge++) {
        putVarint(out, edgeKinds.indexOf(unit.edgeKind(edge).name()));
        putVarint(out, unit.edgeToRank(edge));
        putCounted(unit.edgeAttributes(edge));
      }
      owners++;
    }
    out.put(countAt, (byte) owners);
  }

  private void putCounted(Attributes attributes) {
    attributeBytes.clear();
    putAttributes(attributeBytes, attributes);
    putVarint(out, attributeBytes.position());
    out.put(attributeBytes.array(), 0, attributeBytes.position());
  }

  /** Reads a unit, and checks its checksum. */
  static UnitContent get(String path, byte[] chunk) {
    ByteBuffer in = ByteBuffer.wrap(chunk);
    CRC32C crc = new CRC32C();
    crc.update(chunk, Integer.BYTES, chunk.length - Integer.BYTES);
    if (in.getInt() != (int) crc.getValue()) {
      throw new IllegalStateException("the checksum is another one");
    }
    String[] symbols = getSymbols(in);
    NodeKind[] nodeKinds = new NodeKind[(int) getVarint(in)];
    for (int i = 0; i < nodeKinds.length; i++) {
      nodeKinds[i] = new NodeKind(getText(in, (int) getVarint(in)));
    }
    EdgeKind[] edgeKinds = new EdgeKind[(int) getVarint(in)];
    for (int i = 0; i < edgeKinds.length; i++) {
      edgeKinds[i] = new EdgeKind(getText(in, (int) getVarint(in)));
    }
    UnitContent.Builder unit = UnitContent.builder(path);
    for (long owners = getVarint(in); owners > 0; owners--) {
      String owner = symbols[(int) getVarint(in)];
      int kind = (int) getVarint(in);
      if (kind > 0) {
        unit.define(owner, nodeKinds[kind - 1], getCounted(in));
      }
      for (long edges = getVarint(in); edges > 0; edges--) {
        EdgeKind edgeKind = edgeKinds[(int) getVarint(in)];
        unit.edge(owner, edgeKind, symbols[(int) getVarint(in)], getCounted(in));
      }
    }
    return unit.build();
  }

  private static Attributes getCounted(ByteBuffer in) {
    int length = (int) getVarint(in);
    return getAttributes(in, in.position() + length);
  }

  private static String[] getSymbols(ByteBuffer in) {
    String[] symbols = new String[(int) getVarint(in)];
    byte[] symbol = new byte[1 << 10];
    for (int i = 0; i < symbols.length; i++) {
      int shared = (int) getVarint(in);
      int rest = (int) getVarint(in);
      in.get(symbol, shared, rest);
      symbols[i] = text(symbol, 0, shared + rest);
    }
    return symbols;
  }
}
