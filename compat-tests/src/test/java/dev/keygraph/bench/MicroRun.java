package dev.keygraph.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the micro-benchmarks of this package: those whose names {@code keygraph.bench.include}
 * matches, a regular expression, or all; and prints a table of them.
 */
final class MicroRun implements Runnable {
  private static final int WARM_UPS = Integer.getInteger("keygraph.bench.warm-ups", 4);
  private static final int ROUNDS = Integer.getInteger("keygraph.bench.rounds", 3);

  /** How long an iteration takes. */
  private static final int MILLIS = Integer.getInteger("keygraph.bench.millis", 200);

  private final BenchSettings settings;

  MicroRun(BenchSettings settings) {
    this.settings = settings;
  }

  @Override
  public void run() {
    Path stores = BenchGraphs.newDirectory();
    try {
      EngineBenchmark.prepare(stores, settings.engines(), settings.source().units());
      MicroTable.print(results(measuring(), stores, settings.engines()), System.out);
    } catch (IOException | RunnerException e) {
      throw new IllegalStateException(e);
    } finally {
      BenchGraphs.delete(stores);
    }
  }

  private static Options measuring() {
    return new OptionsBuilder()
        .include(System.getProperty("keygraph.bench.include", ".*"))
        .warmupIterations(WARM_UPS)
        .measurementIterations(ROUNDS)
        .warmupTime(TimeValue.milliseconds(MILLIS))
        .measurementTime(TimeValue.milliseconds(MILLIS))
        .addProfiler(GCProfiler.class)
        .build();
  }

  /**
   * Runs benchmarks over what {@link EngineBenchmark#prepare} put into a directory.
   *
   * @param common which, and how long
   */
  static Collection<RunResult> results(Options common, Path stores, List<String> engines)
      throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    // Hot, no engine is asked: one of them is enough.
    String hot = HotTierBenchmark.class.getSimpleName();
    results.addAll(run(common, stores, engines, hot));
    results.addAll(run(common, stores, engines.subList(0, 1), "^(?!.*" + hot + ")"));
    return results;
  }

  private static Collection<RunResult> run(
      Options common, Path stores, List<String> engines, String excluded) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .parent(common)
            .exclude(excluded)
            .param("stores", stores.toString())
            .param("engine", engines.toArray(String[]::new))
            .shouldFailOnError(true)
            .build();
    try {
      return new Runner(options).run();
    } catch (NoBenchmarksException e) {
      return List.of();
    }
  }
}
