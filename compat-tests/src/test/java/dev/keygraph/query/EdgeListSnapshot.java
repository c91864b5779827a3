package dev.keygraph.query;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveGraph.Edge;
import dev.keygraph.conformance.graph.NaiveGraph.Node;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.Definition;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.kv.KvStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A snapshot over a list of edges, of one unit {@value #UNIT} that defines the first nodes. It
 * counts the edges that it streams.
 */
class EdgeListSnapshot implements GraphSnapshot {
  static final String UNIT = "unit";

  private final NaiveGraph graph;
  private final int unitNodes;
  private final int nodeIdLimit;
  private final List<EdgeKind> kinds;
  private final Map<String, Integer> bySymbol = new HashMap<>();
  private final Rows outgoing;
  private final Rows incoming;
  private long edgesStreamed;

  EdgeListSnapshot(NaiveGraph graph) {
    this(graph, graph.nodes().size());
  }

  /**
   * @param unitNodes how many of the nodes, by id, the unit defines
   */
  EdgeListSnapshot(NaiveGraph graph, int unitNodes) {
    this.graph = graph;
    this.unitNodes = unitNodes;
    nodeIdLimit = graph.nodes().isEmpty() ? 0 : graph.nodes().lastKey() + 1;
    kinds =
        graph.edges().stream()
            .map(Edge::kind)
            .distinct()
            .sorted(Comparator.comparing(EdgeKind::name))
            .toList();
    graph.nodes().forEach((id, node) -> bySymbol.put(node.symbol(), id));
    outgoing = new Rows(Direction.OUTGOING);
    incoming = new Rows(Direction.INCOMING);
  }

  /** Returns how many edges {@link #neighbors} has passed on. */
  long edgesStreamed() {
    return edgesStreamed;
  }

  /** The edges by the node that they come from, grouped by kind, by ascending id. */
  private final class Rows {
    private final Edge[] edges;
    private final int[] offsets = new int[nodeIdLimit + 1];

    Rows(Direction direction) {
      edges = graph.edges().toArray(Edge[]::new);
      java.util.Arrays.sort(
          edges,
          Comparator.<Edge>comparingInt(edge -> edge.source(direction))
              .thenComparingInt(edge -> kinds.indexOf(edge.kind()))
              .thenComparingInt(edge -> edge.target(direction)));
      for (Edge edge : edges) {
        offsets[edge.source(direction) + 1]++;
      }
      for (int i = 0; i < nodeIdLimit; i++) {
        offsets[i + 1] += offsets[i];
      }
    }
  }

  @Override
  public boolean neighbors(
      int node, Direction direction, EdgeKinds chosen, NeighborVisitor visitor) {
    if (!contains(node)) {
      return true;
    }
    Rows rows = direction == Direction.OUTGOING ? outgoing : incoming;
    for (int i = rows.offsets[node]; i < rows.offsets[node + 1]; i++) {
      Edge edge = rows.edges[i];
      if (chosen.contains(edge.kind())) {
        edgesStreamed++;
        if (!visitor.visit(edge.target(direction), edge.kind())) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public int node(String symbol) {
    return bySymbol.getOrDefault(symbol, NO_NODE);
  }

  @Override
  public boolean contains(int node) {
    return graph.nodes().containsKey(node);
  }

  @Override
  public int nodeIdLimit() {
    return nodeIdLimit;
  }

  private Node existing(int node) {
    Node found = graph.nodes().get(node);
    if (found == null) {
      throw new IllegalArgumentException("no node has the id " + node);
    }
    return found;
  }

  @Override
  public String symbol(int node) {
    return existing(node).symbol();
  }

  @Override
  public NodeKind kind(int node) {
    return existing(node).kind();
  }

  @Override
  public Attributes attributes(int node) {
    return existing(node).attributes();
  }

  @Override
  public List<Definition> definitions(int node) {
    Node found = existing(node);
    return found.kind().equals(NodeKind.UNRESOLVED)
        ? List.of()
        : List.of(new Definition(UNIT, found.kind(), found.attributes()));
  }

  @Override
  public List<NodeKind> nodeKinds() {
    return graph.nodes().values().stream().map(Node::kind).distinct().toList();
  }

  @Override
  public List<EdgeKind> edgeKinds() {
    return kinds;
  }

  @Override
  public boolean hasEdge(int from, EdgeKind kind, int to) {
    return !neighbors(
        from, Direction.OUTGOING, EdgeKinds.of(kind), (neighbor, ignored) -> neighbor != to);
  }

  @Override
  public Optional<Attributes> edgeAttributes(int from, EdgeKind kind, int to) {
    return hasEdge(from, kind, to) ? Optional.of(Attributes.EMPTY) : Optional.empty();
  }

  @Override
  public List<EdgeStatement> edgeStatements(int from, EdgeKind kind, int to) {
    return hasEdge(from, kind, to) ? List.of(new EdgeStatement(UNIT, Attributes.EMPTY)) : List.of();
  }

  @Override
  public boolean nodes(NodeVisitor visitor) {
    return stream(node -> true, visitor);
  }

  @Override
  public boolean nodesWithPrefix(String prefix, NodeVisitor visitor) {
    return stream(node -> symbol(node).startsWith(prefix), visitor);
  }

  @Override
  public boolean nodesNamed(String simpleName, NodeVisitor visitor) {
    return stream(node -> SymbolNames.simpleName(symbol(node)).equals(simpleName), visitor);
  }

  @Override
  public boolean nodesNamedWithPrefix(String prefix, NodeVisitor visitor) {
    return stream(node -> SymbolNames.simpleName(symbol(node)).startsWith(prefix), visitor);
  }

  @Override
  public boolean nodesMatchingCamelCase(String pattern, NodeVisitor visitor) {
    return stream(node -> SymbolNames.matchesCamelCase(pattern, symbol(node)), visitor);
  }

  @Override
  public boolean nodesOfKind(NodeKind kind, NodeVisitor visitor) {
    return stream(node -> kind(node).equals(kind), visitor);
  }

  @Override
  public boolean nodesInPackage(String packageName, NodeVisitor visitor) {
    return stream(node -> SymbolNames.packageName(symbol(node)).equals(packageName), visitor);
  }

  @Override
  public boolean nodesOfUnit(String unitPath, NodeVisitor visitor) {
    List<Integer> own =
        new ArrayList<>(graph.nodes().keySet()).subList(0, unitPath.equals(UNIT) ? unitNodes : 0);
    return stream(own::contains, visitor);
  }

  private boolean stream(IntPredicate chosen, NodeVisitor visitor) {
    IntStream nodes = graph.nodes().keySet().stream().mapToInt(Integer::intValue);
    return nodes.filter(chosen).allMatch(visitor::visit);
  }

  @Override
  public Optional<UnitInfo> unit(String path) {
    return unitContent(path)
        .map(unit -> new UnitInfo(path, unit.hash(), unit.definitionCount(), 0, 0));
  }

  @Override
  public Optional<UnitContent> unitContent(String path) {
    if (!path.equals(UNIT)) {
      return Optional.empty();
    }
    return Optional.of(UnitContent.builder(UNIT).hash(ContentHash.of(new byte[0])).build());
  }

  @Override
  public boolean units(Predicate<? super UnitInfo> visitor) {
    return visitor.test(unit(UNIT).orElseThrow());
  }

  @Override
  public boolean unitsChangedSince(
      GraphSnapshot older, UnitComparison comparison, UnitChangeVisitor visitor) {
    throw new IllegalArgumentException("the one unit of " + this + " never changes");
  }

  @Override
  public GraphStatistics statistics() {
    return new GraphStatistics(
        1,
        1,
        graph.nodes().size(),
        0,
        graph.edges().size(),
        Optional.empty(),
        new KvStatistics(0, 0, Map.of()));
  }

  @Override
  public void close() {}
}
