package dev.keygraph.cli.demo;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.index.ClassFiles;
import dev.keygraph.cli.index.IndexListener;
import dev.keygraph.cli.index.IndexReport;
import dev.keygraph.cli.index.Indexer;
import dev.keygraph.cli.index.Sources;
import dev.keygraph.cli.index.UnitPaths;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.query.GraphQueries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Indexes a module of the running JDK on one engine after another, and asks the same questions. */
public final class Demo {
  /** What is indexed. */
  public static final String MODULE = "java.base";

  /** How often a question is asked before its time is taken, and then for the median. */
  public static final int WARM_UPS = 10;

  /** See {@link #WARM_UPS}. */
  public static final int RUNS = 21;

  /** Slow questions are asked less often: until this much time has passed. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final Path directory;
  private final List<Question> questions;

  /**
   * Works in a directory.
   *
   * @param directory exists; a store for each engine is made there, and one configuration file
   */
  public Demo(Path directory, List<Question> questions) {
    this.directory = directory;
    this.questions = questions;
  }

  /** Returns the configuration file, which changes from engine to engine. */
  public Path configuration() {
    return directory.resolve("keygraph.conf");
  }

  /** Returns what the configuration file says for an engine, a line for each option. */
  public static List<String> configuration(KvEngine engine) {
    List<String> lines = new ArrayList<>();
    lines.add("keygraph.engine = " + engine.name());
    Set<Durability> levels = engine.traits().durabilities();
    if (engine.traits().persistent() && !levels.contains(Durability.DURABLE)) {
      Durability safest = levels.stream().min(Comparator.naturalOrder()).orElseThrow();
      lines.add("keygraph.durability = " + safest.configName());
    }
    return lines;
  }

  /**
   * Writes the configuration for an engine, indexes, and asks.
   *
   * @throws IllegalStateException if something overrides the file
   */
  public EngineRun run(KvEngine engine, IndexListener listener) {
    try {
      Files.write(configuration(), configuration(engine));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + configuration(), e);
    }
    Path store = directory.resolve(engine.name());
    Settings settings =
        Settings.load(
            ConfigFactory.parseMap(Map.of("keygraph.directory", store.toString()), "demo"),
            Settings.file(configuration()));
    if (!settings.engine().equals(engine.name())) {
      throw new IllegalStateException(
          "a system property or environment variable sets keygraph.engine to "
              + settings.engine()
              + "; the demonstration needs to choose the engine in its file: unset it");
    }
    List<ClassFiles> sources =
        Sources.of(
            Set.of(MODULE), List.of(), new UnitPaths(directory), ClassFiles.DEFAULT_MAX_BYTES);
    try (Graph graph = KeyGraph.open(settings)) {
      IndexReport report = new Indexer(graph, ImportOptions.defaults(), listener).index(sources);
      try (GraphSnapshot snapshot = graph.snapshot()) {
        List<Answer> answers = new ArrayList<>();
        List<Duration> times = new ArrayList<>();
        for (Question question : questions) {
          GraphQueries queries = GraphQueries.over(snapshot);
          answers.add(question.answer(queries));
          times.add(median(question, queries));
        }
        return new EngineRun(
            engine.name(),
            engine.traits().persistent() ? settings.durability().configName() : "memory only",
            report,
            snapshot.statistics(),
            answers,
            times);
      }
    }
  }

  private static Duration median(Question question, GraphQueries queries) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    for (int i = 0; i < WARM_UPS && System.nanoTime() < patience; i++) {
      question.ask(queries);
    }
    long[] nanos = new long[RUNS];
    int count = 0;
    patience = System.nanoTime() + PATIENCE.toNanos();
    while (count < RUNS && (count < 3 || System.nanoTime() < patience)) {
      long start = System.nanoTime();
      question.ask(queries);
      nanos[count++] = System.nanoTime() - start;
    }
    Arrays.sort(nanos, 0, count);
    return Duration.ofNanos(nanos[count / 2]);
  }
}
