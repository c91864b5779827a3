package dev.keygraph.store;

import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Texts;
import dev.keygraph.kv.EntrySink;
import java.util.Arrays;
import java.util.List;

/**
 * The nodes of an import: their symbols, and what is shown of each. One thread may give out ids
 * while another one notes definitions.
 */
final class ImportNodes {
  private static final byte[] EMPTY = {};

  private final TextDictionary symbols = new TextDictionary();
  private int[] shownUnits = new int[1 << 10];
  private byte[] kinds = new byte[1 << 10];

  /** Returns how many nodes there are. */
  int size() {
    return symbols.size();
  }

  /** Returns the symbol of a node. */
  String symbol(int node) {
    return TextBytes.decode(symbols.block(node), symbols.offset(node), symbols.length(node));
  }

  /** Finds the parts of a node's symbol; returns whether there are any. */
  boolean split(int node, SymbolParts parts) {
    return parts.split(symbols.block(node), symbols.offset(node), symbols.length(node));
  }

  /** Appends the symbol of a node to a key. */
  void writeSymbol(int node, ByteWriter key) {
    KeyText.write(key, symbols.block(node), symbols.offset(node), symbols.length(node));
  }

  /**
   * Returns the ids of a unit's symbols, by rank; new ones get the next.
   *
   * @throws IllegalArgumentException if there are more than an import can take
   */
  int[] ids(EncodedUnit encoded) {
    int[] ids = symbols.ids(encoded.symbols(), encoded.hashes());
    if (symbols.size() > ReverseEdges.MAX_NODES) {
      throw new IllegalArgumentException(
          "an import takes up to "
              + ReverseEdges.MAX_NODES
              + " symbols; import less, and commit the other units afterwards");
    }
    return ids;
  }

  /**
   * Notes that a unit defines a node.
   *
   * @param paths the units' paths, from that of unit 1
   */
  void define(int node, int kind, int unit, List<String> paths) {
    ensure(node + 1);
    int shown = shownUnits[node];
    if (shown == 0 || Texts.compare(paths.get(unit - 1), paths.get(shown - 1)) < 0) {
      shownUnits[node] = unit;
      kinds[node] = (byte) kind;
    }
  }

  private void ensure(int count) {
    if (count > shownUnits.length) {
      int length = Math.max(count, 2 * shownUnits.length);
      shownUnits = Arrays.copyOf(shownUnits, length);
      kinds = Arrays.copyOf(kinds, length);
    }
  }

  /** Ends the phase in which symbols and definitions come; before, nothing below may be called. */
  void complete() {
    ensure(symbols.size());
  }

  /** Returns how many nodes no unit defines. */
  long unresolved() {
    long unresolved = 0;
    for (int node = 0; node < symbols.size(); node++) {
      unresolved += shownUnits[node] == 0 ? 1 : 0;
    }
    return unresolved;
  }

  /**
   * Passes the keys on that find nodes by their kind, in order.
   *
   * @param maxKind the highest number of a kind
   */
  void forEachKind(EntrySink sink, int maxKind) {
    byte[] key = Keys.kind(0, 0);
    for (int kind = 0; kind <= maxKind; kind++) {
      key[1] = (byte) kind;
      for (int node = 0; node < symbols.size(); node++) {
        if (kinds[node] == (byte) kind) {
          Keys.putInt(key, Keys.KIND_NODE_OFFSET, node);
          sink.accept(key, 0, key.length, EMPTY, 0, 0);
        }
      }
    }
  }

  /** Passes the nodes' records on, in order. */
  void forEachRecord(EntrySink sink) {
    byte[] key = Keys.id(Keys.NODE, 0);
    ByteWriter value = new ByteWriter(128);
    for (int node = 0; node < symbols.size(); node++) {
      value.clear();
      value.writeByte(kinds[node]);
      value.writeVarint(shownUnits[node]);
      value.writeBytes(symbols.block(node), symbols.offset(node), symbols.length(node));
      Keys.putInt(key, Keys.ID_OFFSET, node);
      sink.accept(key, 0, key.length, value.array(), 0, value.length());
    }
  }
}
