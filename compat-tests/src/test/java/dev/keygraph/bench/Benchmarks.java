package dev.keygraph.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks over the graph of an existing store, {@code -Dkeygraph.bench.store=DIR}:
 *
 * <ul>
 *   <li>{@code ratio}: cold questions and their twins in turn, with the ratio of both;
 *   <li>{@code questions}: the same one by one, by JMH, with what each allocates;
 *   <li>{@code import}: the bulk import and the engine's own sorted load;
 *   <li>{@code scale}: the bulk import of the graph many times over, in a bounded heap;
 *   <li>{@code hot}: the hot tier and plain arrays in turn, and the heap that it takes;
 *   <li>{@code hot-scale}: the hot tier at several sizes, with commits and other readers;
 *   <li>{@code latency}: percentiles of questions and commits.
 * </ul>
 */
public final class Benchmarks {
  private Benchmarks() {}

  /** Runs what the arguments name; all without any. */
  public static void main(String[] arguments) throws RunnerException {
    String[] names =
        arguments.length == 0
            ? new String[] {"import", "ratio", "questions", "latency"}
            : arguments;
    for (String name : names) {
      switch (name) {
        case "import" -> new ImportBenchmark().run();
        case "ratio" -> new RatioBenchmark().run();
        case "questions" -> questions();
        case "scale" -> new ScaleBenchmark().run();
        case "hot" -> new HotBenchmark().run();
        case "hot-scale" -> new HotScaleBenchmark().run();
        case "latency" -> new LatencyBenchmark().run();
        default -> throw new IllegalArgumentException("no benchmark is called " + name);
      }
    }
  }

  private static void questions() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(QuestionBenchmark.class.getSimpleName())
                    .param("engine", Twins.ENGINES.toArray(String[]::new))
                    .jvmArgsAppend(
                        "-Dkeygraph.bench.store=" + System.getProperty("keygraph.bench.store"))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    System.out.println("\nengine  question              us/op       B/op");
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      System.out.printf(
          Locale.ROOT,
          "%-7s %-16s %10.2f %10.0f%n",
          result.getParams().getParam("engine"),
          name.substring(name.lastIndexOf('.') + 1),
          result.getPrimaryResult().getScore(),
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
              .getScore());
    }
  }
}
