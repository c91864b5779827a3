package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvStore;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.StoredGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToLongFunction;

/**
 * Cold questions and their twins in turn, a short round each, so that a machine that drifts treats
 * both alike; the ratio is the median over the rounds. Both must visit the same edges.
 */
final class RatioBenchmark {
  private static final int SAMPLE = 1 << 13;
  private static final int DEPTH = 5;
  private static final int WARM_UP = 6;
  private static final int ROUNDS = Integer.getInteger("keygraph.bench.rounds", 15);
  private static final int MIN_ROUND_MILLIS = 40;
  private static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);

  private final List<UnitContent> units = BenchGraphs.units();

  void run() {
    System.out.println("engine  question            edges   keygraph us    twin us   ratio");
    for (String engine : BenchGraphs.engines()) {
      Path directory = BenchGraphs.newDirectory();
      try {
        measure(engine, directory);
      } finally {
        BenchGraphs.delete(directory);
      }
    }
  }

  private void measure(String engine, Path directory) {
    Path twinDirectory = directory.resolve("twin");
    try (KvStore store = BenchGraphs.openStore(engine, directory.resolve("ours"));
        Graph graph = StoredGraph.open(store)) {
      graph.importUnits(units.iterator(), ImportOptions.defaults());
      Files.createDirectory(twinDirectory);
      try (Twin.Loader loader = Twins.loader(engine, twinDirectory)) {
        BenchGraphs.entries(store, loader::put);
      }
      try (GraphSnapshot snapshot = graph.snapshot();
          Twin twin = Twins.open(engine, twinDirectory, snapshot.nodeIdLimit())) {
        compare(engine, snapshot, twin);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(String engine, GraphSnapshot snapshot, Twin twin) {
    int[] functions = draw(snapshot);
    String[] symbols = new String[SAMPLE];
    for (int i = 0; i < SAMPLE; i++) {
      symbols[i] = snapshot.symbol(functions[i]);
    }
    GraphQueries queries = GraphQueries.over(snapshot);
    TraversalOptions radius = TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(DEPTH);
    IntToLongFunction callers = i -> callers(snapshot, functions[i]);
    int kind = kindOfCalls(callers, twin, functions);
    Map<String, IntToLongFunction[]> questions = new LinkedHashMap<>();
    questions.put(
        "symbol",
        new IntToLongFunction[] {
          i -> snapshot.node(symbols[i]) >= 0 ? 1 : 0,
          i -> twin.find(symbolKey(symbols[i])) >= 0 ? 1 : 0
        });
    questions.put(
        "callers", new IntToLongFunction[] {callers, i -> twin.callers(functions[i], kind)});
    questions.put(
        "blast radius 5",
        new IntToLongFunction[] {
          i ->
              queries
                  .blastRadius(functions[i], radius, (found, depth, parent, edge) -> true)
                  .edgesVisited(),
          i -> twin.blastRadius(functions[i], kind, DEPTH)
        });
    questions.forEach((name, both) -> compare(engine, name, both[0], both[1]));
  }

  private static int[] draw(GraphSnapshot snapshot) {
    NodeSet.Builder all = NodeSet.builder();
    snapshot.nodesOfKind(NodeKind.FUNCTION, all);
    int[] candidates = all.build().toArray();
    return new Random(1).ints(SAMPLE, 0, candidates.length).map(i -> candidates[i]).toArray();
  }

  private static long callers(GraphSnapshot snapshot, int node) {
    long[] seen = {0};
    snapshot.neighbors(
        node,
        Direction.INCOMING,
        CALLS,
        (caller, kind) -> {
          seen[0]++;
          return true;
        });
    return seen[0];
  }

  /** What a twin's author would write: the tag, the text, and its end. */
  private static byte[] symbolKey(String symbol) {
    byte[] text = symbol.getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[text.length + 3];
    key[0] = Keys.SYMBOL;
    System.arraycopy(text, 0, key, 1, text.length);
    return key;
  }

  /** The twin knows kinds by number alone. */
  private static int kindOfCalls(IntToLongFunction callers, Twin twin, int[] functions) {
    for (int kind = 1; kind < 255; kind++) {
      long ours = 0;
      long theirs = 0;
      for (int i = 0; i < SAMPLE; i++) {
        ours += callers.applyAsLong(i);
        theirs += twin.callers(functions[i], kind);
      }
      if (ours > 0 && ours == theirs) {
        return kind;
      }
    }
    throw new IllegalStateException("the twin has no edges of the kind CALLS");
  }

  private static void compare(
      String engine, String question, IntToLongFunction ours, IntToLongFunction twin) {
    List<Double> ratios = new ArrayList<>();
    List<Double> ourTimes = new ArrayList<>();
    List<Double> twinTimes = new ArrayList<>();
    long[] edges = new long[2];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      // Each goes first in every other round.
      boolean oursFirst = (round & 1) == 0;
      double first = micros(oursFirst ? ours : twin, edges, oursFirst ? 0 : 1);
      double second = micros(oursFirst ? twin : ours, edges, oursFirst ? 1 : 0);
      if (edges[0] != edges[1]) {
        throw new IllegalStateException(
            question + ": keygraph visits " + edges[0] + " edges, the twin " + edges[1]);
      }
      if (round >= 0) {
        ourTimes.add(oursFirst ? first : second);
        twinTimes.add(oursFirst ? second : first);
        ratios.add(oursFirst ? first / second : second / first);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-7s %-16s %,9.1f %13.2f %10.2f %7.2f%n",
        engine,
        question,
        edges[0] / (double) SAMPLE,
        median(ourTimes),
        median(twinTimes),
        median(ratios));
  }

  /** Asks the whole sample, again until the round is long enough; returns the time of one. */
  private static double micros(IntToLongFunction question, long[] edges, int index) {
    long start = System.nanoTime();
    int times = 0;
    long elapsed = 0;
    while (elapsed < MIN_ROUND_MILLIS * 1_000_000L) {
      long sum = 0;
      for (int i = 0; i < SAMPLE; i++) {
        sum += question.applyAsLong(i);
      }
      edges[index] = sum;
      times++;
      elapsed = System.nanoTime() - start;
    }
    return elapsed / 1e3 / times / SAMPLE;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
