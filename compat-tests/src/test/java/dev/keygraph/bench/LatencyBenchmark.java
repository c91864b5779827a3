package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvStore;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.QueryReport;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.StoredGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long single questions and commits take, as their callers see it: the percentiles of a seeded,
 * uniform sample, with the mean number of edges visited beside them. Each is set beside its twin,
 * asked in turn: for a commit, that is the engine's own commit of the same keys and values.
 */
final class LatencyBenchmark implements Runnable {
  private static final int QUESTIONS = 5_000;

  /** So long all questions of a list are repeated first: until all of it is compiled. */
  private static final int WARM_UP_MILLIS = 1_500;

  /** Whether questions are timed by the processor's time of their thread: for a busy machine. */
  private static final boolean PROCESSOR_TIME = Boolean.getBoolean("keygraph.bench.processor-time");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);

  private final List<String> engines;
  private final List<UnitContent> units;
  private final Effort effort;

  LatencyBenchmark(BenchSettings settings) {
    engines = settings.engines();
    units = settings.source().units();
    effort = settings.effort();
  }

  @Override
  public void run() {
    System.out.println(
        "engine   question               edges    p50 us    p95 us    p99 us   max us"
            + " | twin p50    p95 us    p99 us | ratio p50   p99");
    for (String engine : engines) {
      Path directory = BenchGraphs.newDirectory();
      try (KvStore store = BenchGraphs.openStore(engine, directory.resolve("store"));
          Graph graph = StoredGraph.open(store)) {
        graph.importUnits(units.iterator(), ImportOptions.defaults());
        questions(engine, store, graph, Files.createDirectory(directory.resolve("twin")));
        new CommitLatency(engine, units, effort)
            .measure(graph, Files.createDirectory(directory.resolve("raw")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        BenchGraphs.delete(directory);
      }
    }
  }

  private void questions(String engine, KvStore store, Graph graph, Path directory) {
    Twins.load(engine, directory, store);
    try (GraphSnapshot snapshot = graph.snapshot();
        Twin twin = Twins.open(engine, directory, snapshot.nodeIdLimit())) {
      questions(engine, snapshot, twin);
    }
  }

  private void questions(String engine, GraphSnapshot snapshot, Twin twin) {
    GraphQueries queries = GraphQueries.over(snapshot);
    int[] functions = Samples.ofKind(snapshot, NodeKind.FUNCTION);
    int[] traits = Samples.ofKind(snapshot, NodeKind.TRAIT);
    TraversalOptions radius = TraversalOptions.incoming().kinds(EdgeKind.CALLS);
    int kind = twin.kind(EdgeKind.CALLS);
    int[] subtyping = {twin.kind(EdgeKind.IMPLEMENTS), twin.kind(EdgeKind.EXTENDS)};
    measure(
        engine,
        "callers (1 hop)",
        functions,
        node -> queries.callers(node, QueryLimits.none(), caller -> true).edgesVisited(),
        node -> twin.neighbors(Keys.edges(Keys.REVERSE, node, kind)));
    measure(
        engine,
        "callers (2 hops)",
        functions,
        node -> edges(queries.blastRadius(node, radius.maxDepth(2), (n, d, p, k) -> true)),
        node -> twin.search(Keys.REVERSE, node, 2, kind));
    measure(
        engine,
        "blast radius (5)",
        functions,
        node -> edges(queries.blastRadius(node, radius.maxDepth(5), (n, d, p, k) -> true)),
        node -> twin.search(Keys.REVERSE, node, 5, kind));
    measure(
        engine,
        "who implements",
        traits,
        node -> queries.implementations(node, QueryLimits.none(), n -> true).edgesVisited(),
        node -> twin.search(Keys.REVERSE, node, TraversalOptions.ANY_DEPTH, subtyping));
    byte[][][] symbols = units.stream().map(Samples::keys).toArray(byte[][][]::new);
    measure(
        engine,
        "cycles of a unit",
        IntStream.range(0, units.size()).toArray(),
        index -> {
          Subgraph subgraph = queries.unitAndNeighbors(units.get(index).path(), CALLS);
          return queries.components(subgraph, QueryLimits.none()).report().edgesVisited();
        },
        index -> twin.components(symbols[index], kind));
  }

  private static long edges(QueryReport report) {
    return report.edgesVisited();
  }

  /**
   * Each has candidates of its own: what one has just read is warm for the other. Over all of them,
   * both must visit the same edges.
   */
  private void measure(
      String engine,
      String question,
      int[] candidates,
      IntToLongFunction ask,
      IntToLongFunction twin) {
    int[] drawn = Samples.draw(candidates, effort.of(QUESTIONS));
    long end = System.nanoTime() + effort.of(WARM_UP_MILLIS) * 1_000_000L;
    do {
      ask(question, drawn, ask, null, twin, null);
    } while (System.nanoTime() < end);
    Histogram ours = new Histogram(3);
    Histogram theirs = new Histogram(3);
    long edges = ask(question, drawn, ask, ours, twin, theirs);
    print(engine, question, (double) edges / drawn.length, ours, theirs);
  }

  /** Asks each question once, and returns how many edges were visited. */
  private static long ask(
      String question,
      int[] drawn,
      IntToLongFunction ask,
      @Nullable Histogram ours,
      IntToLongFunction twin,
      @Nullable Histogram theirs) {
    long edges = 0;
    long twinEdges = 0;
    for (int i = 0; i < drawn.length; i++) {
      edges += time(ask, drawn[i], ours);
      twinEdges += time(twin, drawn[(i + drawn.length / 2) % drawn.length], theirs);
    }
    if (edges != twinEdges) {
      throw new IllegalStateException(
          question + ": keygraph visits " + edges + " edges, the twin " + twinEdges);
    }
    return edges;
  }

  private static long time(
      IntToLongFunction question, int candidate, @Nullable Histogram histogram) {
    long start = clock();
    long visited = question.applyAsLong(candidate);
    long nanos = clock() - start;
    if (histogram != null) {
      histogram.recordValue(nanos);
    }
    return visited;
  }

  private static long clock() {
    return PROCESSOR_TIME ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }

  /** Prints a line of the table. */
  static void print(String engine, String question, double edges, Histogram ours, Histogram twin) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %-21s %6.1f %9.1f %9.1f %9.1f %8.0f | %8.1f %9.1f %9.1f | %9.2f %5.2f%n",
        engine,
        question,
        edges,
        micros(ours, 50),
        micros(ours, 95),
        micros(ours, 99),
        ours.getMaxValue() / 1e3,
        micros(twin, 50),
        micros(twin, 95),
        micros(twin, 99),
        micros(ours, 50) / micros(twin, 50),
        micros(ours, 99) / micros(twin, 99));
  }

  private static double micros(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e3;
  }
}
