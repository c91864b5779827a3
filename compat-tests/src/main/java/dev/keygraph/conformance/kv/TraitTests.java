package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvUnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** What an engine says of itself is true, and what it does not say is refused. */
abstract class TraitTests extends BackupTests {

  @Test
  final void theEngineIsFoundByItsName() {
    KvEngine engine = conformance().engine();
    assertThat(engine.name()).matches("[a-z]+");
    assertThat(KvEngines.named(engine.name())).hasSameClassAs(engine);
    assertThat(store().engineName()).isEqualTo(engine.name());
    assertThat(store().traits()).isEqualTo(engine.traits());
  }

  @Test
  final void capabilitiesAreAsDeclared() throws IOException {
    try (EngineStore bare =
        conformance()
            .engine()
            .open(
                new EngineOptions(
                    Files.createDirectory(directory()),
                    strongestLevel(),
                    false,
                    conformance().settings()))) {
      assertThat(bare instanceof EngineStore.Backup).isEqualTo(traits().backup());
      assertThat(bare instanceof EngineStore.Compaction).isEqualTo(traits().compaction());
      assertThat(bare instanceof EngineStore.BulkLoad).isEqualTo(traits().bulkLoad());
    }
  }

  @Test
  final void levelsThatAreOfferedOpenAndOthersAreRefused() {
    assertThat(traits().durabilities()).isNotEmpty();
    for (Durability level : Durability.values()) {
      if (traits().durabilities().contains(level)) {
        try (KvStore store = open(temporary.resolve(level.configName()), level, false)) {
          assertThat(store.durability()).isEqualTo(level);
          put(store, Bytes.of(1), Bytes.of(1));
          store.flush();
          assertThat(entries(store)).hasSize(1);
        }
      } else {
        assertThatThrownBy(() -> open(temporary.resolve(level.configName()), level, false))
            .isInstanceOf(KvUnsupportedException.class)
            .hasMessageContaining(engineName())
            .hasMessageContaining(level.configName());
      }
    }
  }

  @Test
  final void checkpointsAreRecordedWhereThereIsADisk() throws IOException {
    Path file = temporary.resolve("recording.jfr");
    Path path = temporary.resolve("recorded");
    try (Recording recording = new Recording()) {
      recording.enable("dev.keygraph.Checkpoint").withoutThreshold();
      recording.start();
      try (KvStore store = open(path)) {
        put(store, Bytes.of(1), Bytes.of(1));
        store.flush();
      }
      recording.stop();
      recording.dump(file);
    }
    // Other tests may run in this process.
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getString("directory").startsWith(path.toString()))
            .toList();
    assertThat(events.isEmpty()).isEqualTo(!traits().persistent());
    assertThat(events)
        .allSatisfy(event -> assertThat(event.getString("engine")).isEqualTo(engineName()));
  }

  @Test
  final void statisticsFollowTheContent() {
    assertEntries(0);
    write(
        transaction -> {
          for (int i = 0; i < 1000; i++) {
            transaction.put(Bytes.of(i), Bytes.repeat(i, 100));
          }
        });
    assertEntries(1000);
    write(
        transaction -> {
          for (int i = 0; i < 1000; i += 2) {
            transaction.delete(Bytes.of(i));
            transaction.delete(Bytes.of(i));
            transaction.put(Bytes.of(i + 1), Bytes.EMPTY);
          }
          transaction.delete(Bytes.of(5000));
          transaction.put(Bytes.of(6000), Bytes.EMPTY);
          transaction.put(Bytes.of(6000), Bytes.of(1));
        });
    assertEntries(501);
    assertThatThrownBy(
            () ->
                write(
                    transaction -> {
                      transaction.put(Bytes.of(7000), Bytes.EMPTY);
                      throw new IllegalStateException("rolls back");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertEntries(501);
    try (KvSnapshot held = store().snapshot()) {
      write(transaction -> transaction.delete(Bytes.of(6000)));
      assertEntries(500);
      assertThat(Entries.forward(held)).hasSize(501);
    }
    if (traits().persistent()) {
      reopen();
      assertEntries(500);
    }
  }

  private void assertEntries(long entries) {
    KvStatistics statistics = store().statistics();
    assertThat(statistics.entries()).isIn(-1L, entries);
    assertThat(statistics.details()).allSatisfy((name, value) -> assertThat(name).isNotBlank());
    if (!traits().persistent()) {
      assertThat(statistics.bytesOnDisk()).isZero();
    }
  }

  @Test
  final void statisticsKnowTheSpaceOnDisk() {
    assumePersistent();
    Random random = new Random(25);
    long bytes = 0;
    for (int i = 0; i < 40; i++) {
      byte[] value = Bytes.random(random, 50_000);
      bytes += value.length;
      put(store(), Bytes.of(i), value);
    }
    store().flush();
    assertThat(store().statistics().bytesOnDisk()).isBetween(bytes, 50 * bytes);
    reopen();
    assertThat(store().statistics().bytesOnDisk()).isBetween(bytes, 50 * bytes);
  }

  @Test
  final void compactionKeepsTheContentAndOldSnapshots() {
    assumeTrue(
        traits().compaction() || traits().persistent(),
        () -> "engine " + engineName() + " does not declare: compaction, persistent");
    Versions versions = new Versions(26, 300);
    for (int i = 0; i < 30; i++) {
      write(versions::next);
    }
    try (KvSnapshot old = store().snapshot()) {
      for (int i = 0; i < 30; i++) {
        write(versions::next);
      }
      store().compact();
      versions.check(old, 30);
      try (KvSnapshot now = store().snapshot()) {
        versions.check(now, 60);
      }
      write(versions::next);
      versions.check(old, 30);
    }
    store().compact();
    reopenIfPersistent();
    store().compact();
    try (KvSnapshot now = store().snapshot()) {
      versions.check(now, 61);
    }
  }

  @Test
  final void withoutAnythingToCompactACompactionIsRefused() {
    assumeFalse(
        traits().compaction() || traits().persistent(),
        () -> "engine " + engineName() + " declares: compaction, or persistent");
    put(store(), Bytes.of(1), Bytes.of(1));
    assertThatThrownBy(() -> store().compact())
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining(engineName());
    assertThat(entries(store())).hasSize(1);
  }
}
