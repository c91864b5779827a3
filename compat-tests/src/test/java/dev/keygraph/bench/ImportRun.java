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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One load of a graph into a fresh directory, by the import or by hand.
 *
 * @param seconds how long it took, until all was on stable storage
 * @param processorSeconds what this process used of all processors meanwhile
 * @param steps how many milliseconds each step took, in their order
 * @param bytes the size on disk
 */
record ImportRun(double seconds, double processorSeconds, Map<String, Double> steps, long bytes) {
  private static final byte[] NO_VALUE = {};
  private static final int SCRATCH_BYTES = 1 << 20;
  private static final int SCRATCHES = 512;

  /** Sorted keys and values in memory, in arrays of their own, which most libraries ask for. */
  record Entries(List<byte[]> keys, List<byte[]> values) {
    int count() {
      return keys.size();
    }
  }

  /** Returns the entries of a graph of some units, which an engine has to hold first. */
  static Entries entries(String engine, List<UnitContent> units) {
    Path directory = BenchGraphs.newDirectory();
    Entries entries = new Entries(new ArrayList<>(), new ArrayList<>());
    try (KvStore store = BenchGraphs.openStore(engine, directory);
        Graph graph = StoredGraph.open(store)) {
      graph.importUnits(units.iterator(), ImportOptions.defaults());
      BenchGraphs.entries(
          store,
          (key, value) -> {
            entries.keys().add(key);
            entries.values().add(value.length == 0 ? NO_VALUE : value);
          });
    } finally {
      BenchGraphs.delete(directory);
    }
    return entries;
  }

  /** Imports units with an engine; fails unless that makes so many entries. */
  static ImportRun ours(String engine, List<UnitContent> units, int count, Effort effort) {
    Path directory = settle(effort);
    try (KvStore store = BenchGraphs.openStore(engine, directory);
        Graph graph = StoredGraph.open(store)) {
      long processor = processorNanos();
      Phases phases = new Phases();
      ImportReport report =
          graph.importUnits(units.iterator(), ImportOptions.defaults().withProgress(phases));
      phases.end("close and sync");
      processor = processorNanos() - processor;
      if (report.entries() != count) {
        throw new IllegalStateException(engine + " has " + report.entries() + " entries");
      }
      double seconds = report.duration().toNanos() / 1e9;
      return new ImportRun(
          seconds, processor / 1e9, phases.milliseconds, store.statistics().bytesOnDisk());
    } finally {
      BenchGraphs.delete(directory);
    }
  }

  /** Loads entries with an engine's library alone. */
  static ImportRun own(String engine, Entries entries, Effort effort) {
    Path directory = settle(effort);
    Map<String, Double> steps = new LinkedHashMap<>();
    long processor = processorNanos();
    long start = System.nanoTime();
    try (WriteTwin.Loader loader = Twins.loader(engine, directory)) {
      for (int i = 0; i < entries.count(); i++) {
        loader.put(entries.keys().get(i), entries.values().get(i));
      }
      steps.put("load", (System.nanoTime() - start) / 1e6);
    }
    BenchGraphs.sync(directory);
    long end = System.nanoTime();
    processor = processorNanos() - processor;
    steps.put("finish and sync", (end - start) / 1e6 - steps.getOrDefault("load", 0.0));
    long bytes = BenchGraphs.bytes(directory);
    BenchGraphs.delete(directory);
    return new ImportRun((end - start) / 1e9, processor / 1e9, steps, bytes);
  }

  /**
   * Makes the moments before all runs alike, and returns a new directory: garbage is collected,
   * nothing waits to be written to the disk, and as much memory as a run needs has just been in the
   * disk cache, and is free again.
   */
  private static Path settle(Effort effort) {
    Path directory = BenchGraphs.newDirectory();
    if (effort == Effort.SMOKE) {
      return directory;
    }
    System.gc();
    Path scratch = directory.resolve("scratch");
    byte[] bytes = new byte[SCRATCH_BYTES];
    try {
      try (var out = Files.newOutputStream(scratch)) {
        for (int i = 0; i < SCRATCHES; i++) {
          out.write(bytes);
        }
      }
      Files.delete(scratch);
      new ProcessBuilder("sync").start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return directory;
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  @Override
  public String toString() {
    return text(steps, processorSeconds);
  }

  /** Returns a line that says how long steps took. */
  static String text(Map<String, Double> steps, double processorSeconds) {
    StringBuilder text = new StringBuilder();
    steps.forEach(
        (step, time) -> text.append(String.format(Locale.ROOT, "%s %,.0f, ", step, time)));
    return text + String.format(Locale.ROOT, "processor %.2f s", processorSeconds);
  }

  /** How long each phase of an import took. */
  private static final class Phases implements ImportProgress {
    final Map<String, Double> milliseconds = new LinkedHashMap<>();
    private Phase current = Phase.UNITS;
    private long start = System.nanoTime();

    @Override
    public void update(Phase phase, long done, long total) {
      if (phase != current || (phase == Phase.VERIFY && done == total)) {
        end(current.name().toLowerCase(Locale.ROOT));
        current = phase;
      }
    }

    void end(String name) {
      long now = System.nanoTime();
      milliseconds.merge(name, (now - start) / 1e6, Double::sum);
      start = now;
    }
  }
}
