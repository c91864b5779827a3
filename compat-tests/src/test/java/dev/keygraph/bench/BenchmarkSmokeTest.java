package dev.keygraph.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, on every engine, and agrees with its twin; how fast does not matter. */
class BenchmarkSmokeTest {
  private static final List<UnitContent> UNITS = TinyGraph.units(24);

  @TempDir static Path directory;

  private static BenchSource source = new BenchSource(Path.of(""), "", List.of());

  @BeforeAll
  static void fill() throws IOException {
    source = new BenchSource(directory.resolve("source"), "lmdb", List.of(""));
    try (Graph graph = source.open()) {
      graph.importUnits(UNITS.iterator(), ImportOptions.defaults());
    }
    EngineBenchmark.prepare(directory.resolve("stores"), Twins.ENGINES, UNITS);
  }

  @Test
  void microBenchmarksAgreeWithTheirTwins() throws RunnerException {
    // Other builds on this machine may measure at the same time.
    System.setProperty("jmh.ignoreLock", "true");
    // Each of ours asks its twin too.
    Options once =
        new OptionsBuilder()
            .include(MicroBenchmark.OURS + "$")
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .verbosity(VerboseMode.SILENT)
            .build();
    assertThat(MicroRun.results(once, directory.resolve("stores"), Twins.ENGINES)).isNotEmpty();
  }

  static Set<String> inTurn() {
    return Benchmarks.IN_TURN.keySet();
  }

  @ParameterizedTest
  @MethodSource("inTurn")
  void benchmarksInTurnRun(String name) {
    BenchSettings settings = new BenchSettings(source, Twins.ENGINES, Effort.SMOKE);
    Benchmarks.benchmark(name).apply(settings).run();
  }
}
