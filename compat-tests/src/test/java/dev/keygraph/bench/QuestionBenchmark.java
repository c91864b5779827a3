package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.kv.KvStore;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Cold questions and their twins, warm, on one thread: a symbol's node, the callers of a function,
 * and the blast radius of a function to depth 5 through calls, of functions drawn at random.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up
public class QuestionBenchmark {
  private static final int SAMPLE = 1 << 13;
  private static final int DEPTH = 5;
  private static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);

  /** The engine; {@link Benchmarks} runs all. */
  @Param("lmdb")
  public String engine = "lmdb";

  private final int[] functions = new int[SAMPLE];
  private final String[] symbols = new String[SAMPLE];
  private final byte[][] keys = new byte[SAMPLE][];
  private final TraversalOptions radius =
      TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(DEPTH);
  private Path directory = Path.of("");
  private Graph graph;
  private GraphSnapshot snapshot;
  private GraphQueries queries;
  private Twin twin;
  private int callsKind;
  private int next;
  private long seen;

  /** How much work there was. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Visited {
    /** Edges that were visited. */
    public long edges;
  }

  /** Imports the graph, and loads the same entries into the twin. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    directory = BenchGraphs.newDirectory();
    KvStore store = BenchGraphs.openStore(engine, directory.resolve("ours"));
    graph = StoredGraph.open(store);
    graph.importUnits(BenchGraphs.units().iterator(), ImportOptions.defaults());
    Path twinDirectory = java.nio.file.Files.createDirectory(directory.resolve("twin"));
    try (Twin.Loader loader = Twins.loader(engine, twinDirectory)) {
      BenchGraphs.entries(store, loader::put);
    }
    snapshot = graph.snapshot();
    queries = GraphQueries.over(snapshot);
    twin = Twins.open(engine, twinDirectory, snapshot.nodeIdLimit());
    draw();
    check();
  }

  private void draw() {
    NodeSet.Builder all = NodeSet.builder();
    snapshot.nodesOfKind(NodeKind.FUNCTION, all);
    int[] candidates = all.build().toArray();
    Random random = new Random(1);
    for (int i = 0; i < SAMPLE; i++) {
      functions[i] = candidates[random.nextInt(candidates.length)];
      symbols[i] = snapshot.symbol(functions[i]);
      keys[i] = Keys.text(Keys.SYMBOL, TextBytes.encode(symbols[i]));
    }
    for (callsKind = 1; callsKind < 255; callsKind++) {
      long edges = 0;
      long expected = 0;
      for (int i = 0; i < 100; i++) {
        edges += twin.callers(functions[i], callsKind);
        expected += callersOf(functions[i]);
      }
      if (edges == expected && edges > 0) {
        return;
      }
    }
    throw new IllegalStateException("the twin has no edges of the kind CALLS");
  }

  /** Both must do the same work. */
  private void check() {
    for (int function : functions) {
      long expected = twin.blastRadius(function, callsKind, DEPTH);
      long actual = radiusOf(function);
      if (expected != actual) {
        throw new IllegalStateException(
            "the twin visits " + expected + " edges, keygraph " + actual);
      }
    }
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public void close() {
    twin.close();
    snapshot.close();
    graph.close();
    BenchGraphs.delete(directory);
  }

  private int draw(int[] sample) {
    next = (next + 1) & (SAMPLE - 1);
    return sample[next];
  }

  private long callersOf(int node) {
    seen = 0;
    snapshot.neighbors(
        node,
        Direction.INCOMING,
        CALLS,
        (caller, kind) -> {
          seen++;
          return true;
        });
    return seen;
  }

  private long radiusOf(int node) {
    return queries.blastRadius(node, radius, (found, depth, parent, kind) -> true).edgesVisited();
  }

  /** A symbol's node. */
  @Benchmark
  public int symbolKeygraph() {
    next = (next + 1) & (SAMPLE - 1);
    return snapshot.node(symbols[next]);
  }

  /** A symbol's node, by hand. */
  @Benchmark
  public int symbolTwin() {
    next = (next + 1) & (SAMPLE - 1);
    return twin.find(keys[next]);
  }

  /** The callers of a function. */
  @Benchmark
  public long callersKeygraph(Visited visited) {
    long edges = callersOf(draw(functions));
    visited.edges += edges;
    return edges;
  }

  /** The callers of a function, by hand. */
  @Benchmark
  public long callersTwin(Visited visited) {
    long edges = twin.callers(draw(functions), callsKind);
    visited.edges += edges;
    return edges;
  }

  /** The blast radius of a function. */
  @Benchmark
  public long radiusKeygraph(Visited visited) {
    long edges = radiusOf(draw(functions));
    visited.edges += edges;
    return edges;
  }

  /** The blast radius of a function, by hand. */
  @Benchmark
  public long radiusTwin(Visited visited) {
    long edges = twin.blastRadius(draw(functions), callsKind, DEPTH);
    visited.edges += edges;
    return edges;
  }
}
