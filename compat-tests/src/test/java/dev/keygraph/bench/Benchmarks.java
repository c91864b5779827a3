package dev.keygraph.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs the benchmarks over the graph of an existing store, {@code -Dkeygraph.bench.store=DIR}:
 *
 * <ul>
 *   <li>{@code micro}: each call of the SPI, each encoding and each question beside its twin, by
 *       JMH, with what each allocates;
 *   <li>{@code ratio}: cold questions and their twins in turn, with the ratio of both;
 *   <li>{@code import}: the bulk import and the engine's own sorted load;
 *   <li>{@code scale}: the bulk import of the graph many times over, in a bounded heap;
 *   <li>{@code hot}: the hot tier and plain arrays in turn, and the heap that it takes;
 *   <li>{@code hot-scale}: the hot tier at several sizes, with commits and other readers;
 *   <li>{@code held}: what a snapshot costs that stays open during an hour of saves;
 *   <li>{@code latency}: percentiles of questions and commits.
 * </ul>
 */
public final class Benchmarks {
  /** All by name, but for {@code micro}. */
  static final Map<String, Function<BenchSettings, Runnable>> IN_TURN = new LinkedHashMap<>();

  private static final String MICRO = "micro";
  private static final List<String> USUAL = List.of("import", "ratio", MICRO, "latency");

  static {
    IN_TURN.put("import", ImportBenchmark::new);
    IN_TURN.put("ratio", RatioBenchmark::new);
    IN_TURN.put("scale", ScaleBenchmark::new);
    IN_TURN.put("hot", HotBenchmark::new);
    IN_TURN.put("hot-scale", HotScaleBenchmark::new);
    IN_TURN.put("held", HeldSnapshotBenchmark::new);
    IN_TURN.put("latency", LatencyBenchmark::new);
  }

  private Benchmarks() {}

  /** Runs what the arguments name; the usual ones without any. */
  public static void main(String[] arguments) {
    BenchSettings settings = BenchSettings.fromProperties();
    for (String name : arguments.length == 0 ? USUAL : List.of(arguments)) {
      benchmark(name).apply(settings).run();
    }
  }

  /** Returns the benchmark of a name. */
  static Function<BenchSettings, Runnable> benchmark(String name) {
    Function<BenchSettings, Runnable> benchmark =
        name.equals(MICRO) ? MicroRun::new : IN_TURN.get(name);
    if (benchmark == null) {
      throw new IllegalArgumentException("no benchmark is called " + name);
    }
    return benchmark;
  }
}
