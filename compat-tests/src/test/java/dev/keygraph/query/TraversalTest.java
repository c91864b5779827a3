package dev.keygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveQueries;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NodeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
final class TraversalTest {

  private record Found(int node, int depth, int parent, EdgeKind kind) {}

  private static TraversalVisitor into(List<Found> found) {
    return (node, depth, parent, kind) -> found.add(new Found(node, depth, parent, kind));
  }

  @Property
  void callersAndCallees(@ForAll NaiveGraph graph) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    NaiveQueries naive = new NaiveQueries(graph);
    EdgeKinds calls = EdgeKinds.of(EdgeKind.CALLS);
    for (int node : graph.nodes().keySet()) {
      assertThat(RandomGraphs.list(queries.callers(node, QueryLimits.none()).nodes().toArray()))
          .containsExactlyElementsOf(naive.neighbors(node, Direction.INCOMING, calls));
      assertThat(RandomGraphs.list(queries.callees(node, QueryLimits.none()).nodes().toArray()))
          .containsExactlyElementsOf(naive.neighbors(node, Direction.OUTGOING, calls));
      List<Integer> streamed = new ArrayList<>();
      queries.callers(node, QueryLimits.none(), streamed::add);
      assertThat(streamed)
          .containsExactlyElementsOf(naive.neighbors(node, Direction.INCOMING, calls));
    }
  }

  @Property
  void neighborsWithinLimits(@ForAll NaiveGraph graph, @ForAll @IntRange(max = 6) int limit) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    NaiveQueries naive = new NaiveQueries(graph);
    for (int node : graph.nodes().keySet()) {
      int degree = naive.degree(node, Direction.OUTGOING, EdgeKinds.all());
      List<Integer> streamed = new ArrayList<>();
      QueryReport report =
          queries.neighbors(
              node,
              TraversalOptions.outgoing().maxResults(limit),
              (neighbor, kind) -> naive.hasEdge(node, kind, neighbor) && streamed.add(neighbor));
      assertThat(streamed).hasSize(Math.min(degree, limit));
      assertThat(report.results()).isEqualTo(streamed.size());
      assertThat(report.isComplete()).isEqualTo(degree <= limit);
    }
  }

  @Property
  void blastRadiusIsEachNodeOnceByDepth(
      @ForAll NaiveGraph graph,
      @ForAll EdgeKinds kinds,
      @ForAll Direction direction,
      @ForAll @IntRange(max = 6) int maxDepth) {
    EdgeListSnapshot snapshot = new EdgeListSnapshot(graph);
    GraphQueries queries = GraphQueries.over(snapshot);
    NaiveQueries naive = new NaiveQueries(graph);
    TraversalOptions options =
        TraversalOptions.incoming().direction(direction).kinds(kinds).maxDepth(maxDepth);
    for (int start : graph.nodes().keySet()) {
      List<Found> found = new ArrayList<>();
      long before = snapshot.edgesStreamed();
      QueryReport report = queries.blastRadius(start, options, into(found));
      Map<Integer, Integer> depths = new LinkedHashMap<>();
      for (Found one : found) {
        assertThat(depths.put(one.node(), one.depth())).isNull();
        assertThat(depths.getOrDefault(one.parent(), 0)).isEqualTo(one.depth() - 1);
        assertThat(one.depth() > 1 || one.parent() == start).isTrue();
        assertThat(hasEdge(naive, one.parent(), one.kind(), one.node(), direction)).isTrue();
      }
      assertThat(depths).isEqualTo(naive.blastRadius(Set.of(start), direction, kinds, maxDepth));
      assertThat(new ArrayList<>(depths.values())).isSorted();
      assertThat(report.results()).isEqualTo(found.size());
      assertThat(report.edgesVisited()).isEqualTo(snapshot.edgesStreamed() - before);
      assertThat(report.isComplete()).isTrue();
      assertThat(report.depth())
          .isEqualTo(depths.values().stream().mapToInt(depth -> depth).max().orElse(0));
    }
  }

  @Property
  void blastRadiusHasShortestPathsBack(
      @ForAll NaiveGraph graph, @ForAll EdgeKinds kinds, @ForAll Direction direction) {
    EdgeListSnapshot snapshot = new EdgeListSnapshot(graph);
    GraphQueries queries = GraphQueries.over(snapshot);
    NaiveQueries naive = new NaiveQueries(graph);
    for (int start : graph.nodes().keySet()) {
      BlastRadius radius =
          queries.blastRadius(start, TraversalOptions.outgoing().direction(direction).kinds(kinds));
      Map<Integer, Integer> depths =
          naive.blastRadius(Set.of(start), direction, kinds, Integer.MAX_VALUE);
      assertThat(RandomGraphs.list(radius.nodes().toArray()))
          .containsExactlyElementsOf(depths.keySet());
      for (int i = 0; i < radius.size(); i++) {
        assertThat(radius.depth(i)).isEqualTo(depths.get(radius.node(i)));
        GraphPath path = radius.pathBack(i);
        assertThat(path.length()).isEqualTo(radius.depth(i));
        assertThat(path.first()).isEqualTo(radius.node(i));
        assertThat(path.last()).isEqualTo(start);
        assertThat(path.direction()).isEqualTo(direction.reverse());
        assertIsPath(naive, path);
      }
      int counted = 0;
      for (int depth = 1; depth <= radius.depth(); depth++) {
        assertThat(radius.depth(radius.firstAtDepth(depth))).isEqualTo(depth);
        counted += radius.countAtDepth(depth);
      }
      assertThat(counted).isEqualTo(radius.size());
      assertThat(radius.countAtDepth(radius.depth() + 1)).isZero();
    }
  }

  @Property
  void severalStartsAtOnce(
      @ForAll NaiveGraph graph, @ForAll Direction direction, @ForAll Set<Boolean> parities) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    SortedSet<Integer> starts = new TreeSet<>(graph.nodes().keySet());
    starts.removeIf(node -> !parities.contains(node % 2 == 0));
    NodeSet set = NodeSet.of(starts.stream().mapToInt(node -> node).toArray());
    TraversalOptions options = TraversalOptions.outgoing().direction(direction);
    NaiveQueries naive = new NaiveQueries(graph);

    BlastRadius radius = queries.blastRadius(set, options);
    Map<Integer, Integer> depths =
        naive.blastRadius(starts, direction, EdgeKinds.all(), Integer.MAX_VALUE);
    assertThat(RandomGraphs.list(radius.nodes().toArray()))
        .containsExactlyElementsOf(depths.keySet());
    for (int i = 0; i < radius.size(); i++) {
      assertThat(radius.depth(i)).isEqualTo(depths.get(radius.node(i)));
      assertThat(starts).contains(radius.pathBack(i).last());
      assertIsPath(naive, radius.pathBack(i));
    }
    assertThat(RandomGraphs.list(queries.reachable(set, options).nodes().toArray()))
        .containsExactlyElementsOf(naive.distances(starts, direction, EdgeKinds.all()).keySet());
  }

  @Property
  void limitsCutButDoNotReorder(
      @ForAll NaiveGraph graph,
      @ForAll @IntRange(max = 12) int maxResults,
      @ForAll @IntRange(max = 40) int maxEdges) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    TraversalOptions all = TraversalOptions.outgoing();
    for (int start : graph.nodes().keySet()) {
      List<Found> whole = new ArrayList<>();
      QueryReport total = queries.blastRadius(start, all, into(whole));

      List<Found> byResults = new ArrayList<>();
      QueryReport report = queries.blastRadius(start, all.maxResults(maxResults), into(byResults));
      assertThat(byResults).isEqualTo(whole.subList(0, Math.min(maxResults, whole.size())));
      assertThat(report.completion())
          .isEqualTo(maxResults >= whole.size() ? Completion.COMPLETE : Completion.RESULT_LIMIT);

      List<Found> byEdges = new ArrayList<>();
      report = queries.blastRadius(start, all.maxEdges(maxEdges), into(byEdges));
      assertThat(byEdges).isEqualTo(whole.subList(0, byEdges.size()));
      assertThat(report.edgesVisited()).isEqualTo(Math.min(maxEdges, total.edgesVisited()));
      assertThat(report.completion())
          .isEqualTo(
              maxEdges >= total.edgesVisited() ? Completion.COMPLETE : Completion.EDGE_LIMIT);

      List<Found> byVisitor = new ArrayList<>();
      report =
          queries.blastRadius(
              start,
              all,
              (node, depth, parent, kind) -> {
                byVisitor.add(new Found(node, depth, parent, kind));
                return byVisitor.size() <= maxResults;
              });
      assertThat(byVisitor).isEqualTo(whole.subList(0, Math.min(maxResults + 1, whole.size())));
      assertThat(report.completion())
          .isEqualTo(whole.size() <= maxResults ? Completion.COMPLETE : Completion.STOPPED);
    }
  }

  @Property
  void earlierQuestionsDoNotShow(@ForAll NaiveGraph graph, @ForAll List<Integer> picks) {
    EdgeListSnapshot snapshot = new EdgeListSnapshot(graph);
    GraphQueries reused = GraphQueries.over(snapshot);
    int[] nodes = graph.nodes().keySet().stream().mapToInt(node -> node).toArray();
    for (int pick : picks) {
      int start = nodes[Math.floorMod(pick, nodes.length)];
      int goal = nodes[Math.floorMod(pick >> 8, nodes.length)];
      GraphQueries fresh = GraphQueries.over(snapshot);
      List<Found> expected = new ArrayList<>();
      List<Found> found = new ArrayList<>();
      TraversalOptions options =
          TraversalOptions.incoming().maxDepth(Math.floorMod(pick, 5)).maxResults(6);
      assertThat(reused.blastRadius(start, options, into(found)))
          .isEqualTo(fresh.blastRadius(start, options, into(expected)));
      assertThat(found).isEqualTo(expected);
      TraversalOptions outgoing = TraversalOptions.outgoing();
      assertThat(reused.trace(start, goal, outgoing)).isEqualTo(fresh.trace(start, goal, outgoing));
      assertThat(reused.implementations(start, QueryLimits.none()))
          .isEqualTo(fresh.implementations(start, QueryLimits.none()));
    }
  }

  static void assertIsPath(NaiveQueries naive, GraphPath path) {
    for (int i = 0; i < path.length(); i++) {
      assertThat(hasEdge(naive, path.node(i), path.kind(i), path.node(i + 1), path.direction()))
          .as("%s, edge %s", path, i)
          .isTrue();
    }
    assertThat(path.reversed().reversed()).isEqualTo(path);
    int[] backward = path.reversed().nodes();
    assertThat(backward[0]).isEqualTo(path.last());
    assertThat(Arrays.stream(backward).sum()).isEqualTo(Arrays.stream(path.nodes()).sum());
  }

  private static boolean hasEdge(
      NaiveQueries naive, int source, EdgeKind kind, int target, Direction direction) {
    return direction == Direction.OUTGOING
        ? naive.hasEdge(source, kind, target)
        : naive.hasEdge(target, kind, source);
  }
}
