package dev.keygraph.bench;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportReport;
import dev.keygraph.kv.KvStore;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The import of a graph many times over, each copy with symbols of its own: how fast, how large,
 * and, with a heap that {@code -Dbench.flags=-Xmx1g} bounds, in how much memory.
 */
final class ScaleBenchmark implements Runnable {
  private static final int COPIES = 6;

  private final BenchSettings settings;
  private final int copies;

  ScaleBenchmark(BenchSettings settings) {
    this.settings = settings;
    copies = settings.effort().of("copies", COPIES);
  }

  @Override
  public void run() {
    for (String engine : settings.engines()) {
      Path directory = BenchGraphs.newDirectory();
      try (Graph source = settings.source().open();
          GraphSnapshot units = source.snapshot();
          KvStore store = BenchGraphs.openStore(engine, directory);
          Graph graph = StoredGraph.open(store)) {
        ImportReport report =
            graph.importUnits(GraphCopies.of(units, copies), ImportOptions.defaults());
        try (GraphSnapshot imported = graph.snapshot()) {
          double seconds = report.duration().toNanos() / 1e9;
          System.out.printf(
              Locale.ROOT,
              "%s: %d copies, %,d nodes, %,d edges, %,d entries in %.1f s (%,.0f entries/s),"
                  + " %,d MB on disk, heap of %,d MB%n",
              engine,
              copies,
              imported.statistics().nodes(),
              imported.statistics().edges(),
              report.entries(),
              seconds,
              report.entries() / seconds,
              store.statistics().bytesOnDisk() / 1_000_000,
              Runtime.getRuntime().maxMemory() / 1_000_000);
        }
      } finally {
        BenchGraphs.delete(directory);
      }
    }
  }
}
