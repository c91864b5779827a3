package dev.keygraph.bench;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportReport;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvStore;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The import of a graph many times over, each copy with symbols of its own: how fast, how large,
 * and, with a heap that {@code -Dbench.flags=-Xmx1g} bounds, in how much memory.
 */
final class ScaleBenchmark {
  private static final int COPIES = Integer.getInteger("keygraph.bench.copies", 6);

  void run() {
    for (String engine : BenchGraphs.engines()) {
      Path directory = BenchGraphs.newDirectory();
      try (Graph source = BenchGraphs.openSource();
          GraphSnapshot units = source.snapshot();
          KvStore store = BenchGraphs.openStore(engine, directory);
          Graph graph = StoredGraph.open(store)) {
        ImportReport report = graph.importUnits(copies(units), ImportOptions.defaults());
        try (GraphSnapshot imported = graph.snapshot()) {
          double seconds = report.duration().toNanos() / 1e9;
          System.out.printf(
              Locale.ROOT,
              "%s: %d copies, %,d nodes, %,d edges, %,d entries in %.1f s (%,.0f entries/s),"
                  + " %,d MB on disk, heap of %,d MB%n",
              engine,
              COPIES,
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

  private static Iterator<UnitContent> copies(GraphSnapshot source) {
    List<String> paths = new ArrayList<>();
    source.units(info -> paths.add(info.path()));
    return IntStream.range(0, COPIES * paths.size())
        .mapToObj(
            i ->
                renamed(
                    source.unitContent(paths.get(i % paths.size())).orElseThrow(),
                    i / paths.size()))
        .iterator();
  }

  private static UnitContent renamed(UnitContent unit, int copy) {
    if (copy == 0) {
      return unit;
    }
    String prefix = "copy" + copy + "/";
    UnitContent.Builder builder = UnitContent.builder(prefix + unit.path());
    for (int i = 0; i < unit.definitionCount(); i++) {
      builder.define(
          prefix + unit.definitionSymbol(i), unit.definitionKind(i), unit.definitionAttributes(i));
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      builder.edge(
          prefix + unit.edgeFrom(i),
          unit.edgeKind(i),
          prefix + unit.edgeTo(i),
          unit.edgeAttributes(i));
    }
    return builder.build();
  }
}
