package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.EdgeVisitor;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.BlastRadius;
import dev.keygraph.query.CancellationToken;
import dev.keygraph.query.Completion;
import dev.keygraph.query.Components;
import dev.keygraph.query.Cycle;
import dev.keygraph.query.DegreeStatistics;
import dev.keygraph.query.GraphPath;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryCancelledException;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.QueryReport;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TopologicalOrder;
import dev.keygraph.query.Trace;
import dev.keygraph.query.TraversalOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Every question, on random graphs, against a naive answer. */
abstract class QuestionTests extends ImportTests {
  private static final int GRAPHS = 12;
  private static final int TYPES = 9;
  private static final List<String> SUFFIXES = List.of("#f()V", "#g(I)I", "#<init>()V");
  private static final List<EdgeKind> KINDS =
      List.of(EdgeKind.CALLS, EdgeKind.USES, EdgeKind.EXTENDS, EdgeKind.IMPLEMENTS);
  private static final List<EdgeKinds> CHOICES =
      List.of(
          EdgeKinds.all(),
          EdgeKinds.of(EdgeKind.CALLS),
          EdgeKinds.of(EdgeKind.EXTENDS, EdgeKind.IMPLEMENTS),
          EdgeKinds.of());

  /** What is asked about one graph; asking changes nothing. */
  private record Case(
      GraphSnapshot snapshot,
      NaiveGraph graph,
      NaiveQueries naive,
      GraphQueries queries,
      Random random) {
    List<Integer> nodes() {
      return List.copyOf(graph.nodes().keySet());
    }

    int anyNode() {
      return nodes().get(random.nextInt(nodes().size()));
    }

    Set<Integer> someNodes() {
      Set<Integer> some = new TreeSet<>();
      for (int node : nodes()) {
        if (random.nextInt(3) > 0) {
          some.add(node);
        }
      }
      return some;
    }
  }

  /** Types with methods, in units that are replaced now and then, so that ids have gaps. */
  private static UnitContent unit(Random random, int number) {
    UnitContent.Builder unit = UnitContent.builder("unit" + number);
    String type = "p/T" + number;
    unit.define(type, number % 2 == 0 ? NodeKind.TRAIT : NodeKind.STRUCT);
    for (String suffix : SUFFIXES) {
      if (random.nextInt(3) > 0) {
        Attributes.Builder attributes = Attributes.builder();
        if (random.nextInt(6) == 0) {
          attributes.visibility("private");
        }
        unit.define(type + suffix, NodeKind.FUNCTION, attributes.build());
        unit.edge(type, EdgeKind.DEFINES, type + suffix);
        if (random.nextInt(8) == 0) {
          unit.edge(
              type + suffix, EdgeKind.OVERRIDES, "p/T" + random.nextInt(TYPES) + SUFFIXES.get(0));
        }
      }
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      String end = random.nextInt(3) == 0 ? SUFFIXES.get(random.nextInt(2)) : "";
      unit.edge(
          type + (random.nextBoolean() ? end : ""),
          Vocabulary.pick(random, KINDS),
          "p/T" + random.nextInt(TYPES) + end);
    }
    return unit.build();
  }

  private void forEachGraph(BiConsumer<Case, EdgeKinds> test) {
    long seed = Seeds.next();
    for (int i = 0; i < GRAPHS; i++) {
      Random random = new Random(seed + i);
      UnitChanges.Builder changes = UnitChanges.builder();
      for (int number = 0; number < TYPES; number++) {
        changes.replace(unit(random, number));
      }
      writer().commit(changes.build());
      writer().removeUnit("unit" + random.nextInt(TYPES));
      writer().replaceUnit(unit(random, random.nextInt(TYPES)));
      try (GraphSnapshot snapshot = graph().snapshot()) {
        NaiveGraph graph = NaiveGraph.of(snapshot);
        for (EdgeKinds kinds : CHOICES) {
          test.accept(
              new Case(
                  snapshot, graph, new NaiveQueries(graph), GraphQueries.over(snapshot), random),
              kinds);
        }
      } catch (AssertionError e) {
        throw new AssertionError("with -D" + Seeds.PROPERTY + "=" + (seed + i) + ": " + e, e);
      }
    }
  }

  private static Set<Integer> set(NodeSet nodes) {
    Set<Integer> set = new TreeSet<>();
    nodes.forEach(set::add);
    return set;
  }

