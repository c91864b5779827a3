package dev.keygraph.bench;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.QueryReport;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * How long single questions and commits take, as their callers see it: the percentiles of a seeded,
 * uniform sample, with the mean number of edges visited beside them.
 */
final class LatencyBenchmark {
  private static final int QUESTIONS = 5_000;
  private static final int WARM_UP = 5_000;
  private static final int COMMITS = 300;
  private static final int WARM_UP_COMMITS = 100;

  private final List<UnitContent> units = BenchGraphs.units();

  void run() {
    System.out.println(
        "engine   question               edges    p50 us    p95 us    p99 us   max us");
    for (String engine : Twins.ENGINES) {
      Path directory = BenchGraphs.newDirectory();
      try (Graph graph = BenchGraphs.open(engine, directory.resolve("store"))) {
        graph.importUnits(units.iterator(), ImportOptions.defaults());
        try (GraphSnapshot snapshot = graph.snapshot()) {
          questions(engine, snapshot);
        }
        commits(engine, graph);
      }
      BenchGraphs.delete(directory);
    }
  }

  private static void questions(String engine, GraphSnapshot snapshot) {
    GraphQueries queries = GraphQueries.over(snapshot);
    int[] functions = ids(snapshot, NodeKind.FUNCTION);
    int[] traits = ids(snapshot, NodeKind.TRAIT);
    TraversalOptions radius = TraversalOptions.incoming().kinds(EdgeKind.CALLS);
    measure(
        engine,
        "callers (1 hop)",
        functions,
        node -> queries.callers(node, QueryLimits.none(), caller -> true).edgesVisited());
    measure(
        engine,
        "callers (2 hops)",
        functions,
        node -> edges(queries.blastRadius(node, radius.maxDepth(2), (n, d, p, k) -> true)));
    measure(
        engine,
        "blast radius (5)",
        functions,
        node -> edges(queries.blastRadius(node, radius.maxDepth(5), (n, d, p, k) -> true)));
    measure(
        engine,
        "who implements",
        traits,
        node -> queries.implementations(node, QueryLimits.none(), n -> true).edgesVisited());
    String[] paths = unitPaths(snapshot);
    measure(
        engine,
        "cycles of a unit",
        java.util.stream.IntStream.range(0, paths.length).toArray(),
        index -> {
          Subgraph subgraph = queries.unitAndNeighbors(paths[index], EdgeKinds.of(EdgeKind.CALLS));
          return queries.components(subgraph, QueryLimits.none()).report().edgesVisited();
        });
  }

  private static long edges(QueryReport report) {
    return report.edgesVisited();
  }

  private static int[] ids(GraphSnapshot snapshot, NodeKind kind) {
    NodeSet.Builder nodes = NodeSet.builder();
    snapshot.nodesOfKind(kind, nodes);
    return nodes.build().toArray();
  }

  private static String[] unitPaths(GraphSnapshot snapshot) {
    List<String> paths = new java.util.ArrayList<>();
    snapshot.units(unit -> paths.add(unit.path()));
    return paths.toArray(String[]::new);
  }

  private static void measure(
      String engine, String question, int[] candidates, IntToLongFunction ask) {
    Random random = new Random(1);
    Histogram histogram = new Histogram(3);
    long edges = 0;
    for (int i = -WARM_UP; i < QUESTIONS; i++) {
      int candidate = candidates[random.nextInt(candidates.length)];
      long start = System.nanoTime();
      long visited = ask.applyAsLong(candidate);
      long nanos = System.nanoTime() - start;
      if (i >= 0) {
        histogram.recordValue(nanos);
        edges += visited;
      }
    }
    print(engine, question, (double) edges / QUESTIONS, histogram);
  }

  /** Replaces a unit by itself with one method's calls changed, as saving a file does. */
  private void commits(String engine, Graph graph) {
    Random random = new Random(1);
    Histogram histogram = new Histogram(3);
    for (int i = -WARM_UP_COMMITS; i < COMMITS; i++) {
      UnitContent unit = units.get(random.nextInt(units.size()));
      if (unit.definitionCount() == 0) {
        continue;
      }
      UnitContent.Builder changed = unit.toBuilder();
      String from = unit.definitionSymbol(random.nextInt(unit.definitionCount()));
      for (int edge = 0; edge < 5; edge++) {
        UnitContent other = units.get(random.nextInt(units.size()));
        if (other.definitionCount() > 0) {
          changed.edge(from, EdgeKind.CALLS, other.definitionSymbol(0));
        }
      }
      UnitContent saved = changed.build();
      long start = System.nanoTime();
      graph.writer().replaceUnit(saved);
      long nanos = System.nanoTime() - start;
      if (i >= 0) {
        histogram.recordValue(nanos);
      }
    }
    print(engine, "save a unit (durable)", 5, histogram);
    whole(engine, graph);
  }

  /** Removes a unit and puts it back: every one of its keys is written. */
  private void whole(String engine, Graph graph) {
    Random random = new Random(2);
    Histogram histogram = new Histogram(3);
    long edges = 0;
    for (int i = 0; i < COMMITS; i++) {
      UnitContent unit = units.get(random.nextInt(units.size()));
      graph.writer().removeUnit(unit.path());
      long start = System.nanoTime();
      graph.writer().replaceUnit(unit);
      histogram.recordValue(System.nanoTime() - start);
      edges += unit.edgeCount();
    }
    print(engine, "add a unit (durable)", (double) edges / COMMITS, histogram);
  }

  private static void print(String engine, String question, double edges, Histogram histogram) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %-20s %7.1f %9.1f %9.1f %9.1f %8.0f%n",
        engine,
        question,
        edges,
        histogram.getValueAtPercentile(50) / 1e3,
        histogram.getValueAtPercentile(95) / 1e3,
        histogram.getValueAtPercentile(99) / 1e3,
        histogram.getMaxValue() / 1e3);
  }
}
