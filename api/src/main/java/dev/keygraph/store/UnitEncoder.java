package dev.keygraph.store;

import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * Writes what a unit says as canonical chunks, as the documentation of {@code
 * dev.keygraph.encoding} lays them out. One encoder encodes one unit.
 */
final class UnitEncoder {
  /** A chunk has at least this much, unless it is the last. */
  private static final int MIN_RAW_BYTES = 8 << 10;

  /** A chunk that has this much ends behind any owner. */
  private static final int FULL_RAW_BYTES = 48 << 10;

  private final UnitContent unit;
  private final PackedBytes symbols;
  private final PackedBytes definitionAttributes;
  private final PackedBytes edgeAttributes;
  private final ChunkKinds<NodeKind> nodeKinds;
  private final ChunkKinds<EdgeKind> edgeKinds;
  private final int[] chunkOfSymbol;
  private final int[] indexOfSymbol;
  private final CRC32C crc = new CRC32C();

  /**
   * An encoder.
   *
   * @param symbols the symbols' bytes, by rank
   * @param definitionKinds the definitions' kinds
   * @param definitionAttributes the definitions' attributes, encoded
   * @param edgeKinds the edges' kinds
   * @param edgeAttributes the edges' attributes, encoded
   */
  UnitEncoder(
      UnitContent unit,
      PackedBytes symbols,
      UnitKinds<NodeKind> definitionKinds,
      PackedBytes definitionAttributes,
      UnitKinds<EdgeKind> edgeKinds,
      PackedBytes edgeAttributes) {
    this.unit = unit;
    this.symbols = symbols;
    this.nodeKinds = new ChunkKinds<>(definitionKinds, NodeKind::name);
    this.definitionAttributes = definitionAttributes;
    this.edgeKinds = new ChunkKinds<>(edgeKinds, EdgeKind::name);
    this.edgeAttributes = edgeAttributes;
    chunkOfSymbol = new int[symbols.size()];
    Arrays.fill(chunkOfSymbol, -1);
    indexOfSymbol = new int[symbols.size()];
  }

  /** Returns the chunks of the unit, in order. */
  List<byte[]> chunks() {
    List<byte[]> chunks = new ArrayList<>();
    Span span = new Span();
    while (span.hasOwner()) {
      int definition = span.definition;
      int edge = span.edge;
      int owners = 0;
      long raw = 0;
      boolean full = false;
      while (!full && span.hasOwner()) {
        int owner = span.owner();
        raw += span.skipOwner(owner);
        owners++;
        full = raw >= FULL_RAW_BYTES || (raw >= MIN_RAW_BYTES && isBoundary(owner));
      }
      chunks.add(
          chunk(chunks.size(), owners, definition, span.definition, edge, span.edge, (int) raw));
    }
    return chunks;
  }

  private boolean isBoundary(int owner) {
    crc.reset();
    crc.update(symbols.array(), symbols.start(owner), symbols.length(owner));
    return (crc.getValue() & 7) == 0;
  }

  /** Walks over definitions and edges together, an owner at a time. */
  private final class Span {
    private int definition;
    private int edge;

    boolean hasOwner() {
      return definition < unit.definitionCount() || edge < unit.edgeCount();
    }

    int owner() {
      if (definition == unit.definitionCount()) {
        return unit.edgeFromRank(edge);
      }
      int defined = unit.definitionRank(definition);
      return edge == unit.edgeCount() ? defined : Math.min(defined, unit.edgeFromRank(edge));
    }

    /** Moves behind an owner and returns its raw size. */
    long skipOwner(int owner) {
      long raw = symbols.length(owner);
      if (definition < unit.definitionCount() && unit.definitionRank(definition) == owner) {
        raw += definitionAttributes.length(definition++);
      }
      while (edge < unit.edgeCount() && unit.edgeFromRank(edge) == owner) {
        raw += 4 + symbols.length(unit.edgeToRank(edge)) + edgeAttributes.length(edge);
        edge++;
      }
      return raw;
    }
  }

