package dev.keygraph.bench;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportProgress;
import dev.keygraph.graph.ImportReport;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvStore;
import dev.keygraph.store.StoredGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The import of a graph's units into an empty store, beside the engine's own sorted load of the
 * same keys, which are sorted and in memory already. Rounds of all engines are interleaved; medians
 * count.
 */
final class ImportBenchmark {
  private static final int ROUNDS = Integer.getInteger("keygraph.bench.rounds", 3);

  private final List<String> engines = BenchGraphs.engines();
  private final List<UnitContent> units = BenchGraphs.units();
  private final Map<String, List<Double>> imports = new HashMap<>();
  private final Map<String, List<Double>> loads = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private long entries;

  void run() {
    for (int round = 0; round <= ROUNDS; round++) {
      for (String engine : engines) {
        double[] rates = measure(engine);
        if (round > 0) {
          imports.computeIfAbsent(engine, e -> new ArrayList<>()).add(rates[0]);
          loads.computeIfAbsent(engine, e -> new ArrayList<>()).add(rates[1]);
        }
      }
    }
    System.out.printf("%nimport of %,d units, %,d entries%n", units.size(), entries);
    System.out.println("engine   import k entries/s   own sorted load   ratio   size MB");
    for (String engine : engines) {
      double ours = median(imports, engine);
      double own = median(loads, engine);
      System.out.printf(
          Locale.ROOT,
          "%-8s %,18.0f %,17.0f %6.0f%% %9.0f%n",
          engine,
          ours / 1e3,
          own / 1e3,
          100 * ours / own,
          sizes.getOrDefault(engine, 0L) / 1e6);
    }
  }

  private double[] measure(String engine) {
    Path directory = BenchGraphs.newDirectory();
    List<byte[]> sorted = new ArrayList<>();
    double imported;
    try (KvStore store = BenchGraphs.openStore(engine, directory.resolve("ours"));
        Graph graph = StoredGraph.open(store)) {
      System.gc();
      Phases phases = new Phases();
      ImportReport report =
          graph.importUnits(units.iterator(), ImportOptions.defaults().withProgress(phases));
      System.out.println(phases.end());
      imported = report.entries() / (report.duration().toNanos() / 1e9);
      entries = report.entries();
      BenchGraphs.entries(
          store,
          (key, value) -> {
            sorted.add(key);
            sorted.add(value);
          });
    }
    sizes.put(engine, BenchGraphs.bytes(directory));
    Path own = directory.resolve("own");
    try {
      Files.createDirectory(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.gc();
    long start = System.nanoTime();
    try (Twin.Loader loader = Twins.loader(engine, own)) {
      for (int i = 0; i < sorted.size(); i += 2) {
        loader.put(sorted.get(i), sorted.get(i + 1));
      }
    }
    double loaded = sorted.size() / 2.0 / ((System.nanoTime() - start) / 1e9);
    BenchGraphs.delete(directory);
    System.out.printf(
        Locale.ROOT, "%s: import %,.0f/s, own load %,.0f/s%n", engine, imported, loaded);
    return new double[] {imported, loaded};
  }

  /** How long each phase of an import took. */
  private static final class Phases implements ImportProgress {
    private final StringBuilder text = new StringBuilder();
    private Phase current = Phase.UNITS;
    private long start = System.nanoTime();

    @Override
    public void update(Phase phase, long done, long total) {
      if (phase != current) {
        end();
        current = phase;
      }
    }

    String end() {
      long now = System.nanoTime();
      text.append(String.format(Locale.ROOT, "%s %.0f ms, ", current, (now - start) / 1e6));
      start = now;
      return text.toString();
    }
  }

  private static double median(Map<String, List<Double>> rates, String engine) {
    List<Double> sorted = new ArrayList<>(rates.getOrDefault(engine, List.of()));
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
