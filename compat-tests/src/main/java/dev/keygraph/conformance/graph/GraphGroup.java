package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Definition;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.GraphWriter;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import dev.keygraph.operations.GraphOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A group of tests: each may have a graph of its own, of which both laws must hold after the test,
 * and which must have the same entries after it was opened anew.
 */
abstract class GraphGroup extends KvConformance {
  /** The larger a graph is, the fewer of its symbols are asked about. */
  private static final int MAX_PROBES = 60;

  private static final int MAX_PROBES_TIMES_NODES = 10_000;

  /** For the files of one test. */
  @TempDir Path graphs;

  private final List<TestGraph> all = new ArrayList<>();
  private int directories;
  private @Nullable TestGraph main;

  /** Opens the graph in a store, which belongs to it from now on. */
  abstract Graph graph(KvStore store);

  /** Opens the graph in a store with a hot tier of a size, in bytes. */
  abstract Graph hotGraph(KvStore store, long maxBytes);

  /**
   * Opens the graph in a store with a hot tier of a size, in bytes, that is warm soon.
   *
   * @param everything whether to read what was not in memory before, too
   */
  abstract Graph warmGraph(KvStore store, long maxBytes, boolean everything);

  @AfterEach
  final void checkGraph() throws IOException {
    try {
      if (main != null && (main.isOpen() || main.isPersistent())) {
        checkLaws(main);
        if (main.isPersistent()) {
          NavigableMap<byte[], byte[]> before = entries(main);
          main.reopen();
          assertThat(KeyCheck.differences(before, entries(main)))
              .as("entries after reopening")
              .isEmpty();
        }
      }
    } finally {
      closeAll();
    }
    assertThat(leftOvers()).as("temporary files of imports").isEmpty();
  }