  private byte[] chunk(
      int number,
      int owners,
      int firstDefinition,
      int endDefinition,
      int firstEdge,
      int endEdge,
      int raw) {
    ByteWriter out = new ByteWriter(Math.max(64, raw / 2));
    out.writeInt(0);
    writeSymbols(out, number, firstDefinition, endDefinition, firstEdge, endEdge);

    nodeKinds.write(out, firstDefinition, endDefinition);
    edgeKinds.write(out, firstEdge, endEdge);

    out.writeVarint(owners);
    int definition = firstDefinition;
    int edge = firstEdge;
    for (int i = 0; i < owners; i++) {
      int defined =
          definition < endDefinition ? unit.definitionRank(definition) : Integer.MAX_VALUE;
      int from = edge < endEdge ? unit.edgeFromRank(edge) : Integer.MAX_VALUE;
      int owner = Math.min(defined, from);
      out.writeVarint(indexOfSymbol[owner]);
      if (defined == owner) {
        out.writeVarint(1 + nodeKinds.index(definition));
        writeCounted(out, definitionAttributes, definition);
        definition++;
      } else {
        out.writeVarint(0);
      }
      int end = edge;
      while (end < endEdge && unit.edgeFromRank(end) == owner) {
        end++;
      }
      out.writeVarint(end - edge);
      for (; edge < end; edge++) {
        out.writeVarint(edgeKinds.index(edge));
        out.writeVarint(indexOfSymbol[unit.edgeToRank(edge)]);
        writeCounted(out, edgeAttributes, edge);
      }
    }

    crc.reset();
    crc.update(out.array(), 4, out.length() - 4);
    out.setInt(0, (int) crc.getValue());
    return out.toByteArray();
  }

  private void writeSymbols(
      ByteWriter out,
      int chunk,
      int firstDefinition,
      int endDefinition,
      int firstEdge,
      int endEdge) {
    int[] used = new int[endDefinition - firstDefinition + 2 * (endEdge - firstEdge)];
    int count = 0;
    for (int i = firstDefinition; i < endDefinition; i++) {
      count = use(unit.definitionRank(i), chunk, used, count);
    }
    for (int i = firstEdge; i < endEdge; i++) {
      count = use(unit.edgeFromRank(i), chunk, used, count);
      count = use(unit.edgeToRank(i), chunk, used, count);
    }
    Arrays.sort(used, 0, count);
    out.writeVarint(count);
    byte[] bytes = symbols.array();
    int beforeStart = 0;
    int beforeEnd = 0;
    for (int i = 0; i < count; i++) {
      int start = symbols.start(used[i]);
      int end = symbols.end(used[i]);
      indexOfSymbol[used[i]] = i;
      int mismatch = Arrays.mismatch(bytes, beforeStart, beforeEnd, bytes, start, end);
      int shared = mismatch < 0 ? end - start : mismatch;
      out.writeVarint(shared);
      out.writeVarint(end - start - shared);
      out.writeBytes(bytes, start + shared, end - start - shared);
      beforeStart = start;
      beforeEnd = end;
    }
  }

  private int use(int rank, int chunk, int[] used, int count) {
    if (chunkOfSymbol[rank] == chunk) {
      return count;
    }
    chunkOfSymbol[rank] = chunk;
    used[count] = rank;
    return count + 1;
  }

  private static void writeCounted(ByteWriter out, PackedBytes packed, int index) {
    out.writeVarint(packed.length(index));
    out.writeBytes(packed.array(), packed.start(index), packed.length(index));
  }

  /** The kinds that a chunk uses, in the order of their names. */
  private static final class ChunkKinds<K> {
    private final UnitKinds<K> kinds;
    private final Function<K, String> nameOf;
    private final Integer[] byName;
    private final int[] indexInChunk;

    ChunkKinds(UnitKinds<K> kinds, Function<K, String> nameOf) {
      this.kinds = kinds;
      this.nameOf = nameOf;
      indexInChunk = new int[kinds.kinds().size()];
      byName = new Integer[indexInChunk.length];
      Arrays.setAll(byName, kind -> kind);
      Arrays.sort(byName, (a, b) -> Texts.compare(name(a), name(b)));
    }

    private String name(int kind) {
      return nameOf.apply(kinds.kinds().get(kind));
    }

    /** Writes the names of the kinds of some definitions or edges. */
    void write(ByteWriter out, int first, int end) {
      Arrays.fill(indexInChunk, -1);
      int count = 0;
      for (int i = first; i < end; i++) {
        int kind = kinds.index(i);
        count -= indexInChunk[kind];
        indexInChunk[kind] = 0;
      }
      out.writeVarint(count);
      int next = 0;
      for (int kind : byName) {
        if (indexInChunk[kind] == 0) {
          indexInChunk[kind] = next++;
          out.writeText(name(kind));
        }
      }
    }

    /** Returns which of the chunk's kinds a definition or edge has. */
    int index(int definitionOrEdge) {
      return indexInChunk[kinds.index(definitionOrEdge)];
    }
  }
}
