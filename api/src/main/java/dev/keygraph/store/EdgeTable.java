package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.kv.ScanDirection;

/**
 * Writes the edges of one commit: forward and reverse keys, and statements where several differ.
 */
final class EdgeTable {
  private static final byte[] EMPTY = {};

  private final CommitState state;
  private final NodeTable nodes;

  EdgeTable(CommitState state, NodeTable nodes) {
    this.state = state;
    this.nodes = nodes;
  }

  /** A unit states an edge, perhaps as it did before with other attributes. */
  void state(int unit, String fromSymbol, EdgeKind kind, String toSymbol, Attributes attributes) {
    int from = nodes.id(fromSymbol);
    int to = nodes.id(toSymbol);
    int number = state.number(kind);
    byte[] forward = Keys.edge(Keys.FORWARD, from, number, to);
    byte[] value = state.transaction.get(forward);
    if (value == null) {
      state.put(forward, new EdgeRecord(unit, false, attributes).encode());
      state.put(Keys.edge(Keys.REVERSE, to, number, from), EMPTY);
      state.edges++;
      state.noteEdge(from, number, to, true);
      return;
    }
    EdgeRecord edge = EdgeRecord.decode(value);
    if (!edge.several() && edge.unit() == unit) {
      state.put(forward, new EdgeRecord(unit, false, attributes).encode());
      return;
    }
    if (!edge.several()) {
      putStatement(from, number, to, edge.unit(), edge.attributes());
    }
    putStatement(from, number, to, unit, attributes);
    int shown = state.smaller(unit, edge.unit());
    if (!edge.several() || shown != edge.unit()) {
      state.put(forward, new EdgeRecord(shown, true, Attributes.EMPTY).encode());
    }
  }

  private void putStatement(int from, int kind, int to, int unit, Attributes attributes) {
    state.put(Keys.statement(from, kind, to, unit), AttributesCodec.encode(attributes));
  }

  /** A unit does not state an edge any more. */
  void retract(int unit, String fromSymbol, EdgeKind kind, String toSymbol) {
    int from = nodes.id(fromSymbol);
    int to = nodes.id(toSymbol);
    nodes.lose(fromSymbol);
    nodes.lose(toSymbol);
    int number = state.number(kind);
    byte[] forward = Keys.edge(Keys.FORWARD, from, number, to);
    byte[] value = state.transaction.get(forward);
    if (value == null) {
      throw new MalformedBytesException(
          "an edge that a unit states is missing: " + fromSymbol + " " + kind + " " + toSymbol);
    }
    if (!EdgeRecord.decode(value).several()) {
      state.delete(forward);
      state.delete(Keys.edge(Keys.REVERSE, to, number, from));
      state.edges--;
      state.noteEdge(from, number, to, false);
      return;
    }
    state.delete(Keys.statement(from, number, to, unit));
    Remaining remaining = remaining(from, number, to);
    if (remaining.count == 1) {
      state.delete(Keys.statement(from, number, to, remaining.shown));
      Attributes attributes = AttributesCodec.read(new ByteReader(remaining.last));
      state.put(forward, new EdgeRecord(remaining.shown, false, attributes).encode());
    } else {
      state.put(forward, new EdgeRecord(remaining.shown, true, Attributes.EMPTY).encode());
    }
  }

  private static final class Remaining {
    int count;
    int shown;
    byte[] last = EMPTY;
  }

  private Remaining remaining(int from, int kind, int to) {
    Remaining remaining = new Remaining();
    byte[] lower = Keys.edge(Keys.STATEMENT, from, kind, to);
    state.transaction.scan(
        lower,
        Keys.behind(lower),
        ScanDirection.FORWARD,
        (key, value) -> {
          remaining.count++;
          remaining.shown =
              state.smaller(remaining.shown, Fields.int32(key, Keys.STATEMENT_UNIT_OFFSET));
          remaining.last = value.toByteArray();
          return true;
        });
    if (remaining.count == 0) {
      throw new MalformedBytesException("an edge that several units state has no statement left");
    }
    return remaining;
  }
}
