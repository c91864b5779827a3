package dev.keygraph.query;

import static dev.keygraph.query.TraversalTest.assertIsPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveQueries;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKinds;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
final class PathTest {

  @Property
  void traceIsShortest(
      @ForAll NaiveGraph graph,
      @ForAll EdgeKinds kinds,
      @ForAll Direction direction,
      @ForAll @IntRange(max = 8) int maxDepth) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    NaiveQueries naive = new NaiveQueries(graph);
    TraversalOptions options =
        TraversalOptions.outgoing().direction(direction).kinds(kinds).maxDepth(maxDepth);
    for (int from : graph.nodes().keySet()) {
      for (int to : graph.nodes().keySet()) {
        Trace trace = queries.trace(from, to, options);
        int shortest = naive.shortestPathLength(from, to, direction, kinds);
        assertThat(trace.path().isPresent()).isEqualTo(shortest >= 0 && shortest <= maxDepth);
        assertThat(trace.report().isComplete()).isTrue();
        if (trace.path().isPresent()) {
          GraphPath path = trace.path().orElseThrow();
          assertThat(path.length()).isEqualTo(shortest).isEqualTo(trace.report().depth());
          assertThat(path.first()).isEqualTo(from);
          assertThat(path.last()).isEqualTo(to);
          assertThat(path.direction()).isEqualTo(direction);
          assertThat(path.kinds()).allMatch(kinds::contains);
          assertIsPath(naive, path);
        }
      }
    }
  }

  @Property
  void traceFindsAShortestPathOrSaysThatItWasCut(
      @ForAll NaiveGraph graph, @ForAll @IntRange(max = 30) int maxEdges) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    NaiveQueries naive = new NaiveQueries(graph);
    for (int from : graph.nodes().keySet()) {
      for (int to : graph.nodes().keySet()) {
        Trace trace = queries.trace(from, to, TraversalOptions.outgoing().maxEdges(maxEdges));
        int shortest = naive.shortestPathLength(from, to, Direction.OUTGOING, EdgeKinds.all());
        assertThat(trace.report().edgesVisited()).isLessThanOrEqualTo(maxEdges);
        if (trace.report().isComplete()) {
          assertThat(trace.path().map(GraphPath::length).orElse(-1)).isEqualTo(shortest);
        } else {
          assertThat(trace.report().completion()).isEqualTo(Completion.EDGE_LIMIT);
          assertThat(trace.path()).isEmpty();
        }
      }
    }
  }

  @Property(tries = 300)
  void pathsAreAllSimplePathsShortestFirst(
      @ForAll NaiveGraph graph,
      @ForAll EdgeKinds kinds,
      @ForAll Direction direction,
      @ForAll @IntRange(max = 5) int maxLength,
      @ForAll @IntRange(max = 10) int maxResults) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    NaiveQueries naive = new NaiveQueries(graph);
    TraversalOptions options =
        TraversalOptions.outgoing().direction(direction).kinds(kinds).maxDepth(maxLength);
    int from = graph.nodes().firstKey();
    for (int to : graph.nodes().keySet()) {
      List<List<Integer>> expected = naive.simplePaths(from, to, direction, kinds, maxLength);
      Paths all = queries.paths(from, to, options.maxResults(expected.size()));
      assertThat(all.report().isComplete()).isTrue();
      assertThat(all.paths().stream().map(path -> Arrays.stream(path.nodes()).boxed().toList()))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(all.paths().stream().map(GraphPath::length)).isSorted();
      all.paths().forEach(path -> assertIsPath(naive, path));

      Paths some = queries.paths(from, to, options.maxResults(maxResults));
      int kept = Math.min(maxResults, expected.size());
      assertThat(some.paths()).isEqualTo(all.paths().subList(0, kept));
      assertThat(some.report().completion())
          .isEqualTo(kept == expected.size() ? Completion.COMPLETE : Completion.RESULT_LIMIT);
    }
  }

  @Example
  void pathsAskForBothBounds() {
    NaiveGraph graph = ShapedGraphs.chain(2);
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    assertThatThrownBy(() -> queries.paths(0, 1, TraversalOptions.outgoing().maxDepth(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxResults");
    assertThatThrownBy(() -> queries.paths(0, 1, TraversalOptions.outgoing().maxResults(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxDepth");
  }
}
