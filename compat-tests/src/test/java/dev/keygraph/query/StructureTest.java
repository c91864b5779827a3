package dev.keygraph.query;

import static dev.keygraph.query.TraversalTest.assertIsPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveGraph.Edge;
import dev.keygraph.conformance.graph.NaiveQueries;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NodeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
final class StructureTest {

  private static NodeSet set(Set<Integer> nodes) {
    return NodeSet.of(nodes.stream().mapToInt(node -> node).toArray());
  }

  /** Most of the nodes, so that edges also lead out of the subgraph and into it. */
  private static SortedSet<Integer> most(NaiveGraph graph, int leftOut) {
    SortedSet<Integer> nodes = new TreeSet<>(graph.nodes().keySet());
    nodes.removeIf(node -> node % 7 == leftOut);
    return nodes;
  }

  @Property(tries = 300)
  void components(
      @ForAll NaiveGraph graph,
      @ForAll EdgeKinds kinds,
      @ForAll @IntRange(max = 7) int leftOut,
      @ForAll @IntRange(max = 8) int limit) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    SortedSet<Integer> nodes = most(graph, leftOut);
    Subgraph subgraph = new Subgraph(set(nodes), kinds);
    List<SortedSet<Integer>> expected = new NaiveQueries(graph).components(nodes, kinds);

