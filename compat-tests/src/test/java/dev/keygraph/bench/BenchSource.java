package dev.keygraph.bench;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph that is measured: one that {@code keygraph index} put into a store.
 *
 * @param directory the store
 * @param engine the engine that wrote it
 * @param prefixes what the paths of the units to take begin with, one of these
 */
record BenchSource(Path directory, String engine, List<String> prefixes) {

  /**
   * What the properties {@code keygraph.bench.store}, {@code keygraph.bench.store.engine} (lmdb)
   * and {@code keygraph.bench.units} (all) name.
   */
  static BenchSource fromProperties() {
    String directory = System.getProperty("keygraph.bench.store", "");
    if (directory.isEmpty()) {
      throw new IllegalStateException(
          "index something first: keygraph index --store DIR …; then set keygraph.bench.store=DIR");
    }
    return new BenchSource(
        Path.of(directory),
        System.getProperty("keygraph.bench.store.engine", "lmdb"),
        List.of(System.getProperty("keygraph.bench.units", "").split(",")));
  }

  /** Opens the graph. */
  Graph open() {
    return BenchGraphs.open(engine, directory);
  }

  /** Opens the graph with a part of it in memory. */
  Graph open(HotTierOptions hotTier) {
    return StoredGraph.open(BenchGraphs.openStore(engine, directory), hotTier);
  }

  /** Reads the units. */
  List<UnitContent> units() {
    List<UnitContent> units = new ArrayList<>();
    try (Graph graph = open();
        GraphSnapshot snapshot = graph.snapshot()) {
      snapshot.units(
          info -> {
            if (prefixes.stream().anyMatch(info.path()::startsWith)) {
              units.add(snapshot.unitContent(info.path()).orElseThrow());
            }
            return true;
          });
    }
    if (units.isEmpty()) {
      throw new IllegalStateException(
          "the path of no unit in " + directory + " begins with " + prefixes);
    }
    return units;
  }
}
