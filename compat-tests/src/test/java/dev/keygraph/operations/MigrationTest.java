package dev.keygraph.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.conformance.kv.Child;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A store moves from any engine to any other as it is, or stays as it is. */
final class MigrationTest {
  private static final int KILLS_A_PAIR = 3;

  @TempDir Path temporary;

  private static List<String> engines() {
    return KvEngines.available().stream()
        .filter(engine -> engine.traits().persistent())
        .map(KvEngine::name)
        .toList();
  }

  private static Stream<Arguments> pairs() {
    return engines().stream()
        .flatMap(
            from ->
                engines().stream()
                    .filter(to -> !to.equals(from))
                    .map(to -> Arguments.of(from, to)));
  }

  /** Each engine is killed as a source and as a target. */
  private static Stream<Arguments> ring() {
    List<String> all = engines();
    return all.stream()
        .map(each -> Arguments.of(each, all.get((all.indexOf(each) + 1) % all.size())));
  }

  private static Config configuration(Map<String, Object> values) {
    return ConfigFactory.parseMap(values);
  }

  private static Settings settings(Path directory) {
    return Settings.load(
        configuration(Map.of("keygraph.directory", directory.toString())), ConfigFactory.empty());
  }

  private static UnitContent unit(int number) {
    UnitContent.Builder unit = UnitContent.builder("src/Unit" + number);
    for (int i = 0; i < 20; i++) {
      unit.define("p/Type" + number + "#m" + i, NodeKind.FUNCTION)
          .edge(
              "p/Type" + number + "#m" + i,
              EdgeKind.CALLS,
              "p/Type" + i + "#m" + number % 20,
              Attributes.builder().line(i).build());
    }
    return unit.build();
  }

  private static void create(Path directory, String engine, int units) {
    try (Graph graph = KeyGraph.open(directory, engine)) {
      List<UnitContent> all = new ArrayList<>();
      for (int i = 0; i < units; i++) {
        all.add(unit(i));
      }
      graph.importUnits(all.iterator(), dev.keygraph.graph.ImportOptions.defaults());
      graph.writer().removeUnit("src/Unit0");
    }
  }