  private void closeAll() {
    RuntimeException failure = null;
    for (TestGraph each : all) {
      try {
        each.close();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private List<Path> leftOvers() throws IOException {
    try (Stream<Path> paths = Files.walk(graphs)) {
      return paths.filter(path -> path.getFileName().toString().startsWith("import-")).toList();
    }
  }

  /** Returns copies of all entries of a graph's store. */
  static NavigableMap<byte[], byte[]> entries(TestGraph graph) {
    try (KvSnapshot snapshot = graph.store().snapshot()) {
      return KeyCheck.entries(snapshot);
    }
  }

  /** Checks a graph against the units that it has itself. */
  static void checkLaws(TestGraph graph) {
    try (GraphSnapshot snapshot = graph.graph().snapshot()) {
      checkAgainst(new Facts(new SnapshotAnswers(snapshot).units().values()), graph);
    }
    assertThat(GraphOperations.of(graph.store()).verify().findings()).as("findings").isEmpty();
  }

  /** Checks all answers of a graph, and its keys, against what they should be. */
  static void checkAgainst(Facts facts, TestGraph graph) {
    try (GraphSnapshot snapshot = graph.graph().snapshot()) {
      Comparison.assertSame("answers", facts, new SnapshotAnswers(snapshot), probes(facts));
    }
    KeyCheck.check(graph.store(), facts);
  }

  /** Checks the test's graph against the only units that it should have. */
  final void checkUnits(Collection<UnitContent> units) {
    checkAgainst(new Facts(units), main());
  }

  final void checkUnits(UnitContent... units) {
    checkUnits(List.of(units));
  }

  static Probes probes(Facts facts) {
    int probes =
        Math.min(MAX_PROBES, 1 + MAX_PROBES_TIMES_NODES / Math.max(1, facts.nodes().size()));
    return Probes.of(
        facts.nodes().keySet().stream().limit(probes).toList(),
        facts.units().keySet().stream().limit(probes).toList(),
        Vocabulary.NODE_KINDS,
        Vocabulary.EDGE_KINDS);
  }

  /** Returns the test's graph, opened at the first call. */
  final TestGraph main() {
    if (main == null) {
      main = newGraph();
    }
    return main;
  }

  final Graph graph() {
    return main().graph();
  }

  final GraphWriter writer() {
    return graph().writer();
  }

  /** Closes the test's graph and opens it again, where the engine keeps what it has. */
  final void reopen() {
    main().reopen();
  }

  final <T> T read(Function<? super GraphSnapshot, T> question) {
    try (GraphSnapshot snapshot = graph().snapshot()) {
      return question.apply(snapshot);
    }
  }

  final int node(String symbol) {
    return read(snapshot -> snapshot.node(symbol));
  }

  final boolean exists(String symbol) {
    return node(symbol) != GraphSnapshot.NO_NODE;
  }

  final NodeKind kind(String symbol) {
    return read(snapshot -> snapshot.kind(snapshot.node(symbol)));
  }

  final Attributes attributes(String symbol) {
    return read(snapshot -> snapshot.attributes(snapshot.node(symbol)));
  }

  final List<Definition> definitions(String symbol) {
    return read(snapshot -> snapshot.definitions(snapshot.node(symbol)));
  }

  final Optional<UnitContent> unitContent(String path) {
    return read(snapshot -> snapshot.unitContent(path));
  }

  final KvTraits traits() {
    return engine().traits();
  }

  /** Returns the level of tests that are not about levels: the quickest safe one. */
  final Durability level() {
    return Stream.of(Durability.RELAXED, Durability.DURABLE, Durability.UNSAFE)
        .filter(traits().durabilities()::contains)
        .findFirst()
        .orElseThrow();
  }

  final void assumePersistent() {
    assumeTrue(
        traits().persistent(), () -> "engine " + engine().name() + " does not declare: persistent");
  }

  /** Returns another empty graph in the engine under test, closed after the test. */
  final TestGraph newGraph() {
    return newGraph(graphs.resolve("store-" + directories++), level());
  }

  /** Returns a graph in a directory, closed after the test. */
  final TestGraph newGraph(Path directory, Durability durability) {
    return newGraph(new StoreOptions(directory, durability, false, settings()));
  }

  final TestGraph newGraph(StoreOptions options) {
    return keep(() -> open(engine(), options), traits().persistent());
  }

  /** Returns another empty graph in the engine under test, with a hot tier of a size, in bytes. */
  final TestGraph newHotGraph(long maxBytes) {
    StoreOptions options =
        new StoreOptions(graphs.resolve("store-" + directories++), level(), false, settings());
    return keep(
        () -> open(engine(), options), store -> hotGraph(store, maxBytes), traits().persistent());
  }

  /**
   * Returns another graph in the engine under test, with a hot tier that is warm soon after each
   * opening.
   *
   * @param hotBytes memory of the hot tier
   * @param everything whether to read what was not in memory before, too
   */
  final TestGraph newWarmGraph(Path directory, long hotBytes, boolean everything) {
    StoreOptions options = new StoreOptions(directory, level(), false, settings());
    return keep(
        () -> open(engine(), options),
        store -> warmGraph(store, hotBytes, everything),
        traits().persistent());
  }

  /**
   * Returns another empty graph in the engine under test, whose snapshots may not stay open.
   *
   * @param hotBytes memory of the hot tier, 0 for none
   */
  final TestGraph newGraph(SnapshotOptions snapshots, long hotBytes) {
    StoreOptions options =
        new StoreOptions(
            graphs.resolve("store-" + directories++), level(), false, settings(), snapshots);
    return keep(
        () -> open(engine(), options),
        store -> hotBytes > 0 ? hotGraph(store, hotBytes) : graph(store),
        traits().persistent());
  }

  /** For those beside the tests, to whom {@link #engine()} is not visible. */
  final KvEngine engineUnderTest() {
    return engine();
  }

  /** For those beside the tests, to whom {@link #settings()} is not visible. */
  final Config settingsUnderTest() {
    return settings();
  }

  /**
   * Returns a graph that no test keeps: for what runs in a process of its own, or for long.
   *
   * @param hotBytes memory of the hot tier, 0 for none
   */
  final TestGraph untracked(KvEngine engine, StoreOptions options, long hotBytes) {
    return new TestGraph(
        () -> open(engine, options),
        store -> hotBytes > 0 ? warmGraph(store, hotBytes, true) : graph(store),
        engine.traits().persistent());
  }

  /** Returns an empty graph in memory, the oracle. */
  final TestGraph newMemoryGraph() {
    KvEngine engine = new MemoryEngine();
    StoreOptions options =
        new StoreOptions(
            graphs.resolve("memory-" + directories++),
            Durability.UNSAFE,
            false,
            EngineSettings.defaults(engine));
    return keep(() -> KvStores.open(engine, options), false);
  }

  private TestGraph keep(Supplier<KvStore> opener, boolean persistent) {
    return keep(opener, this::graph, persistent);
  }

  private TestGraph keep(
      Supplier<KvStore> opener, Function<KvStore, Graph> asGraph, boolean persistent) {
    TestGraph graph = new TestGraph(opener, asGraph, persistent);
    all.add(graph);
    return graph;
  }
}
