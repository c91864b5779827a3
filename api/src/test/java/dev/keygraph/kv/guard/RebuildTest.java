package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.bytes;
import static dev.keygraph.kv.guard.Stores.filesIn;
import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvKeyTooLargeException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RebuildTest extends GuardTest {
  private KvStore store;

  @BeforeEach
  void fill() {
    store = open();
    put(store, "old");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void load(EngineStore.BulkLoader loader, String... keys) {
    for (String key : keys) {
      byte[] padded = bytes("<" + key + ">");
      loader.put(padded, 1, padded.length - 2, padded, 0, padded.length);
    }
  }

  private void reopen() {
    store.close();
    store = open();
  }

  @Test
  void theNewContentReplacesTheOldAtOnce() throws IOException {
    store.rebuild(
        loader -> load(loader, "a", "b"),
        snapshots -> {
          KvSnapshot snapshot = snapshots.get();
          assertThat(keys(snapshot)).containsExactly("a", "b");
          assertThat(snapshot.get(bytes("a"))).isEqualTo(bytes("<a>"));
          assertThat(keys(store)).containsExactly("old");
        });
    assertThat(keys(store)).containsExactly("a", "b");
    put(store, "c");
    assertThat(filesIn(directory())).containsExactly("data-2", "keygraph.lock", "keygraph.store");
    reopen();
    assertThat(keys(store)).containsExactly("a", "b", "c");
    store.rebuild(loader -> {}, snapshots -> {});
    assertThat(keys(store)).isEmpty();
    assertThat(directory().resolve("data-3")).exists();
  }

  @Test
  void openSnapshotsKeepTheOldContent() {
    KvSnapshot old = store.snapshot();
    store.rebuild(loader -> load(loader, "a"), snapshots -> {});
    assertThat(keys(old)).containsExactly("old");
    assertThat(directory().resolve("data-1")).exists();
    assertThat(engine.events).doesNotContain("close data-1");
    old.close();
    store.flush();
    assertThat(engine.events).contains("close data-1");
    assertThat(directory().resolve("data-1")).doesNotExist();
    assertThat(keys(store)).containsExactly("a");
  }

  @Test
  void closingTheStoreClosesOldGenerationsToo() {
    KvSnapshot old = store.snapshot();
    store.rebuild(loader -> load(loader, "a"), snapshots -> {});
    store.close();
    assertThatThrownBy(() -> keys(old)).isInstanceOf(KvClosedException.class);
    assertThat(engine.events).contains("close data-1", "close data-2");
    assertThat(directory().resolve("data-1")).doesNotExist();
  }

  private void assertNothingChanged() throws IOException {
    assertThat(keys(store)).containsExactly("old");
    assertThat(filesIn(directory())).containsExactly("data-1", "keygraph.lock", "keygraph.store");
    put(store, "older");
    reopen();
    assertThat(keys(store)).containsExactly("old", "older");
  }

  @Test
  void aFailedLoadChangesNothing() throws IOException {
    RuntimeException failure = new RuntimeException("the source is broken");
    assertThatThrownBy(
            () ->
                store.rebuild(
                    loader -> {
                      load(loader, "a");
                      throw failure;
                    },
                    snapshots -> {}))
        .isSameAs(failure);
    assertThat(engine.events).containsSubsequence("loader closed", "close data-2");
    assertNothingChanged();
  }

  @Test
  void aFailedVerificationChangesNothing() throws IOException {
    AssertionError failure = new AssertionError("not what was read");
    List<KvSnapshot> kept = new ArrayList<>();
    assertThatThrownBy(
            () ->
                store.rebuild(
                    loader -> load(loader, "a"),
                    snapshots -> {
                      kept.add(snapshots.get());
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThatThrownBy(() -> keys(kept.get(0))).isInstanceOf(KvClosedException.class);
    assertNothingChanged();
  }

  @Test
  void aFailedFlushOrOpeningChangesNothing() throws IOException {
    KvIoException failure = new KvIoException("the disk is full");
    Runnable fail =
        () -> {
          throw failure;
        };
    engine.beforeFlush = fail;
    assertThatThrownBy(() -> store.rebuild(loader -> load(loader, "a"), snapshots -> {}))
        .isSameAs(failure);
    engine.beforeFlush = () -> {};
    engine.beforeOpen = fail;
    assertThatThrownBy(() -> store.rebuild(loader -> load(loader, "a"), snapshots -> {}))
        .isSameAs(failure);
    engine.beforeOpen = () -> {};
    assertNothingChanged();
  }

  @Test
  void aMarkerThatCannotBeWrittenChangesNothing() throws IOException {
    Path temporaryMarker = directory().resolve("keygraph.store.tmp");
    assertThatThrownBy(
            () ->
                store.rebuild(
                    loader -> load(loader, "a"),
                    snapshots -> {
                      try {
                        Files.createDirectory(temporaryMarker);
                      } catch (IOException e) {
                        throw new AssertionError(e);
                      }
                    }))
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(directory().toString());
    Files.delete(temporaryMarker);
    assertNothingChanged();
  }

  @Test
  void keysThatDoNotAscendAreRefused() throws IOException {
    assertThatThrownBy(() -> store.rebuild(loader -> load(loader, "b", "ab"), snapshots -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6162")
        .hasMessageContaining("after 62");
    assertThatThrownBy(() -> store.rebuild(loader -> load(loader, "b", "b"), snapshots -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.rebuild(loader -> load(loader, ""), snapshots -> {}))
        .isInstanceOf(KvKeyTooLargeException.class);
    assertThatThrownBy(
            () -> store.rebuild(loader -> load(loader, "x".repeat(512)), snapshots -> {}))
        .isInstanceOf(KvKeyTooLargeException.class);
    assertNothingChanged();
  }

  @Test
  void aLoaderThatIsFinishedTakesNothingMore() throws IOException {
    assertThatThrownBy(
            () ->
                store.rebuild(
                    loader -> {
                      load(loader, "a");
                      loader.finish();
                      loader.finish();
                      load(loader, "b");
                    },
                    snapshots -> {}))
        .isInstanceOf(IllegalStateException.class);
    assertNothingChanged();
    store.rebuild(
        loader -> {
          load(loader, "a");
          loader.finish();
          loader.close();
        },
        snapshots -> {});
    assertThat(keys(store)).containsExactly("a");
  }

  /** A copy of the directory is what a process that is killed at that moment leaves. */
  @Test
  void aKilledRebuildLeavesTheOldContentOrTheNew() throws IOException {
    List<Path> crashes = new ArrayList<>();
    Runnable crash =
        () -> {
          synchronized (crashes) {
            Path copy = temporary.resolve("crash-" + crashes.size());
            Stores.copyTree(directory(), copy);
            crashes.add(copy);
          }
        };
    engine.beforeOpen = crash;
    engine.beforeFlush = crash;
    engine.beforeClose = crash;
    store.rebuild(
        loader -> {
          load(loader, "a");
          crash.run();
        },
        snapshots -> crash.run());
    engine.beforeOpen = () -> {};
    engine.beforeFlush = () -> {};
    engine.beforeClose = () -> {};
    List<String> found = new ArrayList<>();
    for (Path copy : crashes) {
      try (KvStore reopened = Stores.open(engine, copy)) {
        found.addAll(keys(reopened));
        assertThat(filesIn(copy)).hasSize(3);
      }
    }
    assertThat(found).containsExactly("old", "old", "old", "old", "old", "old", "a");
  }

  @Test
  void anEngineWithoutSortedLoadsIsLoadedByTransactions() {
    StrictEngine plain = new StrictEngine(/* sortedLoads= */ false);
    int size = 120_000;
    List<String> commits = new ArrayList<>();
    plain.beforeCommit = () -> commits.add("commit");
    try (KvStore other = Stores.open(plain, temporary.resolve("plain"))) {
      byte[] key = new byte[4];
      other.rebuild(
          loader -> {
            for (int i = 0; i < size; i++) {
              ByteBuffer.wrap(key).putInt(i);
              loader.put(key, 0, 4, key, 3, 1);
            }
          },
          snapshots ->
              assertThat(snapshots.get().get(ByteBuffer.allocate(4).putInt(size - 1).array()))
                  .containsExactly(size - 1 & 0xFF));
      assertThat(other.statistics().entries()).isEqualTo(size);
      assertThat(commits).hasSize(3);
      commits.clear();
      byte[] large = new byte[1 << 20];
      other.rebuild(
          loader -> {
            for (int i = 0; i < 20; i++) {
              ByteBuffer.wrap(key).putInt(i);
              loader.put(key, 0, 4, large, 0, large.length);
            }
          },
          snapshots -> {});
      assertThat(commits).hasSize(3);
      other.rebuild(loader -> load(loader, "a"), snapshots -> {});
      assertThat(keys(other)).containsExactly("a");
    }
    assertThat(plain.violations).isEmpty();
  }

  @Test
  void aBackupOpensAsAStore() throws IOException {
    Path copy = temporary.resolve("copy");
    store.rebuild(loader -> load(loader, "a"), snapshots -> {});
    engine.beforeBackup = () -> put(store, "b");
    store.backup(copy);
    assertThat(filesIn(copy)).containsExactly("data-1", "keygraph.store");
    try (KvStore copied = Stores.open(engine, copy)) {
      assertThat(keys(copied)).containsExactly("a", "b");
    }
    engine.beforeBackup = () -> {};
    assertThatThrownBy(() -> store.backup(copy))
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(copy.toString());
    try (KvStore copied = Stores.open(engine, copy)) {
      assertThat(keys(copied)).containsExactly("a", "b");
    }
  }

  @Test
  void aFailedBackupLeavesNothing() throws IOException {
    Path copy = Files.createDirectory(temporary.resolve("copy"));
    KvIoException failure = new KvIoException("the disk is full");
    engine.beforeBackup =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> store.backup(copy)).isSameAs(failure);
    assertThat(copy).isEmptyDirectory();
    engine.beforeBackup = () -> {};
    store.backup(copy);
    try (KvStore copied = Stores.open(engine, copy)) {
      assertThat(keys(copied)).containsExactly("old");
    }
  }

  @Test
  void compactRunsOnTheEngine() {
    store.compact();
    assertThat(engine.events).contains("compact");
  }
}
