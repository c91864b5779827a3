package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvStore;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.TraversalOptions;
import dev.keygraph.store.StoredGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;

/** Cold questions and their twins in turn. */
final class RatioBenchmark implements Runnable {
  private static final int SAMPLE = 1 << 13;
  private static final int DEPTH = 5;
  private static final EdgeKinds CALLS = EdgeKinds.of(EdgeKind.CALLS);

  private final List<String> engines;
  private final List<UnitContent> units;
  private final Effort effort;

  RatioBenchmark(BenchSettings settings) {
    engines = settings.engines();
    units = settings.source().units();
    effort = settings.effort();
  }

  @Override
  public void run() {
    System.out.println("engine  question            edges   keygraph us    twin us   ratio");
    for (String engine : engines) {
      Path directory = BenchGraphs.newDirectory();
      try {
        measure(engine, directory);
      } finally {
        BenchGraphs.delete(directory);
      }
    }
  }

  private void measure(String engine, Path directory) {
    try (KvStore store = BenchGraphs.openStore(engine, directory.resolve("ours"));
        Graph graph = StoredGraph.open(store)) {
      graph.importUnits(units.iterator(), ImportOptions.defaults());
      Path twinDirectory = Files.createDirectory(directory.resolve("twin"));
      Twins.load(engine, twinDirectory, store);
      try (GraphSnapshot snapshot = graph.snapshot();
          Twin twin = Twins.open(engine, twinDirectory, snapshot.nodeIdLimit())) {
        compare(engine, snapshot, twin);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compare(String engine, GraphSnapshot snapshot, Twin twin) {
    int[] functions = Samples.draw(Samples.ofKind(snapshot, NodeKind.FUNCTION), effort.of(SAMPLE));
    String[] symbols = new String[functions.length];
    for (int i = 0; i < functions.length; i++) {
      symbols[i] = snapshot.symbol(functions[i]);
    }
    GraphQueries queries = GraphQueries.over(snapshot);
    TraversalOptions radius = TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(DEPTH);
    int kind = twin.kind(EdgeKind.CALLS);
    fight(
        engine,
        "symbol",
        functions.length,
        i -> snapshot.node(symbols[i]) >= 0 ? 1 : 0,
        i -> twin.find(Twin.symbolKey(symbols[i])) >= 0 ? 1 : 0);
    fight(
        engine,
        "callers",
        functions.length,
        i -> callers(snapshot, functions[i]),
        i -> twin.neighbors(Keys.edges(Keys.REVERSE, functions[i], kind)));
    fight(
        engine,
        "blast radius 5",
        functions.length,
        i ->
            queries
                .blastRadius(functions[i], radius, (found, depth, parent, edge) -> true)
                .edgesVisited(),
        i -> twin.search(Keys.REVERSE, functions[i], DEPTH, kind));
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

  private void fight(
      String engine, String question, int sample, IntToLongFunction ours, IntToLongFunction twin) {
    Duel duel = Duel.fight(effort, question, sample, ours, twin);
    System.out.printf(
        Locale.ROOT,
        "%-7s %-16s %,9.1f %13.2f %10.2f %7.2f%n",
        engine,
        question,
        duel.edges(),
        duel.ours(),
        duel.twin(),
        duel.ratio());
  }
}
