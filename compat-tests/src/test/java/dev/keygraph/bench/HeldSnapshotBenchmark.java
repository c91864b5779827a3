package dev.keygraph.bench;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvStore;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * What a snapshot costs that is held during an hour of saves, one a second: files, heap, and the
 * time of a save, beside the same saves without it, and what of that comes back when it is closed.
 * The saves follow each other without a pause.
 */
final class HeldSnapshotBenchmark implements Runnable {
  private static final int SAVES = 3600;
  private static final int SAVES_AFTER = 600;

  private final BenchSettings settings;
  private final Effort effort;
  private final List<UnitContent> units;

  HeldSnapshotBenchmark(BenchSettings settings) {
    this.settings = settings;
    effort = settings.effort();
    units = new ArrayList<>(settings.source().units());
    units.removeIf(unit -> unit.definitionCount() == 0);
  }

  @Override
  public void run() {
    System.out.printf(
        Locale.ROOT,
        "%-8s %-9s %9s %9s %12s %12s %12s%n",
        "engine",
        "snapshot",
        "p50 us",
        "p99 us",
        "files MB",
        "heap MB",
        "files after");
    for (String engine : settings.engines()) {
      for (boolean held : new boolean[] {false, true}) {
        measure(engine, held);
      }
    }
  }

  private void measure(String engine, boolean held) {
    Path directory = BenchGraphs.newDirectory();
    try (KvStore store = BenchGraphs.openStore(engine, directory);
        Graph graph = StoredGraph.open(store)) {
      graph.importUnits(settings.source().units().iterator(), ImportOptions.defaults());
      Random random = new Random(1);
      saves(graph, SAVES_AFTER, random);
      long files = BenchGraphs.bytes(directory);
      long heap = HotBenchmark.usedHeap();
      GraphSnapshot snapshot = graph.snapshot();
      long version = snapshot.version();
      if (!held) {
        snapshot.close();
      }
      Histogram times = saves(graph, SAVES, random);
      long grown = BenchGraphs.bytes(directory) - files;
      long more = HotBenchmark.usedHeap() - heap;
      if (held) {
        if (snapshot.version() != version) {
          throw new IllegalStateException("the snapshot has changed");
        }
        snapshot.close();
      }
      saves(graph, SAVES_AFTER, random);
      System.out.printf(
          Locale.ROOT,
          "%-8s %-9s %9.0f %9.0f %+12.1f %+12.1f %+12.1f%n",
          engine,
          held ? "held" : "none",
          HotScaleBenchmark.micros(times, 50),
          HotScaleBenchmark.micros(times, 99),
          grown / 1e6,
          more / 1e6,
          (BenchGraphs.bytes(directory) - files) / 1e6);
    } finally {
      BenchGraphs.delete(directory);
    }
  }

  private Histogram saves(Graph graph, int count, Random random) {
    Histogram times = new Histogram(3);
    for (int i = 0; i < effort.of(count); i++) {
      UnitContent changed = HotScaleBenchmark.changed(units, random);
      long start = System.nanoTime();
      graph.writer().replaceUnit(changed);
      times.recordValue(System.nanoTime() - start);
    }
    return times;
  }
}
