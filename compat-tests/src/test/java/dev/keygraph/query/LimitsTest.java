package dev.keygraph.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveGraph.Node;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NodeSet;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LimitsTest {
  private static final int SIZE = 20_000;
  private static final ChainSnapshot CHAIN = new ChainSnapshot(SIZE, false);

  private record Question(String name, Function<QueryLimits, QueryReport> ask) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static TraversalOptions outgoing(QueryLimits limits) {
    return TraversalOptions.outgoing().limits(limits);
  }

  /** Questions that visit thousands of edges. */
  static List<Question> questions() {
    GraphQueries queries = GraphQueries.over(CHAIN);
    NodeSet all = queries.allNodes();
    Subgraph subgraph = new Subgraph(all, EdgeKinds.all());
    return List.of(
        new Question("blastRadius", limits -> queries.blastRadius(0, outgoing(limits)).report()),
        new Question(
            "reachable", limits -> queries.reachable(NodeSet.of(0), outgoing(limits)).report()),
        new Question("trace", limits -> queries.trace(0, SIZE - 1, outgoing(limits)).report()),
        new Question(
            "paths",
            limits ->
                queries.paths(0, SIZE - 1, outgoing(limits.maxResults(5)).maxDepth(SIZE)).report()),
        new Question("components", limits -> queries.components(subgraph, limits).report()),
        new Question("cycles", limits -> queries.cycles(subgraph, limits).report()),
        new Question(
            "topologicalOrder", limits -> queries.topologicalOrder(subgraph, limits).report()),
        new Question(
            "degreeStatistics",
            limits -> queries.degreeStatistics(all, 3, outgoing(limits)).report()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void aCancelledTokenCancelsAtOnce(Question question) {
    CancellationToken token = new CancellationToken();
    QueryLimits limits = QueryLimits.none().cancellation(token);
    assertThat(question.ask().apply(limits).isComplete()).isTrue();
    token.cancel();
    assertThatThrownBy(() -> question.ask().apply(limits))
        .isInstanceOfSatisfying(
            QueryCancelledException.class, e -> assertThat(e.edgesVisited()).isZero());
    assertThat(question.ask().apply(QueryLimits.none()).isComplete()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void noTimeAtAll(Question question) {
    QueryReport report = question.ask().apply(QueryLimits.none().timeout(Duration.ZERO));
    assertThat(report.completion()).isEqualTo(Completion.TIMEOUT);
    QueryLimits ages = QueryLimits.none().timeout(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(question.ask().apply(ages).isComplete()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void edgesAreCountedAndBounded(Question question) {
    long needed = question.ask().apply(QueryLimits.none()).edgesVisited();
    assertThat(needed).isGreaterThan(SIZE / 2);
    assertThat(question.ask().apply(QueryLimits.none().maxEdges(needed)).isComplete()).isTrue();
    for (long edges : new long[] {0, 1, 1023, 1024, 1025, needed - 1}) {
      QueryReport report = question.ask().apply(QueryLimits.none().maxEdges(edges));
      assertThat(report.completion()).isEqualTo(Completion.EDGE_LIMIT);
      assertThat(report.edgesVisited()).isEqualTo(edges);
    }
  }

  @Test
  void cancelledOnTheWay() {
    GraphQueries queries = GraphQueries.over(CHAIN);
    CancellationToken token = new CancellationToken();
    assertThatThrownBy(
            () ->
                queries.blastRadius(
                    0,
                    TraversalOptions.outgoing().cancellation(token),
                    (node, depth, parent, kind) -> {
                      if (depth == 5000) {
                        token.cancel();
                      }
                      return true;
                    }))
        .isInstanceOfSatisfying(
            QueryCancelledException.class,
            e -> assertThat(e.edgesVisited()).isBetween(5000L, 5000L + 1024));
    assertThat(queries.blastRadius(0, TraversalOptions.outgoing()).size()).isEqualTo(SIZE - 1);
  }

  @Test
  void whatAVisitorThrowsComesOut() {
    GraphQueries queries = GraphQueries.over(CHAIN);
    IllegalStateException thrown = new IllegalStateException("mine");
    assertThatThrownBy(
            () ->
                queries.blastRadius(
                    0,
                    TraversalOptions.outgoing(),
                    (node, depth, parent, kind) -> {
                      if (depth < 3000) {
                        return true;
                      }
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(queries.blastRadius(1, TraversalOptions.incoming()).nodes())
        .isEqualTo(NodeSet.of(0));
  }

  @Test
  void aVisitorMayNotAskAgain() {
    GraphQueries queries = GraphQueries.over(CHAIN);
    assertThatThrownBy(
            () ->
                queries.callees(
                    0,
                    QueryLimits.none(),
                    callee -> queries.trace(0, 1, TraversalOptions.outgoing()).path().isEmpty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in progress");
    QueryReport report =
        queries.callees(
            0,
            QueryLimits.none(),
            callee ->
                GraphQueries.over(CHAIN).callees(callee, QueryLimits.none()).nodes().contains(2));
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void unknownNodes() {
    TreeMap<Integer, Node> nodes = new TreeMap<>(ShapedGraphs.chain(3).nodes());
    nodes.remove(1);
    GraphQueries queries =
        GraphQueries.over(new EdgeListSnapshot(new NaiveGraph(nodes, List.of())));
    TraversalOptions options = TraversalOptions.incoming();
    TraversalOptions bounded = options.maxDepth(2).maxResults(2);
    QueryLimits none = QueryLimits.none();
    for (int unknown : new int[] {-1, 1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      List<ThrowingCallable> calls =
          List.of(
              () -> queries.callers(unknown, none),
              () -> queries.callees(unknown, none),
              () -> queries.implementations(unknown, none),
              () -> queries.blastRadius(unknown, options),
              () -> queries.trace(unknown, 0, options),
              () -> queries.trace(0, unknown, options),
              () -> queries.trace(unknown, unknown, options),
              () -> queries.paths(0, unknown, bounded),
              () -> queries.paths(unknown, unknown, bounded),
              () -> queries.degrees(unknown, none));
      for (ThrowingCallable call : calls) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThatThrownBy(() -> queries.blastRadius(3, options, (node, depth, parent, kind) -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3");
    assertThat(queries.blastRadius(1, options, (node, depth, parent, kind) -> true).results())
        .isZero();
  }

  @Test
  void impossibleLimits() {
    QueryLimits none = QueryLimits.none();
    assertThatThrownBy(() -> none.maxEdges(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.maxResults(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> none.timeout(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TraversalOptions.incoming().maxDepth(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
