package dev.keygraph.bench;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * The hot tier at several sizes of a graph of real code: its heap, the percentiles of questions,
 * what a commit costs with it and without, how long a saved unit takes to be seen while two others
 * read, and how readers share the processors.
 */
final class HotScaleBenchmark implements Runnable {
  private static final String SIZES = System.getProperty("keygraph.bench.sizes", "1,4,16");
  private static final HotTierOptions HOT = new HotTierOptions(true, 100 << 20, 12 << 20);
  private static final int QUESTIONS = 20_000;
  private static final int COMMITS = 400;
  private static final int WARM_UP_COMMITS = 500;

  /** The question that readers ask. */
  static final TraversalOptions RADIUS =
      TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(5);

  private final BenchSource source;
  private final String engine;
  private final Effort effort;

  HotScaleBenchmark(BenchSettings settings) {
    source = settings.source();
    engine = source.engine();
    effort = settings.effort();
  }

  @Override
  public void run() {
    for (String named : List.of(SIZES.split(","))) {
      int size = effort.of(Integer.parseInt(named));
      Path cold = BenchGraphs.newDirectory();
      Path hot = BenchGraphs.newDirectory();
      try {
        List<UnitContent> units = fill(cold, size);
        fill(hot, size);
        measure(cold, hot, size, units);
      } finally {
        BenchGraphs.delete(cold);
        BenchGraphs.delete(hot);
      }
    }
  }

  /** Returns the units of the first copy. */
  private List<UnitContent> fill(Path directory, int copies) {
    List<UnitContent> units = new ArrayList<>();
    try (Graph original = source.open();
        GraphSnapshot snapshot = original.snapshot();
        Graph graph = BenchGraphs.open(engine, directory)) {
      graph.importUnits(GraphCopies.of(snapshot, copies), ImportOptions.defaults());
      snapshot.units(info -> units.add(snapshot.unitContent(info.path()).orElseThrow()));
    }
    units.removeIf(unit -> unit.definitionCount() == 0);
    return units;
  }

  private void measure(Path coldAt, Path hotAt, int copies, List<UnitContent> units) {
    try (Graph cold = BenchGraphs.open(engine, coldAt);
        Graph hot = StoredGraph.open(BenchGraphs.openStore(engine, hotAt), HOT)) {
      long before = HotBenchmark.usedHeap();
      try (GraphSnapshot snapshot = hot.snapshot()) {
        HotBenchmark.touchAll(snapshot);
      }
      System.out.printf(
          Locale.ROOT,
          "%n%s, %d copies: %,d nodes, %,d edges; heap %,d bytes%n%s%n",
          engine,
          copies,
          hot.statistics().nodes(),
          hot.statistics().edges(),
          HotBenchmark.usedHeap() - before,
          hot.statistics().hotTier().orElseThrow());
      questions(hot, units);
      commits(cold, hot, units);
      HotReaders readers = new HotReaders(hot, units, effort);
      readers.saves();
      readers.rates();
    }
  }

  private void questions(Graph graph, List<UnitContent> units) {
    System.out.println("question                edges     p50 us     p99 us   p99.9 us");
    try (GraphSnapshot snapshot = graph.snapshot()) {
      GraphQueries queries = GraphQueries.over(snapshot);
      int[] functions = Samples.ofKind(snapshot, NodeKind.FUNCTION);
      for (int hops : new int[] {1, 2, 3, 5}) {
        TraversalOptions options = RADIUS.maxDepth(hops);
        question(
            hops + " hops",
            functions,
            node -> queries.blastRadius(node, options, (n, d, p, k) -> true).edgesVisited());
      }
      int[] indexes = new Random(3).ints(units.size(), 0, units.size()).toArray();
      question(
          "cycles of a unit",
          indexes,
          index -> {
            Subgraph unit =
                queries.unitAndNeighbors(units.get(index).path(), EdgeKinds.of(EdgeKind.CALLS));
            return queries.cycles(unit, QueryLimits.none()).report().edgesVisited();
          });
    }
  }

  private void question(String name, int[] candidates, IntToLongFunction ask) {
    int count = effort.of(QUESTIONS);
    int[] drawn = Samples.draw(candidates, count);
    Histogram histogram = new Histogram(3);
    long edges = 0;
    for (int i = -count; i < count; i++) {
      long start = System.nanoTime();
      long visited = ask.applyAsLong(drawn[Math.floorMod(i, count)]);
      if (i >= 0) {
        histogram.recordValue(System.nanoTime() - start);
        edges += visited;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-18s %10.1f %10.2f %10.1f %10.1f%n",
        name,
        (double) edges / count,
        micros(histogram, 50),
        micros(histogram, 99),
        micros(histogram, 99.9));
  }

  /** The same saves in both graphs, in turn. */
  private void commits(Graph cold, Graph hot, List<UnitContent> units) {
    Random random = new Random(4);
    Histogram with = new Histogram(3);
    Histogram without = new Histogram(3);
    for (int i = -effort.of(WARM_UP_COMMITS); i < effort.of(COMMITS); i++) {
      UnitContent unit = changed(units, random);
      for (int turn = 0; turn < 2; turn++) {
        boolean hotsTurn = ((turn + i) & 1) == 0;
        long start = System.nanoTime();
        (hotsTurn ? hot : cold).writer().replaceUnit(unit);
        long nanos = System.nanoTime() - start;
        if (i >= 0) {
          (hotsTurn ? with : without).recordValue(nanos);
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "commit, durable: hot %.0f / %.0f us, cold %.0f / %.0f us (p50 / p99); ratio %.2f / %.2f%n",
        micros(with, 50),
        micros(with, 99),
        micros(without, 50),
        micros(without, 99),
        micros(with, 50) / micros(without, 50),
        micros(with, 99) / micros(without, 99));
  }

  /** A unit in which one function calls others than before. */
  static UnitContent changed(List<UnitContent> units, Random random) {
    UnitContent unit = units.get(random.nextInt(units.size()));
    UnitContent.Builder changed = unit.toBuilder();
    String from = unit.definitionSymbol(random.nextInt(unit.definitionCount()));
    for (int edge = 0; edge < 5; edge++) {
      changed.edge(
          from, EdgeKind.CALLS, units.get(random.nextInt(units.size())).definitionSymbol(0));
    }
    return changed.build();
  }

  static double micros(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }
}
