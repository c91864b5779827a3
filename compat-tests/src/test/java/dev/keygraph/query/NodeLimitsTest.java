package dev.keygraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits where there are nodes and no edges, and where a graph is in memory already. */
final class NodeLimitsTest {
  private static final int SIZE = 20_000;

  /** How far a question may go on after its token was cancelled, in nodes. */
  private static final int SOON = 1024;

  private record Question(
      String name, BiFunction<GraphQueries, QueryLimits, QueryReport> ask, boolean inMemory) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A chain or nodes without edges; cancels when the edges of a node are asked for. */
  private static final class CancellingSnapshot extends EdgeListSnapshot {
    private final ChainSnapshot chain = new ChainSnapshot(SIZE, false);
    private final CancellationToken token = new CancellationToken();
    private final boolean withEdges;
    private final int cancelAt;
    private int asked;

    CancellingSnapshot(boolean withEdges, int cancelAt) {
      super(ShapedGraphs.chain(0));
      this.withEdges = withEdges;
      this.cancelAt = cancelAt;
    }

    @Override
    public boolean neighbors(
        int node, Direction direction, EdgeKinds chosen, NeighborVisitor visitor) {
      asked++;
      if (node == cancelAt) {
        token.cancel();
      }
      return !withEdges || chain.neighbors(node, direction, chosen, visitor);
    }

    @Override
    public List<EdgeKind> edgeKinds() {
      return chain.edgeKinds();
    }

    @Override
    public boolean contains(int node) {
      return chain.contains(node);
    }

    @Override
    public int nodeIdLimit() {
      return SIZE;
    }
  }

  private static NodeSet all() {
    NodeSet.Builder nodes = NodeSet.builder();
    for (int node = 0; node < SIZE; node++) {
      nodes.add(node);
    }
    return nodes.build();
  }

  private static TraversalOptions outgoing(QueryLimits limits) {
    return TraversalOptions.outgoing().limits(limits);
  }

  static List<Question> questions() {
    NodeSet all = all();
    Subgraph subgraph = new Subgraph(all, EdgeKinds.all());
    return List.of(
        new Question(
            "blastRadius",
            (queries, limits) -> queries.blastRadius(all, outgoing(limits)).report(),
            false),
        new Question(
            "reachable",
            (queries, limits) -> queries.reachable(all, outgoing(limits)).report(),
            false),
        new Question(
            "degreeStatistics",
            (queries, limits) -> queries.degreeStatistics(all, 3, outgoing(limits)).report(),
            false),
        new Question(
            "components", (queries, limits) -> queries.components(subgraph, limits).report(), true),
        new Question(
            "cycles", (queries, limits) -> queries.cycles(subgraph, limits).report(), true),
        new Question(
            "topologicalOrder",
            (queries, limits) -> queries.topologicalOrder(subgraph, limits).report(),
            true));
  }