  private static NodeSet nodeSet(Set<Integer> nodes) {
    return NodeSet.of(nodes.stream().mapToInt(Integer::intValue).toArray());
  }

  private static TraversalOptions options(Direction direction, EdgeKinds kinds) {
    return TraversalOptions.incoming().direction(direction).kinds(kinds);
  }

  @Test
  final void neighboursCallersAndCallees() {
    forEachGraph(
        (test, kinds) -> {
          for (int node : test.nodes()) {
            for (Direction direction : Direction.values()) {
              Set<Integer> found = new HashSet<>();
              QueryReport report =
                  test.queries()
                      .neighbors(
                          node,
                          options(direction, kinds),
                          (far, kind) -> {
                            found.add(far);
                            return true;
                          });
              assertThat(found).isEqualTo(test.naive().neighbors(node, direction, kinds));
              assertThat(report.isComplete()).isTrue();
              assertThat(report.results()).isEqualTo(test.naive().degree(node, direction, kinds));
            }
            EdgeKinds calls = EdgeKinds.of(EdgeKind.CALLS);
            assertThat(set(test.queries().callers(node, QueryLimits.none()).nodes()))
                .isEqualTo(test.naive().neighbors(node, Direction.INCOMING, calls));
            assertThat(set(test.queries().callees(node, QueryLimits.none()).nodes()))
                .isEqualTo(test.naive().neighbors(node, Direction.OUTGOING, calls));
          }
        });
  }

  /** What a stream over several nodes tells, a line for each call. */
  private record Told(List<String> lines, int most) implements EdgeVisitor {
    @Override
    public boolean begin(int node) {
      return add("node " + node);
    }

    @Override
    public boolean visit(int node, int neighbor, EdgeKind kind) {
      return add(node + " " + kind + " " + neighbor);
    }

    private boolean add(String line) {
      lines.add(line);
      return lines.size() < most;
    }
  }

  @Test
  final void theNeighboursOfSeveralNodesAreThoseOfEach() {
    forEachGraph(
        (test, kinds) -> {
          NodeSet.Builder nodes = NodeSet.builder();
          test.someNodes().forEach(nodes::add);
          NodeSet some = nodes.add(test.snapshot().nodeIdLimit() + 5).add(-1).build();
          for (Direction direction : Direction.values()) {
            List<String> expected = new ArrayList<>();
            some.forEach(
                node -> {
                  expected.add("node " + node);
                  return test.snapshot()
                      .neighbors(
                          node,
                          direction,
                          kinds,
                          (far, kind) -> expected.add(node + " " + kind + " " + far));
                });
            Told told = new Told(new ArrayList<>(), Integer.MAX_VALUE);
            assertThat(test.snapshot().neighbors(some, direction, kinds, told)).isTrue();
            assertThat(told.lines()).isEqualTo(expected);

            int most = 1 + test.random().nextInt(expected.size());
            Told ended = new Told(new ArrayList<>(), most);
            assertThat(test.snapshot().neighbors(some, direction, kinds, ended)).isFalse();
            assertThat(ended.lines()).isEqualTo(expected.subList(0, most));
          }
          assertThat(
                  test.snapshot()
                      .neighbors(
                          NodeSet.empty(), Direction.OUTGOING, kinds, (node, far, kind) -> false))
              .isTrue();
        });
  }

  @Test
  final void aSubgraphMayHaveNodesOfManyEdgesOfOtherKinds() {
    UnitContent.Builder unit = UnitContent.builder("hubs");
    for (int from = 0; from < 6; from++) {
      unit.define("h/f" + from, NodeKind.FUNCTION);
      for (int to = 0; to < 6; to++) {
        for (int i = 0; i < 8 * from; i++) {
          unit.edge("h/f" + from, KINDS.get(i % 3), "h/x" + i);
        }
        unit.edge("h/f" + from, EdgeKind.IMPLEMENTS, "h/f" + to);
      }
    }
    writer().replaceUnit(unit.build());
    try (GraphSnapshot snapshot = graph().snapshot()) {
      for (EdgeKind kind : snapshot.edgeKinds()) {
        Told told = new Told(new ArrayList<>(), Integer.MAX_VALUE);
        List<String> expected = new ArrayList<>();
        NodeSet.Builder nodes = NodeSet.builder();
        snapshot.nodesWithPrefix("h/f", nodes);
        NodeSet set = nodes.build();
        EdgeKinds kinds = EdgeKinds.of(kind);
        set.forEach(
            node ->
                expected.add("node " + node)
                    && snapshot.neighbors(
                        node,
                        Direction.OUTGOING,
                        kinds,
                        (far, each) -> expected.add(node + " " + each + " " + far)));
        assertThat(snapshot.neighbors(set, Direction.OUTGOING, kinds, told)).isTrue();
        assertThat(told.lines()).isEqualTo(expected);
      }
    }
  }

