package dev.keygraph.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The results of pairs of micro-benchmarks, a line each. */
final class MicroTable {
  /** The most that a call or question may cost, as a multiple of its twin's time. */
  private static final double LIMIT = 1.25;

  /** The same where memory answers, and plain arrays are the twin: of one step, and of a search. */
  private static final double HOT_STEP_LIMIT = 1.5;

  private static final double HOT_SEARCH_LIMIT = 2;

  /** The least time of a twin that does something, in microseconds. */
  private static final double LEAST = 0.002;

  /**
   * No object is smaller. With this much for each entry, and so many entries that what the whole
   * call allocates counts little, there is an object for each: ours, where the library's own twin
   * allocates clearly less.
   */
  private static final double LEAST_OBJECT = 16;

  private static final double MANY = 32;

  private MicroTable() {}

  /** A pair of results. */
  private static final class Pair {
    private @Nullable RunResult ours;
    private @Nullable RunResult twin;
  }

  /**
   * What both of a pair have in common.
   *
   * @param benchmark class, method and parameters
   * @param engine the engine, or a dash
   */
  private record Name(String benchmark, String engine) implements Comparable<Name> {
    static Name of(BenchmarkParams parameters) {
      String path = parameters.getBenchmark();
      int method = path.lastIndexOf('.');
      StringBuilder name = new StringBuilder();
      name.append(path, path.lastIndexOf('.', method - 1) + 1, method);
      name.delete(name.lastIndexOf("Benchmark"), name.length());
      name.append('.').append(MicroBenchmark.stem(path.substring(method + 1)));
      for (String key : parameters.getParamsKeys()) {
        if (!key.equals("engine") && !key.equals("stores")) {
          name.append(' ').append(parameters.getParam(key));
        }
      }
      String engine = parameters.getParam("engine");
      return new Name(name.toString(), engine == null ? "-" : engine);
    }

    double limit() {
      return switch (benchmark) {
        case "HotTier.callers", "HotTier.callees" -> HOT_STEP_LIMIT;
        default -> benchmark.startsWith("HotTier.") ? HOT_SEARCH_LIMIT : LIMIT;
      };
    }

    @Override
    public int compareTo(Name other) {
      int order = benchmark.compareTo(other.benchmark);
      return order != 0 ? order : engine.compareTo(other.engine);
    }
  }

  static void print(Collection<RunResult> results, PrintStream out) {
    Map<Name, Pair> pairs = new TreeMap<>();
    for (RunResult result : results) {
      Pair pair = pairs.computeIfAbsent(Name.of(result.getParams()), name -> new Pair());
      if (result.getParams().getBenchmark().endsWith(MicroBenchmark.TWIN)) {
        pair.twin = result;
      } else {
        pair.ours = result;
      }
    }
    out.printf(
        Locale.ROOT,
        "%n%-32s %-7s %12s %12s %7s %9s %12s %12s %9s%n",
        "benchmark",
        "engine",
        "us/op",
        "twin us/op",
        "ratio",
        "entries",
        "B/op",
        "twin B/op",
        "B/entry");
    pairs.forEach(
        (name, pair) -> {
          if (pair.ours != null && pair.twin != null) {
            out.println(line(name, pair.ours, pair.twin));
          }
        });
    out.printf(
        Locale.ROOT,
        "%nSLOW: more than %.2f times the twin (hot: %.2f a step, %.2f a search)."
            + " GARBAGE: an object for each entry, and more than the twin.%n",
        LIMIT,
        HOT_STEP_LIMIT,
        HOT_SEARCH_LIMIT);
  }

  private static String line(Name name, RunResult ours, RunResult twin) {
    double time = ours.getPrimaryResult().getScore();
    double twinTime = twin.getPrimaryResult().getScore();
    double ratio = time / twinTime;
    // What is counted as an operation has its own time: that of one entry.
    double entries = time / secondary(ours, "entries");
    double bytes = secondary(ours, "gc.alloc.rate.norm");
    double twinBytes = secondary(twin, "gc.alloc.rate.norm");
    List<String> marks = new ArrayList<>();
    if (twinTime >= LEAST && ratio > name.limit()) {
      marks.add("SLOW");
    }
    if (entries >= MANY && bytes / entries >= LEAST_OBJECT && bytes > LIMIT * twinBytes) {
      marks.add("GARBAGE");
    }
    return String.format(
            Locale.ROOT,
            "%-32s %-7s %,12.3f %,12.3f %7s %9s %,12.0f %,12.0f %9s %s",
            name.benchmark(),
            name.engine(),
            time,
            twinTime,
            twinTime < LEAST ? "-" : String.format(Locale.ROOT, "%.2f", ratio),
            number("%,.1f", entries),
            bytes,
            twinBytes,
            number("%,.1f", bytes / entries),
            String.join(" ", marks))
        .stripTrailing();
  }

  private static String number(String format, double number) {
    return Double.isFinite(number) ? String.format(Locale.ROOT, format, number) : "-";
  }

  private static double secondary(RunResult result, String name) {
    Result<?> secondary = result.getSecondaryResults().get(name);
    return secondary == null ? Double.NaN : secondary.getScore();
  }
}
