package dev.keygraph.bench;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A unit's content by hand, as the documentation of {@code dev.keygraph.encoding} lays it out: one
 * that fits a chunk, and without unpaired surrogates. Puts into one buffer again and again.
 */
final class UnitTwin {
  private final ByteBuffer out = ByteBuffer.allocate(1 << 16);
  private final ByteBuffer attributeBytes = ByteBuffer.allocate(1 << 12);
  private final CRC32C crc = new CRC32C();

  /** Writes a unit from the buffer's beginning on, and returns the checksum, which is first. */
  int put(UnitContent unit) {
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
    return out.getInt(0);
  }

  private void putSymbols(UnitContent unit) {
    AttributesTwin.putVarint(out, unit.symbolCount());
    byte[] before = {};
    for (int i = 0; i < unit.symbolCount(); i++) {
      byte[] symbol = AttributesTwin.bytes(unit.symbol(i));
      int mismatch = Arrays.mismatch(before, symbol);
      int shared = mismatch < 0 ? symbol.length : mismatch;
      AttributesTwin.putVarint(out, shared);
      AttributesTwin.putVarint(out, symbol.length - shared);
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
    AttributesTwin.putVarint(out, kinds.size());
    for (String kind : kinds) {
      AttributesTwin.putText(out, kind);
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
      AttributesTwin.putVarint(out, owner);
      if (defined == owner) {
        AttributesTwin.putVarint(
            out, 1 + nodeKinds.indexOf(unit.definitionKind(definition).name()));
        putCounted(unit.definitionAttributes(definition++));
      } else {
        AttributesTwin.putVarint(out, 0);
      }
      int end = edge;
      while (end < unit.edgeCount() && unit.edgeFromRank(end) == owner) {
        end++;
      }
      AttributesTwin.putVarint(out, end - edge);
      for (; edge < end; edge++) {
        AttributesTwin.putVarint(out, edgeKinds.indexOf(unit.edgeKind(edge).name()));
        AttributesTwin.putVarint(out, unit.edgeToRank(edge));
        putCounted(unit.edgeAttributes(edge));
      }
      owners++;
    }
    out.put(countAt, (byte) owners);
  }

  private void putCounted(Attributes attributes) {
    attributeBytes.clear();
    AttributesTwin.put(attributeBytes, attributes);
    AttributesTwin.putVarint(out, attributeBytes.position());
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
    NodeKind[] nodeKinds = new NodeKind[(int) AttributesTwin.getVarint(in)];
    for (int i = 0; i < nodeKinds.length; i++) {
      nodeKinds[i] = new NodeKind(AttributesTwin.getText(in));
    }
    EdgeKind[] edgeKinds = new EdgeKind[(int) AttributesTwin.getVarint(in)];
    for (int i = 0; i < edgeKinds.length; i++) {
      edgeKinds[i] = new EdgeKind(AttributesTwin.getText(in));
    }
    UnitContent.Builder unit = UnitContent.builder(path);
    for (long owners = AttributesTwin.getVarint(in); owners > 0; owners--) {
      String owner = symbols[(int) AttributesTwin.getVarint(in)];
      int kind = (int) AttributesTwin.getVarint(in);
      if (kind > 0) {
        unit.define(owner, nodeKinds[kind - 1], getCounted(in));
      }
      for (long edges = AttributesTwin.getVarint(in); edges > 0; edges--) {
        EdgeKind edgeKind = edgeKinds[(int) AttributesTwin.getVarint(in)];
        unit.edge(owner, edgeKind, symbols[(int) AttributesTwin.getVarint(in)], getCounted(in));
      }
    }
    return unit.build();
  }

  private static Attributes getCounted(ByteBuffer in) {
    int length = (int) AttributesTwin.getVarint(in);
    return AttributesTwin.get(in, in.position() + length);
  }

  private static String[] getSymbols(ByteBuffer in) {
    String[] symbols = new String[(int) AttributesTwin.getVarint(in)];
    byte[] symbol = new byte[1 << 10];
    for (int i = 0; i < symbols.length; i++) {
      int shared = (int) AttributesTwin.getVarint(in);
      int rest = (int) AttributesTwin.getVarint(in);
      in.get(symbol, shared, rest);
      symbols[i] = AttributesTwin.text(symbol, 0, shared + rest);
    }
    return symbols;
  }
}