  @Test
  final void implementations() {
    forEachGraph(
        (test, kinds) -> {
          for (int node : test.nodes()) {
            assertThat(set(test.queries().implementations(node, QueryLimits.none()).nodes()))
                .as("implementations of %s", test.snapshot().symbol(node))
                .isEqualTo(test.naive().implementations(node));
          }
        });
  }

  @Test
  final void blastRadiusWithDepthsAndPathsBack() {
    forEachGraph(
        (test, kinds) -> {
          for (Direction direction : Direction.values()) {
            int start = test.anyNode();
            int maxDepth = 1 + test.random().nextInt(5);
            BlastRadius found =
                test.queries().blastRadius(start, options(direction, kinds).maxDepth(maxDepth));
            SortedMap<Integer, Integer> depths = new TreeMap<>();
            for (int i = 0; i < found.size(); i++) {
              depths.put(found.node(i), found.depth(i));
              GraphPath back = found.pathBack(i);
              assertThat(back.first()).isEqualTo(found.node(i));
              assertThat(back.last()).isEqualTo(start);
              assertThat(back.length()).isEqualTo(found.depth(i));
              checkPath(test, back, kinds);
            }
            assertThat(depths)
                .isEqualTo(test.naive().blastRadius(List.of(start), direction, kinds, maxDepth));
            Set<Integer> starts = test.someNodes();
            assertThat(
                    set(
                        test.queries()
                            .reachable(nodeSet(starts), options(direction, kinds))
                            .nodes()))
                .isEqualTo(test.naive().distances(starts, direction, kinds).keySet());
          }
        });
  }

  private static void checkPath(Case test, GraphPath path, EdgeKinds kinds) {
    for (int i = 0; i < path.length(); i++) {
      boolean along = path.direction() == Direction.OUTGOING;
      int from = along ? path.node(i) : path.node(i + 1);
      int to = along ? path.node(i + 1) : path.node(i);
      assertThat(test.naive().hasEdge(from, path.kind(i), to)).as("%s at %s", path, i).isTrue();
      assertThat(kinds.contains(path.kind(i))).isTrue();
    }
  }

  @Test
  final void tracesAndPaths() {
    forEachGraph(
        (test, kinds) -> {
          for (Direction direction : Direction.values()) {
            int from = test.anyNode();
            int to = test.anyNode();
            int shortest = test.naive().shortestPathLength(from, to, direction, kinds);
            Trace trace = test.queries().trace(from, to, options(direction, kinds));
            assertThat(trace.path().map(GraphPath::length).orElse(-1)).isEqualTo(shortest);
            trace.path().ifPresent(path -> checkPath(test, path, kinds));
            TraversalOptions bounded = options(direction, kinds).maxDepth(4).maxResults(100_000);
            List<List<Integer>> nodes = new ArrayList<>();
            int length = 0;
            for (GraphPath path : test.queries().paths(from, to, bounded).paths()) {
              checkPath(test, path, kinds);
              assertThat(path.length()).as("shortest first").isGreaterThanOrEqualTo(length);
              length = path.length();
              nodes.add(Arrays.stream(path.nodes()).boxed().toList());
            }
            assertThat(nodes)
                .containsExactlyInAnyOrderElementsOf(
                    test.naive().simplePaths(from, to, direction, kinds, 4));
          }
        });
  }

