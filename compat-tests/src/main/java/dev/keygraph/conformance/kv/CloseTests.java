package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Parents own their children; closing twice is harmless; closed is closed, for all threads. */
abstract class CloseTests extends ErrorTests {

  private KvStore filled() {
    write(
        transaction -> {
          for (int i = 0; i < 100; i++) {
            transaction.put(Bytes.of(i), Bytes.of(i));
          }
        });
    return store();
  }

  private static void assertClosed(ThrowingCallable... calls) {
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(KvClosedException.class);
    }
  }

  private static void assertClosed(KvSnapshot snapshot) {
    assertClosed(
        () -> snapshot.get(Bytes.of(1)),
        () -> snapshot.get(Bytes.of(1), (key, value) -> true),
        () -> Entries.forward(snapshot),
        () -> Entries.backward(snapshot),
        snapshot::cursor);
  }

  @Test
  final void closingASnapshotClosesItsCursors() {
    KvSnapshot snapshot = filled().snapshot();
    KvCursor fresh = snapshot.cursor();
    KvCursor placed = snapshot.cursor();
    placed.seek(Bytes.of(50));
    snapshot.close();
    assertClosed(snapshot);
    CursorTests.assertClosed(fresh);
    CursorTests.assertClosed(placed);
    placed.close();
    snapshot.close();
    ledger().assertNothingInUse();
  }

  @Test
  final void closingAStoreClosesAll() {
    KvStore store = filled();
    List<KvSnapshot> snapshots = new ArrayList<>();
    List<KvCursor> cursors = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      KvSnapshot snapshot = store.snapshot();
      snapshots.add(snapshot);
      for (int j = 0; j < 3; j++) {
        KvCursor cursor = snapshot.cursor();
        cursor.first();
        cursors.add(cursor);
      }
    }
    snapshots.get(3).close();
    cursors.get(0).close();
    close();
    ledger().assertAllClosed();
    snapshots.forEach(CloseTests::assertClosed);
    cursors.forEach(CursorTests::assertClosed);
    assertClosed(
        store::snapshot,
        () -> put(store, Bytes.of(1), Bytes.of(1)),
        store::flush,
        store::statistics,
        () -> store.backup(temporary.resolve("backup")),
        store::compact,
        () -> RebuildTests.rebuild(store, 1));
    store.close();
    cursors.forEach(KvCursor::close);
    snapshots.forEach(KvSnapshot::close);
    store.close();
    ledger().assertAllClosed();
  }

  @Test
  final void whatDoesNotChangeIsStillKnownAfterwards() {
    KvStore store = filled();
    close();
    assertThat(store.engineName()).isEqualTo(engineName());
    assertThat(store.directory()).isEqualTo(directory());
    assertThat(store.durability()).isEqualTo(level());
    assertThat(store.traits()).isEqualTo(traits());
    assertThat(store.isReadOnly()).isFalse();
  }

  @Test
  final void messagesSayWhatWasClosed() {
    KvStore store = filled();
    KvSnapshot snapshot = store.snapshot();
    close();
    assertThatThrownBy(store::snapshot).hasMessageContaining(directory().toString());
    assertThatThrownBy(() -> snapshot.get(Bytes.of(1)))
        .hasMessageContaining(directory().toString());
  }

  @Test
  final void useAfterCloseFromOtherThreads() {
    KvStore store = filled();
    KvSnapshot open = store.snapshot();
    KvSnapshot closed = store.snapshot();
    KvCursor cursor = open.cursor();
    KvCursor childOfClosed = closed.cursor();
    closed.close();
    CountDownLatch storeClosed = new CountDownLatch(1);
    try (Crew crew = new Crew()) {
      for (int i = 0; i < 3; i++) {
        crew.start(
            "user " + i,
            () -> {
              assertClosed(closed);
              CursorTests.assertClosed(childOfClosed);
              assertThat(storeClosed.await(1, TimeUnit.MINUTES)).isTrue();
              assertClosed(open);
              CursorTests.assertClosed(cursor);
              assertClosed(store::snapshot, () -> put(store, Bytes.of(1), Bytes.of(1)));
            });
      }
      crew.start(
          "closer",
          () -> {
            close();
            storeClosed.countDown();
          });
    }
  }

  @Test
  final void closingWaitsForAScan() {
    KvStore store = filled();
    KvSnapshot snapshot = store.snapshot();
    CountDownLatch scanning = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean inVisitor = new AtomicBoolean();
    try (Crew crew = new Crew()) {
      crew.start(
          "reader",
          () -> {
            try {
              snapshot.scan(
                  Bytes.EMPTY,
                  null,
                  ScanDirection.FORWARD,
                  (key, value) -> {
                    inVisitor.set(true);
                    scanning.countDown();
                    awaitUnchecked(goOn);
                    assertThat(value.toByteArray()).isEqualTo(key.toByteArray());
                    inVisitor.set(false);
                    return true;
                  });
            } catch (KvClosedException ended) {
              assertThat(inVisitor).isFalse();
            }
          });
      awaitUnchecked(scanning);
      Thread closer =
          crew.start(
              "closer",
              () -> {
                close();
                assertThat(inVisitor).as("a visitor runs while the store is closed").isFalse();
              });
      Crew.awaitBlocked(closer);
      goOn.countDown();
    }
    assertClosed(snapshot);
    assertThat(store.directory()).isEqualTo(directory());
  }

  @Test
  final void closingWaitsForAWrite() {
    KvStore store = filled();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean acknowledged = new AtomicBoolean();
    try (Crew crew = new Crew()) {
      crew.start(
          "writer",
          () -> {
            try {
              write(
                  store,
                  transaction -> {
                    writing.countDown();
                    awaitUnchecked(goOn);
                    transaction.put(Bytes.of(1000), Bytes.of(1));
                  });
              acknowledged.set(true);
            } catch (KvClosedException ended) {
              assertThat(ended).hasMessageContaining(directory().toString());
            }
          });
      awaitUnchecked(writing);
      Thread closer = crew.start("closer", store::close);
      Crew.awaitBlocked(closer);
      goOn.countDown();
    }
    if (traits().persistent()) {
      boolean kept = has(reopen(), Bytes.of(1000));
      assertThat(kept).as("an acknowledged commit is kept").isEqualTo(acknowledged.get());
    } else {
      close();
    }
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  final void aCloseRacesWithReads() {
    for (int round = 0; round < 10; round++) {
      KvStore store = filled();
      CountDownLatch reading = new CountDownLatch(3);
      try (Crew crew = new Crew()) {
        for (int i = 0; i < 3; i++) {
          crew.start(
              "reader " + i,
              () -> {
                try {
                  reading.countDown();
                  while (true) {
                    try (KvSnapshot snapshot = store.snapshot();
                        KvCursor cursor = snapshot.cursor()) {
                      assertThat(Entries.backward(snapshot)).hasSize(100);
                      assertThat(cursor.last()).isTrue();
                    }
                  }
                } catch (KvClosedException closed) {
                  assertClosed(store::snapshot);
                }
              });
        }
        awaitUnchecked(reading);
        close();
      }
    }
  }

  @Test
  final void manyThreadsCloseTheSame() {
    KvStore store = filled();
    KvSnapshot snapshot = store.snapshot();
    KvCursor cursor = snapshot.cursor();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < 4; i++) {
        crew.start("cursor closer " + i, cursor::close);
        crew.start("snapshot closer " + i, snapshot::close);
        crew.start("store closer " + i, store::close);
      }
    }
    close();
    ledger().assertAllClosed();
  }
}
