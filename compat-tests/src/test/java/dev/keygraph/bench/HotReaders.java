package dev.keygraph.bench;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Readers in threads of their own, beside a writer and beside each other. */
final class HotReaders {
  private static final int COMMITS = 400;
  private static final int WARM_UP_COMMITS = 500;
  private static final int READERS = 2;
  private static final int ROUNDS = 5;
  private static final int ROUND_MILLIS = 1_500;

  private final Graph graph;
  private final List<UnitContent> units;
  private final Effort effort;

  HotReaders(Graph graph, List<UnitContent> units, Effort effort) {
    this.graph = graph;
    this.units = units;
    this.effort = effort;
  }

  /** From a unit's content to the first answer that shows it, while others read. */
  void saves() {
    Random random = new Random(5);
    Histogram histogram = new Histogram(3);
    withReaders(
        READERS,
        new LongAdder(),
        () -> {
          for (int i = -effort.of(WARM_UP_COMMITS); i < effort.of(COMMITS); i++) {
            long nanos = save("saved#" + i, HotScaleBenchmark.changed(units, random));
            if (i >= 0) {
              histogram.recordValue(nanos);
            }
          }
        });
    System.out.printf(
        Locale.ROOT,
        "saved to answered, two readers beside: p50 %.2f, p99 %.2f, max %.2f ms%n",
        HotScaleBenchmark.micros(histogram, 50) / 1e3,
        HotScaleBenchmark.micros(histogram, 99) / 1e3,
        histogram.getMaxValue() / 1e6);
  }

  /** Lets a unit call a new symbol, and asks who calls that; returns the time. */
  private long save(String symbol, UnitContent unit) {
    UnitContent saved =
        unit.toBuilder().edge(unit.definitionSymbol(0), EdgeKind.CALLS, symbol).build();
    long start = System.nanoTime();
    graph.writer().replaceUnit(saved);
    try (GraphSnapshot snapshot = graph.snapshot()) {
      long callers =
          GraphQueries.over(snapshot)
              .callers(snapshot.node(symbol), QueryLimits.none(), caller -> true)
              .results();
      if (callers != 1) {
        throw new IllegalStateException(symbol + " has " + callers + " callers");
      }
    }
    return System.nanoTime() - start;
  }

  /** Blast radii a second: of one reader, of two, and of one beside a writer without pause. */
  void rates() {
    List<Double> scaling = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    long nanos = effort.of(ROUND_MILLIS) * 1_000_000L;
    for (int round = -1; round < effort.of(ROUNDS); round++) {
      double one = rate(1, () -> pause(nanos));
      double two = rate(2, () -> pause(nanos));
      double shared = rate(1, () -> write(nanos));
      if (round >= 0) {
        scaling.add(two / one);
        beside.add(shared / one);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "two readers do %.2f times the work of one; one beside a writer does %.2f of it (medians)%n",
        Duel.median(scaling),
        Duel.median(beside));
  }

  private double rate(int readers, Runnable meanwhile) {
    LongAdder edges = new LongAdder();
    long start = System.nanoTime();
    withReaders(readers, edges, meanwhile);
    return edges.sum() / (double) (System.nanoTime() - start);
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private void write(long nanos) {
    Random random = new Random(6);
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      graph.writer().replaceUnit(HotScaleBenchmark.changed(units, random));
    }
  }

  private void withReaders(int readers, LongAdder edges, Runnable work) {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(readers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        int seed = i;
        running.add(threads.submit(() -> read(seed, done, edges)));
      }
      work.run();
      done.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a reader failed", e);
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private void read(int seed, AtomicBoolean done, LongAdder edges) {
    Random random = new Random(seed);
    int[] functions;
    try (GraphSnapshot snapshot = graph.snapshot()) {
      functions = Samples.ofKind(snapshot, NodeKind.FUNCTION);
    }
    while (!done.get()) {
      try (GraphSnapshot snapshot = graph.snapshot()) {
        GraphQueries queries = GraphQueries.over(snapshot);
        for (int i = 0; i < 100; i++) {
          int node = functions[random.nextInt(functions.length)];
          edges.add(
              queries
                  .blastRadius(node, HotScaleBenchmark.RADIUS, (n, d, p, k) -> true)
                  .edgesVisited());
        }
      }
    }
  }
}
