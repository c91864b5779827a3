package dev.keygraph.store;

import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.UnitContent;
import java.util.List;

/**
 * What can be worked out about a unit without knowing any ids.
 *
 * @param unit the unit
 * @param symbols its symbols' bytes, by rank
 * @param hashes its symbols' hashes for the {@link SymbolDictionary}, by rank
 * @param definitionAttributes the attributes of its definitions, encoded
 * @param edgeAttributes the attributes of its edges, encoded
 * @param chunks its content
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes the arrays
record EncodedUnit(
    UnitContent unit,
    byte[][] symbols,
    int[] hashes,
    byte[][] definitionAttributes,
    byte[][] edgeAttributes,
    List<byte[]> chunks) {

  static EncodedUnit of(UnitContent unit) {
    byte[][] symbols = new byte[unit.symbolCount()][];
    int[] hashes = new int[symbols.length];
    for (int rank = 0; rank < symbols.length; rank++) {
      symbols[rank] = TextBytes.encode(unit.symbol(rank));
      hashes[rank] = SymbolDictionary.hash(symbols[rank]);
    }
    byte[][] definitionAttributes = new byte[unit.definitionCount()][];
    for (int i = 0; i < definitionAttributes.length; i++) {
      definitionAttributes[i] = AttributesCodec.encode(unit.definitionAttributes(i));
    }
    byte[][] edgeAttributes = new byte[unit.edgeCount()][];
    for (int i = 0; i < edgeAttributes.length; i++) {
      edgeAttributes[i] = AttributesCodec.encode(unit.edgeAttributes(i));
    }
    List<byte[]> chunks = UnitEncoder.encode(unit, symbols, definitionAttributes, edgeAttributes);
    return new EncodedUnit(unit, symbols, hashes, definitionAttributes, edgeAttributes, chunks);
  }

  /** Returns the size of the content. */
  long contentBytes() {
    return chunks.stream().mapToLong(chunk -> chunk.length).sum();
  }
}
