package dev.keygraph.store;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Definition;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.EdgeVisitor;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers from the keys of one snapshot of the store. */
final class StoredSnapshot implements GraphSnapshot {
  private final KvStore store;
  private final KvSnapshot snapshot;
  private final NodeSearch search;
  private volatile Kinds kinds;
  private volatile boolean kindsAreOwn;
  private volatile @Nullable StateRecord state;
  private final AtomicReference<@Nullable NeighborScan> idleScan = new AtomicReference<>();
  private volatile @Nullable KindCodes lastCodes;

  /**
   * A snapshot of a graph.
   *
   * @param kinds as they were before or when {@code snapshot} was opened; read anew when too old
   */
  StoredSnapshot(KvStore store, KvSnapshot snapshot, Kinds kinds) {
    this.store = store;
    this.snapshot = snapshot;
    this.kinds = kinds;
    this.search = new NodeSearch(snapshot, this::indexedSymbol, this::knownLimit);
  }

  /** A snapshot whose kinds are known to be those of its very version. */
  static StoredSnapshot exactly(KvStore store, KvSnapshot snapshot, Kinds kinds) {
    StoredSnapshot exact = new StoredSnapshot(store, snapshot, kinds);
    exact.kindsAreOwn = true;
    return exact;
  }

  private <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (MalformedBytesException e) {
      throw StoredGraph.corrupted(store, e);
    }
  }

  /** Returns the counters, which tell the version. */
  StateRecord state() {
    StateRecord known = state;
    if (known == null) {
      known = reading(() -> StoredGraph.readState(store, snapshot));
      state = known;
    }
    return known;
  }

  /** The kinds as this very snapshot has them. */
  private Kinds ownKinds() {
    if (!kindsAreOwn) {
      kinds = reading(() -> Kinds.read(snapshot));
      kindsAreOwn = true;
    }
    return kinds;
  }

  EdgeKind edgeKind(int number) {
    EdgeKind kind = kinds.edgeKind(number);
    if (kind == null) {
      kind = ownKinds().edgeKind(number);
    }
    if (kind == null) {
      throw StoredGraph.corrupted(
          store, new MalformedBytesException("edge kind " + number + " has no name"));
    }
    return kind;
  }

  private NodeKind nodeKind(int number) {
    NodeKind kind = kinds.nodeKind(number);
    if (kind == null) {
      kind = ownKinds().nodeKind(number);
    }
    if (kind == null) {
      throw StoredGraph.corrupted(
          store, new MalformedBytesException("node kind " + number + " has no name"));
    }
    return kind;
  }

  private int number(EdgeKind kind) {
    int number = kinds.number(kind);
    return number >= 0 ? number : ownKinds().number(kind);
  }

  @Override
  public long version() {
    return state().version();
  }

  @Override
  public int node(String symbol) {
    byte[] value = snapshot.get(Keys.text(Keys.SYMBOL, TextBytes.encode(symbol)));
    return value == null ? NO_NODE : reading(() -> Fields.node(value, knownLimit()));
  }

  @Override
  public boolean contains(int node) {
    return node >= 0 && snapshot.get(Keys.id(Keys.NODE, node), (key, value) -> false);
  }

  @Override
  public int nodeIdLimit() {
    return state().nextNode();
  }

  /**
   * Returns an exclusive upper bound of the ids, as far as it was read: who keeps something by id
   * has asked for {@link #nodeIdLimit} before.
   */
  int knownLimit() {
    StateRecord known = state;
    return known == null ? Integer.MAX_VALUE : known.nextNode();
  }

  private NodeRecord record(int node) {
    NodeRecord record = reading(() -> find(node));
    if (record == null) {
      throw noNode(node);
    }
    return record;
  }

  private static IllegalArgumentException noNode(int node) {
    return new IllegalArgumentException("no node of this snapshot has the id " + node);
  }

  private @Nullable NodeRecord find(int node) {
    byte[] value = node < 0 ? null : snapshot.get(Keys.id(Keys.NODE, node));
    return value == null ? null : NodeRecord.decode(value);
  }

  /** Returns the symbol of a node that an index names. */
  private String indexedSymbol(int node) {
    NodeRecord record = find(node);
    if (record == null) {
      throw new MalformedBytesException("an index names node " + node + ", which is missing");
    }
    return record.symbol();
  }

  @Override
  public String symbol(int node) {
    return record(node).symbol();
  }

  @Override
  public NodeKind kind(int node) {
    int[] kind = {-1};
    boolean found =
        node >= 0
            && snapshot.get(
                Keys.id(Keys.NODE, node),
                (key, value) -> {
                  kind[0] = value.length() == 0 ? -1 : value.getByte(0) & 0xFF;
                  return false;
                });
    if (!found) {
      throw noNode(node);
    }
    if (kind[0] < 0) {
      throw StoredGraph.corrupted(
          store, new MalformedBytesException("the record of node " + node + " is empty"));
    }
    return nodeKind(kind[0]);
  }

  @Override
  public Attributes attributes(int node) {
    int shownUnit = record(node).shownUnit();
    if (shownUnit == 0) {
      return Attributes.EMPTY;
    }
    byte[] value = snapshot.get(Keys.ids(Keys.DEFINITION, node, shownUnit));
    if (value == null) {
      throw StoredGraph.corrupted(
          store, new MalformedBytesException("node " + node + " has lost its definition"));
    }
    return reading(() -> DefinitionRecord.decode(value).attributes());
  }

  @Override
  public List<Definition> definitions(int node) {
    record(node);
    List<Definition> definitions = new ArrayList<>();
    byte[] lower = Keys.id(Keys.DEFINITION, node);
    return reading(
        () -> {
          snapshot.scan(
              lower,
              Keys.behind(lower),
              ScanDirection.FORWARD,
              (key, value) -> {
                int unit = Fields.int32(key, Keys.DEFINITION_UNIT_OFFSET);
                DefinitionRecord record = DefinitionRecord.decode(value.toByteArray());
                definitions.add(
                    new Definition(
                        UnitStore.path(snapshot, unit),
                        nodeKind(record.kind()),
                        record.attributes()));
                return true;
              });
          definitions.sort(Comparator.comparing(Definition::unitPath, Texts::compare));
          return List.copyOf(definitions);
        });
  }

  @Override
  public List<NodeKind> nodeKinds() {
    return ownKinds().allNodeKinds();
  }

  @Override
  public List<EdgeKind> edgeKinds() {
    return ownKinds().allEdgeKinds();
  }

  @Override
  public boolean neighbors(
      int node, Direction direction, EdgeKinds chosen, NeighborVisitor visitor) {
    if (node < 0) {
      return true;
    }
    byte tag = direction == Direction.OUTGOING ? Keys.FORWARD : Keys.REVERSE;
    // A visitor may ask for neighbours too, and so may another thread: each has a scan of its own.
    NeighborScan scan = idleScan.getAndSet(null);
    if (scan == null) {
      scan = new NeighborScan(this);
    }
    try {
      boolean complete = scan.run(snapshot, tag, node, codes(chosen), visitor);
      idleScan.setRelease(scan);
      return complete;
    } catch (MalformedBytesException e) {
      throw StoredGraph.corrupted(store, e);
    }
  }

  @Override
  public boolean neighbors(
      NodeSet nodes, Direction direction, EdgeKinds chosen, EdgeVisitor visitor) {
    byte tag = direction == Direction.OUTGOING ? Keys.FORWARD : Keys.REVERSE;
    EdgeScan scan = new EdgeScan(this, tag, codes(chosen), visitor);
    return reading(() -> scan.run(snapshot, nodes.toArray()));
  }

  private KindCodes codes(EdgeKinds chosen) {
    KindCodes last = lastCodes;
    if (last == null || !last.chosen().equals(chosen)) {
      last = kinds.codes(chosen);
      if (!last.whole()) {
        last = ownKinds().codes(chosen);
      }
      lastCodes = last;
    }
    return last;
  }

  @Override
  public boolean hasEdge(int from, EdgeKind kind, int to) {
    int number = number(kind);
    return number >= 0
        && from >= 0
        && to >= 0
        && snapshot.get(Keys.edge(Keys.FORWARD, from, number, to), (key, value) -> false);
  }

  private @Nullable EdgeRecord edge(int from, int kind, int to) {
    if (kind < 0 || from < 0 || to < 0) {
      return null;
    }
    byte[] value = snapshot.get(Keys.edge(Keys.FORWARD, from, kind, to));
    return value == null ? null : reading(() -> EdgeRecord.decode(value));
  }

  @Override
  public Optional<Attributes> edgeAttributes(int from, EdgeKind kind, int to) {
    int number = number(kind);
    EdgeRecord edge = edge(from, number, to);
    if (edge == null || !edge.several()) {
      return edge == null ? Optional.empty() : Optional.of(edge.attributes());
    }
    byte[] value = snapshot.get(Keys.statement(from, number, to, edge.unit()));
    if (value == null) {
      throw StoredGraph.corrupted(
          store, new MalformedBytesException("an edge has lost its statement"));
    }
    return Optional.of(reading(() -> AttributesCodec.read(new ByteReader(value))));
  }

  @Override
  public List<EdgeStatement> edgeStatements(int from, EdgeKind kind, int to) {
    int number = number(kind);
    EdgeRecord edge = edge(from, number, to);
    if (edge == null) {
      return List.of();
    }
    if (!edge.several()) {
      return List.of(
          new EdgeStatement(
              reading(() -> UnitStore.path(snapshot, edge.unit())), edge.attributes()));
    }
    List<EdgeStatement> statements = new ArrayList<>();
    byte[] lower = Keys.edge(Keys.STATEMENT, from, number, to);
    return reading(
        () -> {
          snapshot.scan(
              lower,
              Keys.behind(lower),
              ScanDirection.FORWARD,
              (key, value) -> {
                int unit = Fields.int32(key, Keys.STATEMENT_UNIT_OFFSET);
                statements.add(
                    new EdgeStatement(
                        UnitStore.path(snapshot, unit),
                        AttributesCodec.read(new ByteReader(value.toByteArray()))));
                return true;
              });
          statements.sort(Comparator.comparing(EdgeStatement::unitPath, Texts::compare));
          return List.copyOf(statements);
        });
  }

  @Override
  public boolean nodes(NodeVisitor visitor) {
    return reading(() -> search.ids(Keys.tag(Keys.NODE), Keys.ID_OFFSET, visitor));
  }

  @Override
  public boolean nodesWithPrefix(String prefix, NodeVisitor visitor) {
    return reading(() -> search.symbolPrefix(prefix, visitor));
  }

  @Override
  public boolean nodesNamed(String simpleName, NodeVisitor visitor) {
    return reading(() -> search.named(simpleName, visitor));
  }

  @Override
  public boolean nodesNamedWithPrefix(String prefix, NodeVisitor visitor) {
    return reading(() -> search.namedWithPrefix(prefix, visitor));
  }

  @Override
  public boolean nodesMatchingCamelCase(String pattern, NodeVisitor visitor) {
    return reading(() -> search.camelCase(pattern, visitor));
  }

  @Override
  public boolean nodesOfKind(NodeKind kind, NodeVisitor visitor) {
    int known = kinds.number(kind);
    int number = known >= 0 ? known : ownKinds().number(kind);
    byte[] prefix = {Keys.KIND, (byte) number};
    return number < 0 || reading(() -> search.ids(prefix, Keys.KIND_NODE_OFFSET, visitor));
  }

  @Override
  public boolean nodesInPackage(String packageName, NodeVisitor visitor) {
    return reading(() -> search.inPackage(packageName, visitor));
  }

  @Override
  public boolean nodesOfUnit(String unitPath, NodeVisitor visitor) {
    int[] nodes =
        reading(
            () -> {
              UnitRecord unit = UnitStore.find(snapshot, unitPath);
              return unit == null
                  ? new int[0]
                  : SymbolScan.nodes(
                      snapshot, UnitStore.definitionKeys(snapshot, unit), knownLimit());
            });
    for (int node : nodes) {
      if (!visitor.visit(node)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<UnitInfo> unit(String path) {
    UnitRecord unit =
        reading(() -> Optional.ofNullable(UnitStore.find(snapshot, path))).orElse(null);
    return unit == null ? Optional.empty() : Optional.of(unit.info());
  }

  @Override
  public Optional<UnitContent> unitContent(String path) {
    return reading(
        () -> {
          UnitRecord unit = UnitStore.find(snapshot, path);
          return unit == null ? Optional.empty() : Optional.of(UnitStore.content(snapshot, unit));
        });
  }

  @Override
  public boolean units(Predicate<? super UnitInfo> visitor) {
    Objects.requireNonNull(visitor, "visitor");
    byte[] lower = Keys.tag(Keys.UNIT);
    return snapshot.scan(
        lower,
        Keys.behind(lower),
        ScanDirection.FORWARD,
        (key, value) ->
            visitor.test(
                reading(() -> UnitRecord.decode(key.toByteArray(), value.toByteArray())).info()));
  }

  @Override
  public boolean unitsChangedSince(
      GraphSnapshot older, UnitComparison comparison, UnitChangeVisitor visitor) {
    Objects.requireNonNull(comparison, "comparison");
    Objects.requireNonNull(visitor, "visitor");
    StoredSnapshot before = of(older);
    if (before.store == store && before.version() == version()) {
      return true;
    }
    ManifestMerge merge = new ManifestMerge(before.snapshot, snapshot, comparison);
    return reading(() -> merge.run(visitor));
  }

  /** Returns what answers for a snapshot of any graph in a store. */
  private static StoredSnapshot of(GraphSnapshot any) {
    if (any instanceof StoredSnapshot stored) {
      return stored;
    }
    if (any instanceof HotSnapshot hot) {
      return hot.cold();
    }
    throw new IllegalArgumentException(
        "this is no snapshot of a graph in a store: " + any.getClass().getName());
  }

  @Override
  public GraphStatistics statistics() {
    return StoredGraph.statistics(state(), store, Optional.empty());
  }

  @Override
  public void close() {
    try {
      snapshot.close();
    } finally {
      // Whoever is being closed is not lost.
      Reference.reachabilityFence(this);
    }
  }
}
