package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.operations.Finding;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.RepairReport;
import dev.keygraph.operations.VerifyReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repair of a damaged LMDB file keeps every unit that can be read, as it was, and says so where
 * that is not all.
 */
@Timeout(600)
final class LmdbRepairTest {
  private static final int PAGE = 4096;
  private static final int BRANCH = 1;
  private static final int LEAF = 2;
  private static final int UNITS = 100;
  private static final int FLIPS = 3;

  /** What nothing is derived from: unit paths, counters and kinds, the manifest, and content. */
  private static final String SOURCES = "IMPU";

  @TempDir Path directory;
  private Path store;
  private Path file;
  private byte[] sound;
  private final Map<String, UnitContent> units = new TreeMap<>();

  /** Makes a store of some commits, so that there are free pages, and values of several pages. */
  @BeforeEach
  void fill() throws IOException {
    store = directory.resolve("store");
    try (Graph graph = KeyGraph.open(store, "lmdb")) {
      graph.importUnits(Units.versioned(UNITS, 1).iterator(), ImportOptions.defaults());
      for (int i = 0; i < UNITS; i += 3) {
        graph.writer().replaceUnit(Units.versioned("unit" + i, 2));
      }
      for (int i = 0; i < UNITS; i += 10) {
        graph.writer().removeUnit("unit" + i);
      }
      graph.writer().replaceUnit(Units.large("large", 200, 3).build());
      try (GraphSnapshot snapshot = graph.snapshot()) {
        units.putAll(units(snapshot));
      }
    }
    file = dataFile();
    sound = Files.readAllBytes(file);
  }