    Components components = queries.components(subgraph, QueryLimits.none());
    assertThat(components.count()).isEqualTo(expected.size());
    assertThat(components.report().isComplete()).isTrue();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(RandomGraphs.list(components.nodes(i))).containsExactlyElementsOf(expected.get(i));
      assertThat(components.nodeSet(i)).isEqualTo(set(expected.get(i)));
      assertThat(components.first(i)).isEqualTo(expected.get(i).first());
      assertThat(components.size(i)).isEqualTo(expected.get(i).size());
    }

    Components some = queries.components(subgraph, QueryLimits.none().maxResults(limit));
    assertThat(some.count()).isEqualTo(Math.min(limit, expected.size()));
    assertThat(some.report().isComplete()).isEqualTo(limit >= expected.size());
    for (int i = 0; i < some.count(); i++) {
      assertThat(some.nodes(i)).isEqualTo(components.nodes(i));
    }
  }

  @Property(tries = 300)
  void cycles(
      @ForAll NaiveGraph graph,
      @ForAll EdgeKinds kinds,
      @ForAll @IntRange(max = 7) int leftOut,
      @ForAll @IntRange(max = 3) int limit) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    SortedSet<Integer> nodes = most(graph, leftOut);
    NaiveGraph inner = new NaiveGraph(graph.nodes(), graph.edgesAmong(nodes, kinds));
    NaiveQueries naive = new NaiveQueries(inner);
    Subgraph subgraph = new Subgraph(set(nodes), kinds);

    List<Cycle> cycles = queries.cycles(subgraph, QueryLimits.none()).cycles();
    List<SortedSet<Integer>> expected = naive.cyclicComponents(nodes, kinds);
    assertThat(cycles).hasSameSizeAs(expected);
    for (int i = 0; i < cycles.size(); i++) {
      assertThat(cycles.get(i).component()).isEqualTo(set(expected.get(i)));
      GraphPath walk = cycles.get(i).walk();
      assertThat(walk.first()).isEqualTo(expected.get(i).first()).isEqualTo(walk.last());
      assertThat(walk.length()).isEqualTo(naive.shortestCycleLength(expected.get(i), kinds));
      assertIsPath(naive, walk);
    }

    Cycles some = queries.cycles(subgraph, QueryLimits.none().maxResults(limit));
    assertThat(some.cycles()).isEqualTo(cycles.subList(0, Math.min(limit, cycles.size())));
    assertThat(some.report().isComplete()).isEqualTo(limit >= cycles.size());
  }

  @Property(tries = 300)
  void topologicalOrder(
      @ForAll NaiveGraph random,
      @ForAll boolean acyclic,
      @ForAll EdgeKinds kinds,
      @ForAll @IntRange(max = 7) int leftOut) {
    NaiveGraph graph = acyclic ? withoutCycles(random) : random;
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    NaiveQueries naive = new NaiveQueries(graph);
    SortedSet<Integer> nodes = most(graph, leftOut);
    Subgraph subgraph = new Subgraph(set(nodes), kinds);

    TopologicalOrder order = queries.topologicalOrder(subgraph, QueryLimits.none());
    List<Cycle> cycles = queries.cycles(subgraph, QueryLimits.none()).cycles();
    assertThat(order.cycle()).isEqualTo(cycles.stream().findFirst());
    assertThat(order.report().isComplete()).isTrue();
    if (naive.cyclicComponents(nodes, kinds).isEmpty()) {
      List<Integer> list = Arrays.stream(order.nodes()).boxed().toList();
      assertThat(naive.isTopologicalOrder(list, nodes, kinds)).isTrue();
    } else {
      assertThat(acyclic).isFalse();
      assertThat(order.nodes()).isEmpty();
      assertThat(order.cycle()).isPresent();
    }
  }

  /** The same edges, turned so that they lead from odd places to even ones and upwards. */
  private static NaiveGraph withoutCycles(NaiveGraph graph) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : graph.edges()) {
      Comparator<Integer> rank =
          Comparator.comparing((Integer node) -> node % 2).thenComparing(node -> node);
      int order = rank.compare(edge.from(), edge.to());
      if (order != 0) {
        edges.add(order < 0 ? edge : new Edge(edge.to(), edge.kind(), edge.from()));
      }
    }
    return new NaiveGraph(graph.nodes(), edges);
  }

  @Property(tries = 300)
  void degrees(
      @ForAll NaiveGraph graph,
      @ForAll EdgeKinds kinds,
      @ForAll Direction direction,
      @ForAll @IntRange(max = 5) int hubs) {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    NaiveQueries naive = new NaiveQueries(graph);
    TreeMap<Integer, Long> histogram = new TreeMap<>();
    List<DegreeStatistics.Hub> byDegree = new ArrayList<>();
    List<Integer> sorted = new ArrayList<>();
    for (int node : graph.nodes().keySet()) {
      int degree = naive.degree(node, direction, kinds);
      histogram.merge(degree, 1L, Long::sum);
      byDegree.add(new DegreeStatistics.Hub(node, degree));
      sorted.add(degree);
      assertProfile(queries.degrees(node, QueryLimits.none()), naive, node);
    }
    byDegree.sort(
        Comparator.comparingInt((DegreeStatistics.Hub hub) -> -hub.degree())
            .thenComparingInt(DegreeStatistics.Hub::node));
    sorted.sort(null);

    DegreeStatistics statistics =
        queries.degreeStatistics(
            queries.allNodes(),
            hubs,
            TraversalOptions.outgoing().direction(direction).kinds(kinds));
    assertThat(statistics.hubs()).isEqualTo(byDegree.subList(0, Math.min(hubs, byDegree.size())));
    assertThat(statistics.histogram())
        .isEqualTo(
            histogram.entrySet().stream()
                .map(entry -> new DegreeStatistics.Bar(entry.getKey(), entry.getValue()))
                .toList());
    assertThat(statistics.max()).isEqualTo(histogram.lastKey());
    assertThat(statistics.mean())
        .isEqualTo(sorted.stream().mapToInt(degree -> degree).average().orElseThrow());
    for (int percent = 0; percent <= 100; percent += 10) {
      int rank = (int) Math.max(1, Math.ceil(percent / 100.0 * sorted.size()));
      assertThat(statistics.percentile(percent)).isEqualTo(sorted.get(rank - 1));
    }
  }

  private static void assertProfile(DegreeProfile profile, NaiveQueries naive, int node) {
    assertThat(profile.inDegree())
        .isEqualTo(naive.degree(node, Direction.INCOMING, EdgeKinds.all()));
    assertThat(profile.outDegree())
        .isEqualTo(naive.degree(node, Direction.OUTGOING, EdgeKinds.all()));
    for (EdgeKind kind : RandomGraphs.KINDS) {
      EdgeKinds one = EdgeKinds.of(kind);
      assertThat(profile.incoming().getOrDefault(kind, 0))
          .isEqualTo(naive.degree(node, Direction.INCOMING, one));
      assertThat(profile.outgoing().getOrDefault(kind, 0))
          .isEqualTo(naive.degree(node, Direction.OUTGOING, one));
    }
    assertThat(profile.incoming()).doesNotContainValue(0);
    assertThat(profile.outgoing()).doesNotContainValue(0);
  }

  @Property(tries = 300)
  void unitAndNeighbors(
      @ForAll NaiveGraph graph, @ForAll EdgeKinds kinds, @ForAll @IntRange(max = 5) int size) {
    int unitNodes = Math.min(size, graph.nodes().size());
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph, unitNodes));
    NaiveQueries naive = new NaiveQueries(graph);
    SortedSet<Integer> expected = new TreeSet<>();
    for (int node : new ArrayList<>(graph.nodes().keySet()).subList(0, unitNodes)) {
      expected.add(node);
      expected.addAll(naive.neighbors(node, Direction.INCOMING, kinds));
      expected.addAll(naive.neighbors(node, Direction.OUTGOING, kinds));
    }
    Subgraph subgraph = queries.unitAndNeighbors(EdgeListSnapshot.UNIT, kinds);
    assertThat(subgraph).isEqualTo(new Subgraph(set(expected), kinds));
    assertThatThrownBy(() -> queries.unitAndNeighbors("no such unit", kinds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no such unit");
  }

  @Example
  void aLoopIsTheWalkOfItsNodeAlone() {
    NaiveGraph graph =
        ShapedGraphs.graph(
            4,
            List.of(
                new Edge(0, EdgeKind.CALLS, 0),
                new Edge(1, EdgeKind.CALLS, 1),
                new Edge(1, EdgeKind.USES, 2),
                new Edge(1, EdgeKind.CALLS, 2),
                new Edge(2, EdgeKind.CALLS, 1),
                new Edge(2, EdgeKind.CALLS, 3)));
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(graph));
    Subgraph subgraph = new Subgraph(queries.allNodes(), EdgeKinds.all());
    assertThat(
            queries.cycles(subgraph, QueryLimits.none()).cycles().stream()
                .map(cycle -> cycle.walk().toString()))
        .containsExactly("0 -CALLS-> 0", "1 -CALLS-> 2 -CALLS-> 1");
  }

  @Example
  void aCutQuestionHasNoHalfAnswers() {
    EdgeListSnapshot snapshot = new EdgeListSnapshot(ShapedGraphs.ring(5));
    GraphQueries queries = GraphQueries.over(snapshot);
    Subgraph subgraph = new Subgraph(queries.allNodes(), EdgeKinds.all());
    QueryLimits four = QueryLimits.none().maxEdges(4);
    assertThat(queries.components(subgraph, four).count()).isZero();
    assertThat(queries.cycles(subgraph, four).cycles()).isEmpty();
    assertThat(queries.topologicalOrder(subgraph, four).nodes()).isEmpty();
    assertThat(queries.topologicalOrder(subgraph, four).cycle()).isEmpty();
    assertThat(
            List.of(
                queries.components(subgraph, four).report(),
                queries.cycles(subgraph, four).report(),
                queries.topologicalOrder(subgraph, four).report()))
        .containsOnly(new QueryReport(0, 4, 0, Completion.EDGE_LIMIT));
    QueryLimits five = QueryLimits.none().maxEdges(5);
    assertThat(queries.cycles(subgraph, five).report())
        .isEqualTo(new QueryReport(1, 5, 0, Completion.COMPLETE));
  }

  @Example
  void aLimitCutsAnOrder() {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(ShapedGraphs.chain(5)));
    Subgraph subgraph = new Subgraph(queries.allNodes(), EdgeKinds.all());
    TopologicalOrder order = queries.topologicalOrder(subgraph, QueryLimits.none().maxResults(3));
    assertThat(order.nodes()).containsExactly(0, 1, 2);
    assertThat(order.report().completion()).isEqualTo(Completion.RESULT_LIMIT);
  }

  @Example
  void hubsOfAStar() {
    GraphQueries queries = GraphQueries.over(new EdgeListSnapshot(ShapedGraphs.star(100)));
    DegreeStatistics statistics =
        queries.degreeStatistics(queries.allNodes(), 2, TraversalOptions.outgoing());
    assertThat(statistics.hubs())
        .containsExactly(new DegreeStatistics.Hub(0, 99), new DegreeStatistics.Hub(1, 0));
    assertThat(statistics.histogram())
        .containsExactly(new DegreeStatistics.Bar(0, 99), new DegreeStatistics.Bar(99, 1));
    assertThat(queries.degrees(0, QueryLimits.none()).outgoing())
        .isEqualTo(Map.of(EdgeKind.CALLS, 99));
  }
}
