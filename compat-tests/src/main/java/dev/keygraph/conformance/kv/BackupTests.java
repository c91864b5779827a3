package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvUnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A backup is one committed state, and a store of its own. */
abstract class BackupTests extends RebuildTests {

  private void assumeBackup() {
    assumeTrue(traits().backup(), () -> "engine " + engineName() + " does not declare: backup");
  }

  @Test
  final void aBackupOpensAsAStoreOfItsOwn() {
    assumeBackup();
    Versions versions = new Versions(23, 100);
    for (int i = 0; i < 5; i++) {
      write(versions::next);
    }
    Path target = temporary.resolve("backup");
    try (KvSnapshot held = store().snapshot()) {
      store().backup(target);
      write(versions::next);
      versions.check(held, 5);
    }
    try (KvStore backup = open(target)) {
      try (KvSnapshot snapshot = backup.snapshot()) {
        versions.check(snapshot, 5);
      }
      write(backup, transaction -> transaction.put(Bytes.of(1), Bytes.of(-1)));
      try (KvSnapshot original = store().snapshot()) {
        versions.check(original, 6);
      }
    }
    close();
    try (KvStore backup = open(target)) {
      assertThat(get(backup, Bytes.of(1))).isEqualTo(Bytes.of(-1));
    }
    try (KvSnapshot original = store().snapshot()) {
      versions.check(original, 6);
    }
  }

  @Test
  final void aBackupOfAnEmptyStoreIsEmpty() throws IOException {
    assumeBackup();
    Path target = Files.createDirectory(temporary.resolve("existing"));
    store().backup(target);
    assertThat(entries(open(target))).isEmpty();
  }

  @Test
  final void aBackupBesideAWriterIsOneCommittedState() {
    assumeBackup();
    KvStore store = store();
    Versions versions = new Versions(24, 400);
    write(versions::next);
    AtomicLong acknowledged = new AtomicLong(1);
    AtomicLong begun = new AtomicLong(1);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch writing = new CountDownLatch(20);
    try (Crew crew = new Crew()) {
      crew.start(
          "writer",
          () -> {
            for (long number = 2; !done.get() && number < 20_000; number++) {
              begun.set(number);
              write(store, versions::next);
              acknowledged.set(number);
              writing.countDown();
            }
          });
      crew.start(
          "backups",
          () -> {
            try {
              assertThat(writing.await(1, TimeUnit.MINUTES)).isTrue();
              for (int i = 0; i < 4; i++) {
                Path target = temporary.resolve("backup " + i);
                long atLeast = acknowledged.get();
                store.backup(target);
                long atMost = begun.get();
                try (KvStore backup = open(target);
                    KvSnapshot snapshot = backup.snapshot()) {
                  long version = versions.check(snapshot);
                  assertThat(version).isBetween(atLeast, atMost);
                  versions.check(snapshot, version);
                }
              }
            } finally {
              done.set(true);
            }
          });
    }
    try (KvSnapshot last = store.snapshot()) {
      versions.check(last, versions.number());
    }
  }

  @Test
  final void aTargetWithSomethingInItIsRefused() throws IOException {
    assumeBackup();
    put(store(), Bytes.of(1), Bytes.of(1));
    Path target = Files.createDirectory(temporary.resolve("filled"));
    Path file = Files.writeString(target.resolve("letter.txt"), "mine");
    assertThatThrownBy(() -> store().backup(target))
        .isInstanceOf(KvException.class)
        .hasMessageContaining(target.toString());
    assertThat(file).hasContent("mine");
    try (var files = Files.list(target)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> store().backup(directory())).isInstanceOf(KvException.class);
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void aReadOnlyStoreIsBackedUpToo() {
    assumeBackup();
    put(store(), Bytes.of(1), Bytes.of(1));
    close();
    Path target = temporary.resolve("backup");
    try (KvStore store = open(directory(), level(), true)) {
      store.backup(target);
    }
    assertThat(entries(open(target))).hasSize(1);
  }

  @Test
  final void withoutTheTraitABackupIsRefused() {
    assumeFalse(traits().backup(), () -> "engine " + engineName() + " declares: backup");
    put(store(), Bytes.of(1), Bytes.of(1));
    assertThatThrownBy(() -> store().backup(temporary.resolve("backup")))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining(engineName());
    assertThat(entries(store())).hasSize(1);
  }
}