  /** Returns all entries, after a verification. */
  private static Map<String, String> entries(Path directory) {
    Map<String, String> entries = new TreeMap<>();
    try (KvStore store = KeyGraph.openStore(settings(directory));
        KvSnapshot snapshot = store.snapshot()) {
      assertThat(GraphOperations.of(store).verify().findings()).isEmpty();
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            entries.put(
                HexFormat.of().formatHex(key.toByteArray()),
                HexFormat.of().formatHex(value.toByteArray()));
            return true;
          });
    }
    return entries;
  }

  private static List<String> generations(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("data-"))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void allEntriesMoveToTheOtherEngine(String from, String to) throws IOException {
    Path directory = temporary.resolve("store");
    create(directory, from, 20);
    Map<String, String> before = entries(directory);
    List<String> tasks = new ArrayList<>();
    MigrationReport report =
        KeyGraph.migrate(
            settings(directory),
            to,
            (task, done, total, unit) -> {
              assertThat(done).isLessThanOrEqualTo(total < 0 ? Long.MAX_VALUE : total);
              tasks.add(task);
            });
    assertThat(tasks).containsSubsequence("copying", "comparing").endsWith("comparing");
    assertThat(report.entries()).isEqualTo(before.size());
    assertThat(report.bytesBefore()).isPositive();
    assertThat(report.bytesAfter()).isPositive();
    assertThat(KvStores.engineOf(directory)).hasValue(to);
    assertThat(generations(directory)).hasSize(1);
    assertThat(entries(directory)).isEqualTo(before);
    try (Graph graph = KeyGraph.open(directory)) {
      assertThat(graph.engineName()).isEqualTo(to);
      graph.writer().replaceUnit(unit(0));
      assertThat(GraphOperations.of(graph).verify().findings()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("ring")
  void aKilledMigrationLeavesTheOldStoreOrTheNewOne(String one, String other) throws IOException {
    long seed = Seeds.next();
    Random random = new Random(seed);
    Path directory = temporary.resolve("store");
    create(directory, one, 60);
    Map<String, String> before = entries(directory);
    for (int kill = 0; kill < KILLS_A_PAIR; kill++) {
      try (ChildJvm child =
          ChildJvm.start(
              MigrationChild.class, directory, List.of(directory.toString(), one, other))) {
        int lines = 1 + random.nextInt(8);
        for (int i = 0; i < lines; i++) {
          assertThat(child.readLine()).as("the child; its errors:\n%s", child.errors()).isNotNull();
        }
        // Not at the line itself, but somewhere behind it.
        LockSupport.parkNanos(random.nextInt(40_000_000));
        child.kill();
      }
      assertThat(entries(directory)).as("seed %d, kill %d", seed, kill).isEqualTo(before);
      assertThat(generations(directory)).hasSize(1);
    }
  }

  @Test
  void aChangedEngineIsRefusedOrMigratedAsConfigured() {
    Path directory = temporary.resolve("store");
    create(directory, "sqlite", 20);
    Map<String, String> before = entries(directory);
    assertThatThrownBy(() -> KeyGraph.open(directory, "rocks"))
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining("keygraph migrate --store " + directory + " --to rocks");
    Map<String, Object> changed =
        Map.of(
            "keygraph.directory", directory.toString(),
            "keygraph.engine", "rocks",
            "keygraph.on-engine-change", "migrate");
    Config readOnly = configuration(Map.of("keygraph.read-only", true));
    assertThatThrownBy(() -> KeyGraph.open(readOnly.withFallback(configuration(changed))))
        .isInstanceOf(KvWrongFormatException.class);
    assertThat(KvStores.engineOf(directory)).hasValue("sqlite");
    try (Graph graph = KeyGraph.open(configuration(changed))) {
      assertThat(graph.engineName()).isEqualTo("rocks");
      assertThat(graph.statistics().units()).isEqualTo(19);
    }
    assertThat(entries(directory)).isEqualTo(before);
  }

  @Test
  void aStoreThatAnotherProcessReadsIsNotMigrated() throws Exception {
    Path directory = temporary.resolve("store");
    create(directory, "lmdb", 5);
    Map<String, String> before = entries(directory);
    try (ChildJvm reader =
        ChildJvm.start(
            Child.class,
            directory,
            List.of(
                "dev.keygraph.conformance.engines.LmdbConformanceTest",
                "READ",
                directory.toString(),
                "DURABLE",
                EngineSettings.toArgument(EngineSettings.defaults(KvEngines.named("lmdb"))),
                "1"))) {
      reader.expect("at 0");
      assertThatThrownBy(() -> KeyGraph.migrate(settings(directory), "rocks", KvProgress.SILENT))
          .isInstanceOf(KvLockedException.class)
          .hasMessageContaining("read-only in another process");
      reader.send("close");
      reader.expectSuccess();
    }
    assertThat(entries(directory)).isEqualTo(before);
    KeyGraph.migrate(settings(directory), "rocks", KvProgress.SILENT);
    assertThat(entries(directory)).isEqualTo(before);
  }

  @Test
  void whatCannotBeMigratedIsRefusedAndStaysAsItIs() {
    Path directory = temporary.resolve("store");
    create(directory, "lmdb", 5);
    Map<String, String> before = entries(directory);
    Settings settings = settings(directory);
    assertThatThrownBy(() -> KeyGraph.migrate(settings, "lmdb", KvProgress.SILENT))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining("already");
    assertThatThrownBy(() -> KeyGraph.migrate(settings, "memory", KvProgress.SILENT))
        .isInstanceOf(KvUnsupportedException.class);
    Path nowhere = temporary.resolve("nowhere");
    assertThatThrownBy(() -> KeyGraph.migrate(settings(nowhere), "rocks", KvProgress.SILENT))
        .isInstanceOf(KvWrongFormatException.class)
        .hasMessageContaining(nowhere.toString());
    assertThat(nowhere).doesNotExist();
    try (Graph graph = KeyGraph.open(directory)) {
      assertThatThrownBy(() -> KeyGraph.migrate(settings, "rocks", KvProgress.SILENT))
          .isInstanceOf(KvLockedException.class);
      assertThat(graph.version()).isPositive();
    }
    RuntimeException enough = new RuntimeException("enough");
    for (String task : List.of("copying", "comparing")) {
      assertThatThrownBy(
              () ->
                  KeyGraph.migrate(
                      settings,
                      "xodus",
                      (now, done, total, unit) -> {
                        if (now.equals(task)) {
                          throw enough;
                        }
                      }))
          .isSameAs(enough);
    }
    assertThat(KvStores.engineOf(directory)).hasValue("lmdb");
    assertThat(entries(directory)).isEqualTo(before);
  }
}
