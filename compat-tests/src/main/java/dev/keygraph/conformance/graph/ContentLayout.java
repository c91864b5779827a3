package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A unit's content in chunks, written from the documentation of {@code dev.keygraph.encoding}. */
final class ContentLayout {
  private static final int SMALL_CHUNK = 8 * 1024;
  private static final int FULL_CHUNK = 48 * 1024;

  /** A symbol that a unit defines or that edges start from, and what the unit says of it. */
  private static final class Owner {
    @Nullable NodeKind kind;
    Attributes attributes = Attributes.EMPTY;
    final NavigableMap<SymbolEdge, Attributes> edges = new TreeMap<>();
  }

  private ContentLayout() {}

  static List<byte[]> chunks(UnitContent unit) {
    List<byte[]> chunks = new ArrayList<>();
    NavigableMap<String, Owner> chunk = new TreeMap<>(CodePoints.ORDER);
    long size = 0;
    for (var entry : owners(unit).entrySet()) {
      chunk.put(entry.getKey(), entry.getValue());
      size += rawSize(entry.getKey(), entry.getValue());
      boolean boundary = crc(Layout.utf8(entry.getKey())) % 8 == 0;
      if (size >= FULL_CHUNK || (size >= SMALL_CHUNK && boundary)) {
        chunks.add(chunk(chunk));
        chunk.clear();
        size = 0;
      }
    }
    if (!chunk.isEmpty()) {
      chunks.add(chunk(chunk));
    }
    return chunks;
  }

  private static NavigableMap<String, Owner> owners(UnitContent unit) {
    NavigableMap<String, Owner> owners = new TreeMap<>(CodePoints.ORDER);
    for (int i = 0; i < unit.definitionCount(); i++) {
      Owner owner = owners.computeIfAbsent(unit.definitionSymbol(i), symbol -> new Owner());
      owner.kind = unit.definitionKind(i);
      owner.attributes = unit.definitionAttributes(i);
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      owners
          .computeIfAbsent(unit.edgeFrom(i), symbol -> new Owner())
          .edges
          .put(
              new SymbolEdge(unit.edgeFrom(i), unit.edgeKind(i), unit.edgeTo(i)),
              unit.edgeAttributes(i));
    }
    return owners;
  }

  private static long rawSize(String symbol, Owner owner) {
    long size = (long) Layout.utf8(symbol).length + Layout.attributeBytes(owner.attributes).length;
    for (var edge : owner.edges.entrySet()) {
      size += 4 + Layout.utf8(edge.getKey().to()).length;
      size += Layout.attributeBytes(edge.getValue()).length;
    }
    return size;
  }

  private static byte[] chunk(NavigableMap<String, Owner> owners) {
    NavigableSet<String> symbols = new TreeSet<>(CodePoints.ORDER);
    NavigableSet<String> nodeKinds = new TreeSet<>(CodePoints.ORDER);
    NavigableSet<String> edgeKinds = new TreeSet<>(CodePoints.ORDER);
    owners.forEach(
        (symbol, owner) -> {
          symbols.add(symbol);
          NodeKind kind = owner.kind;
          if (kind != null) {
            nodeKinds.add(kind.name());
          }
          for (SymbolEdge edge : owner.edges.keySet()) {
            symbols.add(edge.to());
            edgeKinds.add(edge.kind().name());
          }
        });
    Layout body = new Layout();
    symbols(body, symbols);
    body.varint(nodeKinds.size());
    nodeKinds.forEach(body::text);
    body.varint(edgeKinds.size());
    edgeKinds.forEach(body::text);
    body.varint(owners.size());
    List<String> numbered = List.copyOf(symbols);
    owners.forEach(
        (symbol, owner) -> {
          body.varint(index(numbered, symbol));
          NodeKind kind = owner.kind;
          if (kind == null) {
            body.varint(0);
          } else {
            body.varint(1 + List.copyOf(nodeKinds).indexOf(kind.name()));
            body.counted(Layout.attributeBytes(owner.attributes));
          }
          body.varint(owner.edges.size());
          owner.edges.forEach(
              (edge, attributes) -> {
                body.varint(List.copyOf(edgeKinds).indexOf(edge.kind().name()));
                body.varint(index(numbered, edge.to()));
                body.counted(Layout.attributeBytes(attributes));
              });
        });
    byte[] bytes = body.bytes();
    return new Layout().u32((int) crc(bytes)).bytes(bytes).bytes();
  }

  private static int index(List<String> sorted, String symbol) {
    return java.util.Collections.binarySearch(sorted, symbol, CodePoints.ORDER);
  }

  private static void symbols(Layout body, NavigableSet<String> symbols) {
    body.varint(symbols.size());
    byte[] before = {};
    for (String symbol : symbols) {
      byte[] text = Layout.utf8(symbol);
      int shared = 0;
      while (shared < Math.min(before.length, text.length) && before[shared] == text[shared]) {
        shared++;
      }
      body.varint(shared);
      body.counted(Arrays.copyOfRange(text, shared, text.length));
      before = text;
    }
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