  @Test
  final void componentsCyclesAndTopologicalOrder() {
    forEachGraph(
        (test, kinds) -> {
          Set<Integer> among = test.someNodes();
          Subgraph subgraph = new Subgraph(nodeSet(among), kinds);
          Components components = test.queries().components(subgraph, QueryLimits.none());
          List<SortedSet<Integer>> found = new ArrayList<>();
          for (int i = 0; i < components.count(); i++) {
            found.add(new TreeSet<>(set(components.nodeSet(i))));
          }
          assertThat(found).isEqualTo(test.naive().components(among, kinds));

          List<SortedSet<Integer>> cyclic = test.naive().cyclicComponents(among, kinds);
          List<SortedSet<Integer>> cycles = new ArrayList<>();
          for (Cycle cycle : test.queries().cycles(subgraph, QueryLimits.none()).cycles()) {
            cycles.add(new TreeSet<>(set(cycle.component())));
            checkPath(test, cycle.walk(), kinds);
            assertThat(cycle.walk().first()).isEqualTo(cycle.walk().last());
          }
          assertThat(cycles).isEqualTo(cyclic);

          TopologicalOrder order = test.queries().topologicalOrder(subgraph, QueryLimits.none());
          assertThat(order.cycle().isPresent()).isEqualTo(!cyclic.isEmpty());
          if (cyclic.isEmpty()) {
            List<Integer> nodes = Arrays.stream(order.nodes()).boxed().toList();
            assertThat(test.naive().isTopologicalOrder(nodes, among, kinds)).isTrue();
          }
        });
  }

  @Test
  final void degreesAndHubs() {
    forEachGraph(
        (test, kinds) -> {
          Map<Integer, Long> histogram = new TreeMap<>();
          for (int node : test.nodes()) {
            int degree = test.naive().degree(node, Direction.INCOMING, kinds);
            histogram.merge(degree, 1L, Long::sum);
            assertThat(test.queries().degrees(node, QueryLimits.none()).inDegree())
                .isEqualTo(test.naive().degree(node, Direction.INCOMING, EdgeKinds.all()));
            assertThat(test.queries().degrees(node, QueryLimits.none()).outDegree())
                .isEqualTo(test.naive().degree(node, Direction.OUTGOING, EdgeKinds.all()));
          }
          DegreeStatistics statistics =
              test.queries()
                  .degreeStatistics(
                      test.queries().allNodes(), 3, options(Direction.INCOMING, kinds));
          Map<Integer, Long> bars = new TreeMap<>();
          statistics.histogram().forEach(bar -> bars.put(bar.degree(), bar.nodes()));
          assertThat(bars).isEqualTo(histogram);
          List<Integer> most =
              test.nodes().stream()
                  .map(node -> test.naive().degree(node, Direction.INCOMING, kinds))
                  .sorted((a, b) -> b - a)
                  .limit(3)
                  .toList();
          assertThat(statistics.hubs().stream().map(DegreeStatistics.Hub::degree)).isEqualTo(most);
        });
  }

  @Test
  final void aUnitAndItsNeighbours() {
    forEachGraph(
        (test, kinds) -> {
          String path = "unit" + test.random().nextInt(TYPES);
          if (test.snapshot().unit(path).isEmpty()) {
            return;
          }
          Set<Integer> expected = new TreeSet<>();
          test.snapshot()
              .nodesOfUnit(
                  path,
                  node -> {
                    expected.add(node);
                    return true;
                  });
          for (int node : Set.copyOf(expected)) {
            for (Direction direction : Direction.values()) {
              expected.addAll(test.naive().neighbors(node, direction, kinds));
            }
          }
          assertThat(set(test.queries().unitAndNeighbors(path, kinds).nodes())).isEqualTo(expected);
        });
  }

  @Test
  final void limitsCutAnswersAndTokensCancelThem() {
    forEachGraph(
        (test, kinds) -> {
          int start = test.anyNode();
          TraversalOptions all = options(Direction.OUTGOING, kinds);
          BlastRadius whole = test.queries().blastRadius(start, all);
          int limit = whole.size() / 2;
          BlastRadius part = test.queries().blastRadius(start, all.maxResults(limit));
          assertThat(part.size()).isEqualTo(limit);
          for (int i = 0; i < limit; i++) {
            assertThat(part.node(i)).isEqualTo(whole.node(i));
          }
          assertThat(part.report().completion())
              .isEqualTo(whole.size() > limit ? Completion.RESULT_LIMIT : Completion.COMPLETE);
          long edges = whole.report().edgesVisited();
          assertThat(test.queries().blastRadius(start, all.maxEdges(edges)).report().isComplete())
              .isTrue();
          if (edges > 0) {
            assertThat(
                    test.queries()
                        .blastRadius(start, all.maxEdges(edges - 1))
                        .report()
                        .completion())
                .isEqualTo(Completion.EDGE_LIMIT);
            CancellationToken token = new CancellationToken();
            token.cancel();
            assertThatExceptionOfType(QueryCancelledException.class)
                .isThrownBy(() -> test.queries().blastRadius(start, all.cancellation(token)));
          }
        });
  }
}