  static List<Question> questionsInMemory() {
    return questions().stream().filter(Question::inMemory).toList();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void noTimeForNodesWithoutEdges(Question question) {
    CancellingSnapshot snapshot = new CancellingSnapshot(false, -1);
    GraphQueries queries = GraphQueries.over(snapshot);
    QueryReport report = question.ask().apply(queries, QueryLimits.none().timeout(Duration.ZERO));
    assertThat(report.completion()).isEqualTo(Completion.TIMEOUT);
    assertThat(report.edgesVisited()).isZero();
    assertThat(question.ask().apply(queries, QueryLimits.none()).isComplete()).isTrue();
    assertThat(snapshot.asked).isEqualTo(SIZE);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void cancelledAtANodeWithoutEdges(Question question) {
    CancellingSnapshot snapshot = new CancellingSnapshot(false, SIZE / 2);
    QueryLimits limits = QueryLimits.none().cancellation(snapshot.token);
    GraphQueries queries = GraphQueries.over(snapshot);
    assertThatExceptionOfType(QueryCancelledException.class)
        .isThrownBy(() -> question.ask().apply(queries, limits));
    assertThat(snapshot.asked).isBetween(SIZE / 2, SIZE / 2 + SOON);
  }

  @ParameterizedTest
  @MethodSource("questionsInMemory")
  void cancelledWhenAllEdgesAreRead(Question question) {
    CancellingSnapshot snapshot = new CancellingSnapshot(true, SIZE - 1);
    QueryLimits limits = QueryLimits.none().cancellation(snapshot.token);
    GraphQueries queries = GraphQueries.over(snapshot);
    assertThatExceptionOfType(QueryCancelledException.class)
        .isThrownBy(() -> question.ask().apply(queries, limits))
        .satisfies(e -> assertThat(e.edgesVisited()).isEqualTo(SIZE - 1));
    assertThat(snapshot.asked).isEqualTo(SIZE);
  }

  static List<NodePattern> patterns() {
    return List.of(
        NodePattern.all(),
        NodePattern.withPrefix(""),
        NodePattern.namedWithPrefix(""),
        NodePattern.ofKind(NodeKind.FUNCTION),
        NodePattern.ofUnit(EdgeListSnapshot.UNIT));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void nodesOfAPattern(NodePattern pattern) {
    int size = 1000;
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(ShapedGraphs.chain(size)));
    assertLimits(size, limits -> queries.nodes(pattern, limits).report());
    QueryReport stopped = queries.nodes(pattern, QueryLimits.none(), node -> node < 7);
    assertThat(stopped.completion()).isEqualTo(Completion.STOPPED);
    assertThat(stopped.results()).isEqualTo(8);
    CancellationToken token = new CancellationToken();
    int[] seen = {0};
    assertThatExceptionOfType(QueryCancelledException.class)
        .isThrownBy(
            () ->
                queries.nodes(
                    pattern,
                    QueryLimits.none().cancellation(token),
                    node -> {
                      token.cancel();
                      return ++seen[0] > 0;
                    }));
    assertThat(seen[0]).isLessThan(size);
  }

  @Test
  void theManifest() {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(ShapedGraphs.chain(3)));
    assertLimits(1, limits -> queries.units(limits, unit -> true));
    assertThat(queries.units(QueryLimits.none(), unit -> false).completion())
        .isEqualTo(Completion.STOPPED);
  }

  @Test
  void aUnitAndItsNeighbours() {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(ShapedGraphs.star(50), 1));
    EdgeKinds kinds = EdgeKinds.all();
    String unit = EdgeListSnapshot.UNIT;
    SubgraphSelection whole = queries.unitAndNeighbors(unit, kinds, QueryLimits.none());
    long neighbors = whole.subgraph().nodes().size() - 1L;
    assertThat(neighbors).isGreaterThan(10);
    assertLimits(neighbors, limits -> queries.unitAndNeighbors(unit, kinds, limits).report());
    SubgraphSelection part =
        queries.unitAndNeighbors(unit, kinds, QueryLimits.none().maxResults(5));
    assertThat(part.subgraph().nodes().size()).isEqualTo(6);
    assertThat(part.subgraph().nodes().contains(0)).isTrue();
    long edges = whole.report().edgesVisited();
    assertThat(
            queries
                .unitAndNeighbors(unit, kinds, QueryLimits.none().maxEdges(edges - 1))
                .report()
                .completion())
        .isEqualTo(Completion.EDGE_LIMIT);
  }

  @Test
  void degreesOfANode() {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(ShapedGraphs.star(50)));
    long edges = queries.degrees(0, QueryLimits.none()).report().edgesVisited();
    assertThat(edges).isGreaterThan(10);
    DegreeProfile part = queries.degrees(0, QueryLimits.none().maxEdges(3));
    assertThat(part.report().completion()).isEqualTo(Completion.EDGE_LIMIT);
    assertThat(part.inDegree() + part.outDegree()).isEqualTo(3);
    assertThat(queries.degrees(0, QueryLimits.none().timeout(Duration.ZERO)).report().completion())
        .isEqualTo(Completion.TIMEOUT);
  }

  private static void assertLimits(long size, Function<QueryLimits, QueryReport> question) {
    QueryLimits none = QueryLimits.none();
    assertThat(question.apply(none).isComplete()).isTrue();
    assertThat(question.apply(none).results()).isEqualTo(size);
    assertThat(question.apply(none.maxResults(size)).isComplete()).isTrue();
    QueryReport part = question.apply(none.maxResults(size - 1));
    assertThat(part.completion()).isEqualTo(Completion.RESULT_LIMIT);
    assertThat(part.results()).isEqualTo(size - 1);
    assertThat(question.apply(none.timeout(Duration.ZERO)).completion())
        .isEqualTo(Completion.TIMEOUT);
    CancellationToken token = new CancellationToken();
    token.cancel();
    assertThatExceptionOfType(QueryCancelledException.class)
        .isThrownBy(() -> question.apply(none.cancellation(token)));
  }
}
