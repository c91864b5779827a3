package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Asks a snapshot, and checks what the answers promise beside their content: orders, that nothing
 * comes twice, and that several ways to the same answer agree.
 */
final class SnapshotAnswers implements Answers {
  /** Texts over so many bytes that agree in those may come in any order. */
  private static final int ORDERED_BYTES = 400;

  private final GraphSnapshot snapshot;

  /** Used again and again, as cursors are. */
  private final NeighborCursor cursor = new NeighborCursor(1 << 20);

  SnapshotAnswers(GraphSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Collects a stream of nodes: no node comes twice, and each exists below the limit of ids. */
  private List<Integer> ids(Predicate<NodeVisitor> stream) {
    List<Integer> ids = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    boolean whole =
        stream.test(
            node -> {
              assertThat(seen.add(node)).as("node %s comes once", node).isTrue();
              assertThat(node).isBetween(0, snapshot.nodeIdLimit() - 1);
              return ids.add(node);
            });
    assertThat(whole).as("a stream that nobody ended").isTrue();
    return ids;
  }

  private List<String> byId(Predicate<NodeVisitor> stream) {
    List<Integer> ids = ids(stream);
    assertThat(ids).isSorted();
    return sorted(ids.stream().map(snapshot::symbol).toList());
  }

  private static List<String> sorted(List<String> symbols) {
    return symbols.stream().sorted(CodePoints.ORDER).toList();
  }

  private List<String> inOrderOf(UnaryOperator<String> text, Predicate<NodeVisitor> stream) {
    List<String> symbols = ids(stream).stream().map(snapshot::symbol).toList();
    for (int i = 1; i < symbols.size(); i++) {
      String before = text.apply(symbols.get(i - 1));
      String after = text.apply(symbols.get(i));
      if (before.getBytes(StandardCharsets.UTF_8).length <= ORDERED_BYTES
          || after.getBytes(StandardCharsets.UTF_8).length <= ORDERED_BYTES) {
        assertThat(CodePoints.ORDER.compare(before, after))
            .as("%s before %s", CodePoints.show(before), CodePoints.show(after))
            .isLessThanOrEqualTo(0);
      }
    }
    return sorted(symbols);
  }

  @Override
  public SortedMap<String, NodeFacts> nodes() {
    SortedMap<String, NodeFacts> nodes = new TreeMap<>(CodePoints.ORDER);
    List<Integer> ids = ids(snapshot::nodes);
    assertThat(ids).isSorted();
    for (int id : ids) {
      String symbol = snapshot.symbol(id);
      assertThat(snapshot.contains(id)).isTrue();
      assertThat(snapshot.node(symbol)).as("node of %s", CodePoints.show(symbol)).isEqualTo(id);
      nodes.put(symbol, facts(id));
    }
    assertThat(nodes).as("symbols of nodes, each once").hasSameSizeAs(ids);
    return nodes;
  }

  private NodeFacts facts(int id) {
    return new NodeFacts(snapshot.kind(id), snapshot.attributes(id), snapshot.definitions(id));
  }

  @Override
  public Optional<NodeFacts> node(String symbol) {
    int node = snapshot.node(symbol);
    return node == GraphSnapshot.NO_NODE ? Optional.empty() : Optional.of(facts(node));
  }

  @Override
  public SortedMap<SymbolEdge, EdgeFacts> edges() {
    SortedMap<SymbolEdge, EdgeFacts> edges = new TreeMap<>();
    for (int id : ids(snapshot::nodes)) {
      for (SymbolEdge edge : edges(id, Direction.OUTGOING, EdgeKinds.all())) {
        int to = snapshot.node(edge.to());
        assertThat(snapshot.hasEdge(id, edge.kind(), to)).as("hasEdge %s", edge).isTrue();
        edges.put(
            edge,
            new EdgeFacts(
                snapshot.edgeAttributes(id, edge.kind(), to).orElseThrow(),
                snapshot.edgeStatements(id, edge.kind(), to)));
      }
    }
    return edges;
  }

  @Override
  public SortedSet<SymbolEdge> reverseEdges() {
    SortedSet<SymbolEdge> edges = new TreeSet<>();
    for (int id : ids(snapshot::nodes)) {
      edges.addAll(edges(id, Direction.INCOMING, EdgeKinds.all()));
    }
    return edges;
  }

  private SortedSet<SymbolEdge> edges(int node, Direction direction, EdgeKinds kinds) {
    String near = snapshot.symbol(node);
    SortedSet<SymbolEdge> edges = new TreeSet<>();
    List<Integer> fars = new ArrayList<>();
    List<EdgeKind> order = new ArrayList<>();
    int[] last = {-1};
    boolean whole =
        snapshot.neighbors(
            node,
            direction,
            kinds,
            (far, kind) -> {
              if (order.isEmpty() || !order.get(order.size() - 1).equals(kind)) {
                assertThat(order).as("kinds are grouped").doesNotContain(kind);
                order.add(kind);
                last[0] = -1;
              }
              assertThat(far).as("ids ascend within a kind").isGreaterThan(last[0]);
              last[0] = far;
              fars.add(far);
              String other = snapshot.symbol(far);
              edges.add(
                  direction == Direction.OUTGOING
                      ? new SymbolEdge(near, kind, other)
                      : new SymbolEdge(other, kind, near));
              return true;
            });
    assertThat(whole).isTrue();
    checkCursor(node, direction, kinds, fars, order);
    return edges;
  }

  private void checkCursor(
      int node, Direction direction, EdgeKinds kinds, List<Integer> fars, List<EdgeKind> order) {
    assertThat(snapshot.neighbors(node, direction, kinds, cursor)).isTrue();
    List<Integer> shown = new ArrayList<>();
    Set<EdgeKind> shownKinds = new LinkedHashSet<>();
    while (cursor.next()) {
      shown.add(cursor.node());
      shownKinds.add(cursor.kind());
    }
    assertThat(shown).as("what a cursor shows").isEqualTo(fars);
    assertThat(shownKinds).as("kinds that a cursor shows").containsExactlyElementsOf(order);
    assertThat(cursor.next()).as("a cursor at its end").isFalse();
  }

  @Override
  public SortedMap<String, UnitContent> units() {
    SortedMap<String, UnitContent> units = new TreeMap<>(CodePoints.ORDER);
    List<String> paths = new ArrayList<>();
    assertThat(
            snapshot.units(
                info -> {
                  paths.add(info.path());
                  units.put(info.path(), content(info));
                  return true;
                }))
        .isTrue();
    assertThat(paths).as("unit paths, each once").hasSameSizeAs(units.keySet());
    if (paths.stream().allMatch(path -> path.length() * 3 <= ORDERED_BYTES)) {
      assertThat(paths).isSortedAccordingTo(CodePoints.ORDER);
    }
    return units;
  }

  @Override
  public SortedSet<String> unitPaths() {
    SortedSet<String> paths = new TreeSet<>(CodePoints.ORDER);
    assertThat(snapshot.units(info -> paths.add(info.path()))).as("each path once").isTrue();
    return paths;
  }

  @Override
  public Optional<UnitContent> unit(String path) {
    return snapshot.unit(path).map(this::content);
  }

  private UnitContent content(UnitInfo info) {
    UnitContent content = snapshot.unitContent(info.path()).orElseThrow();
    assertThat(snapshot.unit(info.path())).contains(info);
    assertThat(content.path()).isEqualTo(info.path());
    assertThat(content.hash()).isEqualTo(info.hash());
    assertThat(content.definitionCount()).isEqualTo(info.nodes());
    assertThat(content.edgeCount()).isEqualTo(info.edges());
    return content;
  }

  @Override
  public Counts counts() {
    GraphStatistics statistics = snapshot.statistics();
    assertThat(statistics.version()).isEqualTo(snapshot.version());
    return new Counts(
        statistics.units(), statistics.nodes(), statistics.unresolved(), statistics.edges());
  }

  @Override
  public boolean hasNode(String symbol) {
    int node = snapshot.node(symbol);
    assertThat(snapshot.contains(node)).isEqualTo(node != GraphSnapshot.NO_NODE);
    return node != GraphSnapshot.NO_NODE;
  }

  @Override
  public SortedSet<SymbolEdge> edges(String symbol, Direction direction, EdgeKinds kinds) {
    int node = snapshot.node(symbol);
    return node == GraphSnapshot.NO_NODE ? new TreeSet<>() : edges(node, direction, kinds);
  }

  @Override
  public List<String> withPrefix(String prefix) {
    return inOrderOf(symbol -> symbol, visitor -> snapshot.nodesWithPrefix(prefix, visitor));
  }

  @Override
  public List<String> named(String simpleName) {
    return byId(visitor -> snapshot.nodesNamed(simpleName, visitor));
  }

  @Override
  public List<String> namedWithPrefix(String prefix) {
    return inOrderOf(
        SymbolNames::simpleName, visitor -> snapshot.nodesNamedWithPrefix(prefix, visitor));
  }

  @Override
  public List<String> matching(String pattern) {
    List<Integer> ids = ids(visitor -> snapshot.nodesMatchingCamelCase(pattern, visitor));
    return sorted(ids.stream().map(snapshot::symbol).toList());
  }

  @Override
  public List<String> ofKind(NodeKind kind) {
    return byId(visitor -> snapshot.nodesOfKind(kind, visitor));
  }

  @Override
  public List<String> inPackage(String packageName) {
    return inOrderOf(symbol -> symbol, visitor -> snapshot.nodesInPackage(packageName, visitor));
  }

  @Override
  public List<String> ofUnit(String path) {
    return inOrderOf(symbol -> symbol, visitor -> snapshot.nodesOfUnit(path, visitor));
  }
}
