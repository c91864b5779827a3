package dev.keygraph.store;

import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.List;

/**
 * What can be worked out about a unit without knowing any ids.
 *
 * @param unit the unit
 * @param symbols its symbols' bytes, by rank
 * @param hashes its symbols' hashes for the {@link TextDictionary}, by rank
 * @param definitionKinds the kinds of its definitions
 * @param definitionAttributes the attributes of its definitions, encoded
 * @param edgeKinds the kinds of its edges
 * @param edgeAttributes the attributes of its edges, encoded
 * @param chunks its content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes the arrays
record EncodedUnit(
    UnitContent unit,
    PackedBytes symbols,
    int[] hashes,
    UnitKinds<NodeKind> definitionKinds,
    PackedBytes definitionAttributes,
    UnitKinds<EdgeKind> edgeKinds,
    PackedBytes edgeAttributes,
    List<byte[]> chunks) {
  private static final int EXPECTED_SYMBOL_BYTES = 64;
  private static final int EXPECTED_DEFINITION_BYTES = 48;
  private static final int EXPECTED_EDGE_BYTES = 6;

  /** Works everything out; the unit's hash too, which the unit keeps. */
  static EncodedUnit of(UnitContent unit) {
    unit.hash();
    PackedBytes symbols =
        PackedBytes.of(
            unit.symbolCount(),
            EXPECTED_SYMBOL_BYTES,
            (out, rank) -> out.writeBytes(TextBytes.encode(unit.symbol(rank))));
    int[] hashes = new int[symbols.size()];
    for (int rank = 0; rank < hashes.length; rank++) {
      hashes[rank] = TextDictionary.hash(symbols.array(), symbols.start(rank), symbols.end(rank));
    }
    PackedBytes definitionAttributes =
        PackedBytes.of(
            unit.definitionCount(),
            EXPECTED_DEFINITION_BYTES,
            (out, i) -> AttributesCodec.write(out, unit.definitionAttributes(i)));
    PackedBytes edgeAttributes =
        PackedBytes.of(
            unit.edgeCount(),
            EXPECTED_EDGE_BYTES,
            (out, i) -> AttributesCodec.write(out, unit.edgeAttributes(i)));
    UnitKinds<NodeKind> definitionKinds =
        UnitKinds.of(unit.definitionCount(), unit::definitionKind);
    UnitKinds<EdgeKind> edgeKinds = UnitKinds.of(unit.edgeCount(), unit::edgeKind);
    List<byte[]> chunks =
        new UnitEncoder(
                unit, symbols, definitionKinds, definitionAttributes, edgeKinds, edgeAttributes)
            .chunks();
    return new EncodedUnit(
        unit,
        symbols,
        hashes,
        definitionKinds,
        definitionAttributes,
        edgeKinds,
        edgeAttributes,
        chunks);
  }

  /** Returns the size of the content. */
  long contentBytes() {
    return bytes(chunks);
  }

  /** Returns how many bytes chunks have. */
  static long bytes(List<byte[]> chunks) {
    long bytes = 0;
    for (byte[] chunk : chunks) {
      bytes += chunk.length;
    }
    return bytes;
  }
}
