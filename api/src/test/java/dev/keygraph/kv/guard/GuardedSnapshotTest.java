package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.NOTHING;
import static dev.keygraph.kv.guard.Stores.async;
import static dev.keygraph.kv.guard.Stores.awaitBlocked;
import static dev.keygraph.kv.guard.Stores.bytes;
import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvKeyTooLargeException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GuardedSnapshotTest extends GuardTest {
  private KvStore store;

  @BeforeEach
  void fill() {
    store = open();
    put(store, "a", "b", "c");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void assertClosed(ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOf(KvClosedException.class)
        .hasMessageContaining("strict")
        .hasMessageContaining(directory().toString());
  }

  @Test
  void nothingWorksAfterClose() {
    KvSnapshot snapshot = store.snapshot();
    KvCursor cursor = snapshot.cursor();
    assertThat(cursor.first()).isTrue();
    KvView key = cursor.key();
    assertThat(key.toByteArray()).isEqualTo(bytes("a"));
    snapshot.close();
    snapshot.close();
    cursor.close();
    assertClosed(() -> snapshot.get(bytes("a")));
    assertClosed(() -> keys(snapshot));
    assertClosed(snapshot::cursor);
    assertClosed(cursor::first);
    assertClosed(cursor::isValid);
    assertClosed(cursor::key);
    assertClosed(key::length);
    assertClosed(() -> key.getByte(0));
  }

  @Test
  void aStoreClosesItsSnapshots() {
    KvSnapshot snapshot = store.snapshot();
    KvCursor cursor = snapshot.cursor();
    store.close();
    store.close();
    assertClosed(() -> snapshot.get(bytes("a")));
    assertClosed(cursor::first);
    assertClosed(store::snapshot);
    assertClosed(() -> put(store, "d"));
    assertClosed(store::flush);
    assertClosed(store::statistics);
    assertClosed(() -> store.backup(temporary.resolve("copy")));
    assertClosed(store::compact);
    snapshot.close();
    cursor.close();
  }

  @Test
  void aCursorClosesAlone() {
    try (KvSnapshot snapshot = store.snapshot()) {
      KvCursor cursor = snapshot.cursor();
      cursor.close();
      cursor.close();
      assertClosed(cursor::next);
      assertThat(keys(snapshot)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void closingWaitsForTheScanOfAnotherThread() throws Exception {
    KvSnapshot snapshot = store.snapshot();
    CountDownLatch scanning = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<List<String>> scan =
        async(
            () -> {
              List<String> seen = new ArrayList<>();
              snapshot.scan(
                  NOTHING,
                  null,
                  ScanDirection.FORWARD,
                  (key, value) -> {
                    scanning.countDown();
                    awaitUnchecked(goOn);
                    seen.add(text(snapshot.get(key.toByteArray())));
                    return true;
                  });
              return seen;
            });
    scanning.await();
    CompletableFuture<Thread> closer = new CompletableFuture<>();
    CompletableFuture<Boolean> closed =
        async(
            () -> {
              closer.complete(Thread.currentThread());
              store.close();
              return true;
            });
    awaitBlocked(closer.get());
    assertThat(closed).isNotDone();
    goOn.countDown();
    assertThat(scan.get()).containsExactly("a", "b", "c");
    assertThat(closed.get()).isTrue();
  }

  @Test
  void aSecondThreadWaitsAndKeepsItsInterrupt() throws Exception {
    KvSnapshot snapshot = store.snapshot();
    CompletableFuture<Thread> second = new CompletableFuture<>();
    List<CompletableFuture<Boolean>> interrupted = new ArrayList<>();
    snapshot.scan(
        NOTHING,
        null,
        ScanDirection.FORWARD,
        (key, value) -> {
          interrupted.add(
              async(
                  () -> {
                    second.complete(Thread.currentThread());
                    return snapshot.get(bytes("b")) != null && Thread.interrupted();
                  }));
          awaitBlocked(second.join());
          second.join().interrupt();
          return false;
        });
    assertThat(interrupted.get(0).get()).isTrue();
    snapshot.close();
  }

  @Test
  void manyThreadsShareASnapshot() throws Exception {
    try (KvSnapshot snapshot = store.snapshot()) {
      List<CompletableFuture<Integer>> users = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        users.add(
            async(
                () -> {
                  int found = 0;
                  for (int i = 0; i < 2000; i++) {
                    found += keys(snapshot).size() + (snapshot.get(bytes("a")) == null ? 0 : 1);
                  }
                  return found;
                }));
      }
      for (CompletableFuture<Integer> user : users) {
        assertThat(user.get()).isEqualTo(8000);
      }
    }
  }

  @Test
  void aVisitorMayCloseItsSnapshot() {
    KvSnapshot snapshot = store.snapshot();
    AtomicInteger visits = new AtomicInteger();
    boolean exhausted =
        snapshot.scan(
            NOTHING,
            null,
            ScanDirection.FORWARD,
            (key, value) -> {
              visits.incrementAndGet();
              snapshot.scan(
                  NOTHING,
                  null,
                  ScanDirection.BACKWARD,
                  (k, v) -> {
                    visits.incrementAndGet();
                    snapshot.close();
                    return true;
                  });
              assertClosed(() -> snapshot.get(bytes("a")));
              assertThat(key.toByteArray()).isEqualTo(bytes("a"));
              return true;
            });
    assertThat(exhausted).isFalse();
    assertThat(visits).hasValue(2);
    assertClosed(() -> snapshot.get(bytes("a")));
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 0L);
  }

  @Test
  void aVisitorMustNotCloseTheStore() {
    try (KvSnapshot snapshot = store.snapshot()) {
      assertThatThrownBy(
              () ->
                  snapshot.get(
                      bytes("a"),
                      (key, value) -> {
                        store.close();
                        return true;
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("visitor");
      assertThat(keys(snapshot)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aVisitorsExceptionPassesAndLeavesTheSnapshotUsable() {
    try (KvSnapshot snapshot = store.snapshot()) {
      RuntimeException thrown = new RuntimeException("from the visitor");
      assertThatThrownBy(
              () ->
                  snapshot.scan(
                      NOTHING,
                      null,
                      ScanDirection.FORWARD,
                      (key, value) -> {
                        throw thrown;
                      }))
          .isSameAs(thrown);
      assertThat(async(() -> keys(snapshot)).join()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aSnapshotNeverChanges() {
    try (KvSnapshot before = store.snapshot()) {
      put(store, "d");
      assertThat(keys(before)).containsExactly("a", "b", "c");
      assertThat(keys(store)).containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  void aSnapshotThatOpensWhileTheStoreClosesIsRefused() throws Exception {
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    engine.beforeSnapshot =
        () -> {
          opening.countDown();
          awaitUnchecked(goOn);
        };
    CompletableFuture<KvSnapshot> snapshot = async(store::snapshot);
    opening.await();
    CompletableFuture<Thread> closer = new CompletableFuture<>();
    CompletableFuture<Boolean> closed =
        async(
            () -> {
              closer.complete(Thread.currentThread());
              store.close();
              return true;
            });
    while (!engine.events.contains("flush data-1")) {
      Thread.onSpinWait();
    }
    awaitBlocked(closer.get());
    goOn.countDown();
    assertThatThrownBy(snapshot::join).hasCauseInstanceOf(KvClosedException.class);
    assertThat(closed.get()).isTrue();
    engine.beforeSnapshot = () -> {};
  }

  @Test
  void openingRacesWithClosing() throws Exception {
    for (int round = 0; round < 100; round++) {
      CountDownLatch start = new CountDownLatch(1);
      List<CompletableFuture<Boolean>> readers = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        readers.add(
            async(
                () -> {
                  start.await();
                  while (true) {
                    try (KvSnapshot snapshot = store.snapshot()) {
                      keys(snapshot);
                    } catch (KvClosedException e) {
                      return true;
                    }
                  }
                }));
      }
      start.countDown();
      store.close();
      for (CompletableFuture<Boolean> reader : readers) {
        assertThat(reader.get()).isTrue();
      }
      assertThat(engine.violations).isEmpty();
      store = open();
    }
  }

  @Test
  void aCursorIsAtNoEntryUntilItFindsOne() {
    try (KvSnapshot snapshot = store.snapshot();
        KvCursor cursor = snapshot.cursor()) {
      assertAtNoEntry(cursor);
      assertThat(cursor.seek(bytes("bb"))).isTrue();
      KvView key = cursor.key();
      assertThat(key.toByteArray()).isEqualTo(bytes("c"));
      assertThat(cursor.key()).isSameAs(key);
      assertThat(cursor.next()).isFalse();
      assertAtNoEntry(cursor);
      assertThat(key.length()).isZero();
      assertThat(cursor.seekBefore(bytes("b"))).isTrue();
      assertThat(cursor.value().getByte(0)).isEqualTo((byte) 'a');
      assertThat(cursor.previous()).isFalse();
      assertAtNoEntry(cursor);
      assertThat(cursor.seek(NOTHING)).isTrue();
      assertThat(cursor.seekBefore(NOTHING)).isFalse();
      assertAtNoEntry(cursor);
    }
  }

  private static void assertAtNoEntry(KvCursor cursor) {
    assertThat(cursor.isValid()).isFalse();
    assertThat(cursor.next()).isFalse();
    assertThat(cursor.previous()).isFalse();
    assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void boundsMayBeLongerThanAnyKey() {
    byte[] longest = new byte[StrictEngine.MAX_KEY];
    Arrays.fill(longest, (byte) 'b');
    byte[] last = new byte[StrictEngine.MAX_KEY];
    Arrays.fill(last, (byte) 0xFF);
    store.write(
        transaction -> {
          transaction.put(longest, NOTHING);
          transaction.put(last, NOTHING);
          return true;
        });
    byte[] afterLongest = Arrays.copyOf(longest, 600);
    byte[] afterLast = Arrays.copyOf(last, 600);
    try (KvSnapshot snapshot = store.snapshot();
        KvCursor cursor = snapshot.cursor()) {
      assertThat(count(snapshot, afterLongest, null)).isEqualTo(2);
      assertThat(count(snapshot, NOTHING, afterLongest)).isEqualTo(3);
      assertThat(count(snapshot, bytes("c"), afterLast)).isEqualTo(2);
      assertThat(count(snapshot, afterLast, null)).isZero();
      assertThat(count(snapshot, bytes("c"), bytes("a"))).isZero();
      assertThat(count(snapshot, NOTHING, NOTHING)).isZero();
      assertThat(cursor.seek(afterLongest)).isTrue();
      assertThat(cursor.key().toByteArray()).isEqualTo(bytes("c"));
      assertThat(cursor.seekBefore(afterLongest)).isTrue();
      assertThat(cursor.key().toByteArray()).isEqualTo(longest);
      assertThat(cursor.seek(afterLast)).isFalse();
      assertThat(cursor.seekBefore(afterLast)).isTrue();
      assertThat(cursor.key().toByteArray()).isEqualTo(last);
      assertThatThrownBy(() -> snapshot.get(afterLast))
          .isInstanceOf(KvKeyTooLargeException.class)
          .hasMessageContaining("600")
          .hasMessageContaining("511");
      assertThatThrownBy(() -> snapshot.get(NOTHING)).isInstanceOf(KvKeyTooLargeException.class);
    }
  }

  private static int count(KvSnapshot snapshot, byte[] lower, byte @Nullable [] upper) {
    int[] count = new int[2];
    assertThat(snapshot.scan(lower, upper, ScanDirection.FORWARD, (key, value) -> ++count[0] > 0))
        .isTrue();
    assertThat(snapshot.scan(lower, upper, ScanDirection.BACKWARD, (key, value) -> ++count[1] > 0))
        .isTrue();
    assertThat(count[0]).isEqualTo(count[1]);
    return count[0];
  }

  @Test
  void statisticsCountOpenSnapshots() {
    assertThat(store.statistics().details())
        .containsEntry("open-snapshots", 0L)
        .containsEntry("oldest-snapshot-millis", 0L);
    KvSnapshot first = store.snapshot();
    KvSnapshot second = store.snapshot();
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 2L);
    assertThat(store.statistics().entries()).isEqualTo(3);
    first.close();
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 1L);
    second.close();
  }

  private static String text(byte @Nullable [] value) {
    return value == null ? "absent" : new String(value, StandardCharsets.UTF_8);
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
