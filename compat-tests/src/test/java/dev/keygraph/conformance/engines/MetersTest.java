package dev.keygraph.conformance.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.micrometer.GraphMetrics;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.StoredGraph;
import dev.keygraph.store.WarmUpMode;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each meter moves when that happens which it measures, on every engine that keeps a store. */
final class MetersTest {
  private static final int UNITS = 60;
  private static final int FUNCTIONS = 100;

  /** Room for a part of the pages. */
  private static final long LITTLE = 40_000;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path directory;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Set<String> moved = new TreeSet<>();

  private KvStore store(String name) {
    KvEngine engine = KvEngines.named(name);
    return KvStores.open(
        engine,
        new StoreOptions(
            directory.resolve(name), Durability.RELAXED, false, EngineSettings.defaults(engine)));
  }

  private static UnitContent unit(int number) {
    UnitContent.Builder unit = UnitContent.builder("Unit" + number);
    for (int i = 0; i < FUNCTIONS; i++) {
      String function = "Unit" + number + "#f" + i + "()";
      unit.define(function, NodeKind.FUNCTION)
          .edge(function, EdgeKind.CALLS, "Unit" + (number * i) % UNITS + "#f" + i + "()");
    }
    return unit.build();
  }

  private static void ask(Graph graph) {
    try (GraphSnapshot snapshot = graph.snapshot()) {
      snapshot.nodes(
          node -> {
            snapshot.neighbors(node, Direction.OUTGOING, EdgeKinds.all(), (to, kind) -> true);
            return true;
          });
    }
  }

  /** Returns all that the meters of a name say, by their tags. */
  private String read(String name) {
    return registry.getMeters().stream()
        .filter(meter -> meter.getId().getName().equals(name))
        .collect(
            Collectors.toMap(
                meter -> meter.getId().getTags().toString(),
                meter -> valueOf(meter),
                (a, b) -> a,
                TreeMap::new))
        .toString();
  }

  private static String valueOf(Meter meter) {
    StringBuilder values = new StringBuilder();
    for (Measurement each : meter.measure()) {
      values.append(each.getStatistic()).append('=').append(each.getValue()).append(' ');
    }
    return values.toString();
  }

  /** Does something, and waits until a meter says something else than before. */
  private void moves(Runnable step, String... names) {
    TreeMap<String, String> before = new TreeMap<>();
    for (String name : names) {
      before.put(name, read(name));
      assertThat(before.get(name)).as(name).isNotEqualTo("{}").doesNotContain("NaN");
    }
    step.run();
    for (String name : names) {
      await(() -> !read(name).equals(before.get(name)), () -> name + " stays " + read(name));
      moved.add(name);
    }
  }

  private static void await(BooleanSupplier condition, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(otherwise.get()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Runs a step while another thread is inside of something that waits for its end. */
  private static void during(java.util.function.Consumer<Runnable> other, Runnable step) {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () ->
                other.accept(
                    () -> {
                      inside.countDown();
                      awaitQuietly(end);
                    }));
    thread.start();
    awaitQuietly(inside);
    try {
      step.run();
    } finally {
      end.countDown();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this", e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this", e);
    }
  }

  private static Thread start(Runnable step) {
    Thread thread = new Thread(step);
    thread.start();
    return thread;
  }

  @ParameterizedTest
  @ValueSource(strings = {"lmdb", "rocks", "xodus", "mapdb", "sqlite"})
  void everyMeterMoves(String name) throws InterruptedException {
    try (StoredGraph graph =
            StoredGraph.open(store(name), new HotTierOptions(true, LITTLE, LITTLE / 4));
        GraphMetrics metrics = new GraphMetrics(graph, Set.of(), Duration.ZERO)) {
      metrics.bindTo(registry);
      writing(graph);
      reading(graph);
      waiting(graph);
    }
    try (StoredGraph graph =
            StoredGraph.open(
                store(name), new HotTierOptions(true, 1 << 24, 0, WarmUpMode.BACKGROUND));
        GraphMetrics metrics = new GraphMetrics(graph, Set.of(), Duration.ZERO)) {
      metrics.bindTo(registry);
      // What is read in the background may have been read before somebody looks.
      await(() -> warmed() > 0, () -> "nothing was read in the background");
      moved.add("keygraph.hot.warmed");
      Set<String> all =
          registry.getMeters().stream()
              .map(meter -> meter.getId().getName())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(moved).isEqualTo(all);
    }
  }

  private double warmed() {
    return registry.get("keygraph.hot.warmed").functionCounter().count();
  }

  private void writing(Graph graph) {
    String log = "keygraph.store.log.size";
    moves(
        () -> {
          for (int i = 0; i < UNITS; i++) {
            graph.writer().replaceUnit(unit(i));
          }
        },
        read(log).equals("{}") ? "keygraph.version" : log,
        "keygraph.version",
        "keygraph.units",
        "keygraph.nodes",
        "keygraph.edges",
        "keygraph.commits",
        "keygraph.commits.wait",
        "keygraph.commits.edits",
        "keygraph.store.size",
        "keygraph.engine.detail");
    moves(
        () ->
            graph
                .writer()
                .replaceUnit(
                    UnitContent.builder("Shop")
                        .define("Shop#buy()", NodeKind.FUNCTION)
                        .edge("Shop#buy()", EdgeKind.CALLS, "Bank#pay()")
                        .build()),
        "keygraph.nodes.unresolved");
  }

  private void reading(Graph graph) {
    moves(
        () -> ask(graph),
        "keygraph.hot.reads",
        "keygraph.hot.fills",
        "keygraph.hot.pages",
        "keygraph.hot.size",
        "keygraph.hot.hit.ratio",
        "keygraph.hot.evictions");
    GraphSnapshot[] held = new GraphSnapshot[1];
    moves(() -> held[0] = graph.snapshot(), "keygraph.snapshots.open", "keygraph.snapshots.oldest");
    moves(() -> graph.writer().replaceUnit(unit(UNITS + 2)), "keygraph.snapshots.written");
    held[0].close();
  }

  private void waiting(StoredGraph graph) throws InterruptedException {
    Thread[] writers = new Thread[2];
    graph.addChangeListener(changes -> {});
    during(
        other ->
            graph
                .store()
                .write(
                    transaction -> {
                      other.run();
                      return true;
                    }),
        () -> {
          moves(
              () -> writers[0] = start(() -> graph.writer().replaceUnit(unit(0))),
              "keygraph.store.queue");
          moves(
              () -> writers[1] = start(() -> graph.writer().replaceUnit(unit(1))),
              "keygraph.commits.queue");
        });
    writers[0].join();
    writers[1].join();
    CountDownLatch heard = new CountDownLatch(1);
    graph.addChangeListener(changes -> awaitQuietly(heard));
    moves(() -> graph.writer().replaceUnit(unit(UNITS)), "keygraph.changes.waiting");
    heard.countDown();
  }
}