  private Path dataFile() throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files.filter(path -> path.endsWith("data.mdb")).findFirst().orElseThrow();
    }
  }

  private static Map<String, UnitContent> units(GraphSnapshot snapshot) {
    Map<String, UnitContent> units = new TreeMap<>();
    snapshot.units(
        info -> {
          units.put(info.path(), snapshot.unitContent(info.path()).orElseThrow());
          return true;
        });
    return units;
  }

  /** What a repair said, and what it made. */
  private record Outcome(RepairReport report, Map<String, UnitContent> units) {}

  private Outcome repair(byte[] content) throws IOException {
    Files.write(file, content);
    Config settings = ConfigFactory.load().getConfig("keygraph.engines.lmdb");
    StoreOptions options = new StoreOptions(store, Durability.DURABLE, true, settings);
    try (KvStore damaged = KvStores.openDamaged(KvEngines.named("lmdb"), options);
        Graph target = KeyGraph.inMemory()) {
      RepairReport report = GraphOperations.of(damaged).withListed(1000).repairInto(target);
      assertThat(GraphOperations.of(target).verify().isSound()).isTrue();
      try (GraphSnapshot snapshot = target.snapshot()) {
        return new Outcome(report, units(snapshot));
      }
    } finally {
      assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }
  }

  private Outcome repair(Consumer<ByteBuffer> damage) throws IOException {
    byte[] damaged = sound.clone();
    damage.accept(fields(damaged));
    return repair(damaged);
  }

  private static ByteBuffer fields(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
  }

  private static void zero(ByteBuffer content, int page) {
    content.put(page * PAGE, new byte[PAGE]);
  }

  @Test
  void aVerificationNamesEachDamagedPage() throws IOException {
    byte[] damaged = sound.clone();
    List<String> places = new ArrayList<>();
    for (int page = sound.length / PAGE - 1; page > 1 && places.size() < 3; page--) {
      int zeroed = page;
      RepairReport alone = repair(content -> zero(content, zeroed)).report();
      if (alone.counts().getOrDefault("files", 0L) == 1) {
        zero(fields(damaged), page);
        places.add("page " + page);
      }
    }
    assertThat(places).hasSize(3);
    Files.write(file, damaged);
    Config settings = ConfigFactory.load().getConfig("keygraph.engines.lmdb");
    StoreOptions options = new StoreOptions(store, Durability.DURABLE, true, settings);
    try (KvStore open = KvStores.open(KvEngines.named("lmdb"), options)) {
      VerifyReport report = GraphOperations.of(open).verify();
      assertThat(report.counts()).containsEntry("files", 3L).containsEntry("store", 1L);
      assertThat(report.findings()).extracting(Finding::place).containsAll(places);
    }
  }

  /** What is kept is as it was; what is not is said. */
  private void check(Outcome outcome, String damage) {
    RepairReport report = outcome.report();
    if (report.isComplete()) {
      assertThat(outcome.units()).as(damage).isEqualTo(units);
      assertThat(report.lost()).as(damage).isZero();
      return;
    }
    Set<String> lost = new HashSet<>(units.keySet());
    outcome
        .units()
        .forEach(
            (path, unit) -> {
              assertThat(unit).as("%s of %s", path, damage).isEqualTo(units.get(path));
              lost.remove(path);
            });
    assertThat(report.counts()).as(damage).isNotEmpty();
    assertThat(report.units()).as(damage).isEqualTo(outcome.units().size());
    if (!report.counts().containsKey("last commit")
        && !report.counts().containsKey("counters and kinds")) {
      assertThat(report.lost()).as(damage).isEqualTo(lost.size());
    }
  }

  /** Returns whether a page of a tree holds nothing but what something else says too. */
  private boolean isDerived(int page) {
    int kind = fields(sound).getShort(page * PAGE + 10);
    return kind == BRANCH
        || (kind == LEAF && tags(page).chars().noneMatch(tag -> SOURCES.indexOf(tag) >= 0));
  }

  /** Returns the tags of the keys of a leaf, or nothing for another page. */
  private String tags(int page) {
    ByteBuffer content = fields(sound);
    StringBuilder tags = new StringBuilder();
    if (content.getShort(page * PAGE + 10) == LEAF) {
      int count = (content.getShort(page * PAGE + 12) - 16) / 2;
      for (int i = 0; i < count; i++) {
        tags.append((char) sound[page * PAGE + content.getShort(page * PAGE + 16 + 2 * i) + 8]);
      }
    }
    return tags.toString();
  }

  @Test
  void aSoundStoreIsRepairedWhole() throws IOException {
    Outcome outcome = repair(content -> {});
    assertThat(outcome.report().counts()).isEmpty();
    check(outcome, "nothing");
  }

  @Test
  void eachPageInTurn() throws IOException {
    Random random = new Random(7);
    int derived = 0;
    int incomplete = 0;
    for (int page = 2; page < sound.length / PAGE; page++) {
      int damaged = page;
      int other = 2 + random.nextInt(sound.length / PAGE - 2);
      String place = "page " + page + " (" + tags(page) + ")";
      Outcome outcome = repair(content -> zero(content, damaged));
      check(outcome, place + " of zeros");
      if (outcome.report().damagedPlaces() > 0 && isDerived(page)) {
        derived++;
        assertThat(outcome.report().isComplete()).as(place).isTrue();
      }
      Outcome copied = repair(content -> content.put(damaged * PAGE, sound, other * PAGE, PAGE));
      check(copied, place + " with the content of page " + other);
      incomplete += copied.report().isComplete() ? 0 : 1;
    }
    assertThat(derived).isGreaterThan(10);
    assertThat(incomplete).isPositive();
  }

  @Test
  void bitsOfEachPage() throws IOException {
    Random random = new Random(8);
    int incomplete = 0;
    for (int page = 0; page < sound.length / PAGE; page++) {
      for (int i = 0; i < FLIPS; i++) {
        int at = page * PAGE + random.nextInt(i % 2 == 0 ? 150 : PAGE);
        int bit = 1 << random.nextInt(8);
        Outcome outcome = repair(content -> content.put(at, (byte) (content.get(at) ^ bit)));
        incomplete += outcome.report().isComplete() ? 0 : 1;
        checkOfBit(outcome, "bit " + bit + " of byte " + at);
      }
    }
    assertThat(incomplete).isPositive();
  }

  /** A name or a hash has nothing that says whether it is right, but where it is said twice. */
  private void checkOfBit(Outcome outcome, String damage) {
    Map<String, UnitContent> expected = new TreeMap<>();
    outcome
        .units()
        .forEach(
            (path, unit) -> {
              UnitContent original = units.get(path);
              if (original == null) {
                assertThat(outcome.report().isComplete()).as(damage).isFalse();
                return;
              }
              UnitContent sameHash = unit.toBuilder().hash(original.hash()).build();
              assertThat(sameHash).as("%s of %s", path, damage).isEqualTo(original);
              expected.put(path, unit);
            });
    if (outcome.report().isComplete()) {
      assertThat(expected.keySet()).as(damage).isEqualTo(units.keySet());
    }
  }

  @Test
  void aRepairThatFailsLeavesNothing() throws IOException {
    Path target = directory.resolve("target");
    Settings damaged = settings(store, "lmdb");
    byte[] gone = sound.clone();
    zero(fields(gone), 0);
    zero(fields(gone), 1);
    Files.write(file, gone);
    assertThatThrownBy(
            () -> KeyGraph.repair(damaged, settings(target, "sqlite"), 20, KvProgress.SILENT))
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("both meta pages of " + file);
    assertThat(KvStores.engineOf(target)).isEmpty();
    Files.write(file, sound);
    KvProgress failing =
        (phase, done, total, unit) -> {
          if (phase.equals("loading")) {
            throw new KvException("no more");
          }
        };
    assertThatThrownBy(() -> KeyGraph.repair(damaged, settings(target, "sqlite"), 20, failing))
        .hasMessageContaining("no more");
    assertThat(KvStores.engineOf(target)).isEmpty();
    assertThat(KeyGraph.repair(damaged, settings(target, "sqlite"), 20, KvProgress.SILENT).units())
        .isEqualTo(units.size());
    assertThatThrownBy(
            () -> KeyGraph.repair(damaged, settings(target, "sqlite"), 20, KvProgress.SILENT))
        .isInstanceOf(KvException.class)
        .hasMessageContaining(target.toString());
    try (Graph repaired = KeyGraph.open(target);
        GraphSnapshot snapshot = repaired.snapshot()) {
      assertThat(units(snapshot)).isEqualTo(units);
    }
  }

  private static Settings settings(Path path, String engine) {
    return Settings.load(
        ConfigFactory.parseMap(
            Map.of("keygraph.directory", path.toString(), "keygraph.engine", engine)),
        ConfigFactory.empty());
  }
}
