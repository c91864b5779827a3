package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.Texts;
import dev.keygraph.hot.PageChanges;
import dev.keygraph.kv.KvTransaction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parts of one commit share: the transaction, counters, kinds and units' paths. */
final class CommitState {
  static final byte[] STATE_KEY = Keys.meta("state");

  final KvTransaction transaction;
  final KnownNodes knownNodes;
  final Map<Integer, String> unitPaths = new HashMap<>();
  Kinds kinds;
  long version;
  int nextNode;
  int nextUnit;
  long units;
  long nodes;
  long unresolved;
  long edges;
  private final @Nullable PageChanges pageChanges;
  private boolean changed;

  CommitState(
      KvTransaction transaction,
      Kinds kinds,
      KnownNodes knownNodes,
      @Nullable PageChanges pageChanges) {
    this.transaction = transaction;
    this.knownNodes = knownNodes;
    this.kinds = kinds;
    this.pageChanges = pageChanges;
    byte[] value = transaction.get(STATE_KEY);
    if (value == null) {
      throw new MalformedBytesException("the store has no counters");
    }
    StateRecord state = StateRecord.decode(value);
    version = state.version();
    nextNode = state.nextNode();
    nextUnit = state.nextUnit();
    units = state.units();
    nodes = state.nodes();
    unresolved = state.unresolved();
    edges = state.edges();
  }

  boolean isChanged() {
    return changed;
  }

  void put(byte[] key, byte[] value) {
    changed = true;
    transaction.put(key, value);
  }

  void delete(byte[] key) {
    changed = true;
    transaction.delete(key);
  }

  /** Notes that an edge came or went. */
  void noteEdge(int from, int kind, int to, boolean present) {
    if (pageChanges != null) {
      pageChanges.edge(from, kind, to, present);
    }
  }

  /** Notes that a node came, or has another kind. */
  void noteNode(int node, int kind) {
    if (pageChanges != null) {
      pageChanges.node(node, kind);
    }
  }

  /** Notes that a node went. */
  void noteRemovedNode(int node) {
    if (pageChanges != null) {
      pageChanges.removedNode(node);
    }
  }

  /** Returns the number of a kind, which gets one if need be. */
  int number(NodeKind kind) {
    int known = kinds.number(kind);
    if (known >= 0) {
      return known;
    }
    kinds = kinds.with(kind);
    int number = kinds.number(kind);
    put(Kinds.nodeKindKey(number), TextBytes.encode(kind.name()));
    return number;
  }

  /** Returns the number of a kind, which gets one if need be. */
  int number(EdgeKind kind) {
    int known = kinds.number(kind);
    if (known >= 0) {
      return known;
    }
    kinds = kinds.with(kind);
    int number = kinds.number(kind);
    put(Kinds.edgeKindKey(number), TextBytes.encode(kind.name()));
    return number;
  }

  String unitPath(int unit) {
    return unitPaths.computeIfAbsent(unit, id -> UnitStore.path(transaction, id));
  }

  /** Returns the unit of the two whose path is smaller; 0 is no unit. */
  int smaller(int first, int second) {
    if (first == 0 || second == 0 || first == second) {
      return first == 0 ? second : first;
    }
    return Texts.compare(unitPath(first), unitPath(second)) <= 0 ? first : second;
  }

  int newUnit(String path) {
    if (nextUnit == Integer.MAX_VALUE) {
      throw new IllegalStateException("the store has used up its unit ids; index into a new one");
    }
    int unit = nextUnit++;
    unitPaths.put(unit, path);
    put(Keys.id(Keys.UNIT_PATH, unit), TextBytes.encode(path));
    units++;
    return unit;
  }

  /** Writes the counters; the version goes up by one. */
  StateRecord finish() {
    StateRecord state =
        new StateRecord(version + 1, nextNode, nextUnit, units, nodes, unresolved, edges);
    put(STATE_KEY, state.encode());
    return state;
  }
}
