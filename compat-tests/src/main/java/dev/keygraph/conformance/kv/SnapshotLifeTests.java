package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.conformance.support.Patience;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvSnapshotExpiredException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.LeakDetection;
import dev.keygraph.kv.LendableSnapshot;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.SnapshotOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A snapshot that is too old, or that nobody closed, is ended without harm. */
abstract class SnapshotLifeTests extends CloseTests {
  private static final SnapshotOptions SHORT_LIVED =
      SnapshotOptions.OFF.maxAge(Duration.ofMillis(1));
  private static final SnapshotOptions LEAKS = SnapshotOptions.OFF.leakDetection(LeakDetection.ALL);

  private KvStore filled(SnapshotOptions snapshots) {
    KvStore store = open(temporary.resolve("watched"), snapshots);
    write(
        store,
        transaction -> {
          for (int i = 0; i < 100; i++) {
            transaction.put(Bytes.of(i), Bytes.of(i));
          }
        });
    return store;
  }

  private static boolean isExpired(KvReader reader) {
    try {
      assertThat(reader.get(Bytes.of(1))).isEqualTo(Bytes.of(1));
      return false;
    } catch (KvSnapshotExpiredException expired) {
      return true;
    }
  }

  private static long openSnapshots(KvStore store) {
    return store.statistics().details().getOrDefault("open-snapshots", -1L);
  }

  @Test
  final void anOldSnapshotIsClosedAndSaysSo() {
    KvStore store = filled(SHORT_LIVED);
    KvSnapshot snapshot = store.snapshot();
    Patience.await("the snapshot expires", () -> isExpired(snapshot));
    assertThatThrownBy(() -> Entries.forward(snapshot))
        .isInstanceOf(KvSnapshotExpiredException.class)
        .hasMessageContaining("1 ms")
        .hasMessageContaining(SnapshotOptions.MAX_AGE)
        .hasMessageContaining(store.directory().toString());
    assertThatThrownBy(snapshot::cursor).isInstanceOf(KvSnapshotExpiredException.class);
    Patience.await("it is freed", () -> ledger().snapshots.get() == 0);
    assertThat(openSnapshots(store)).isZero();
    snapshot.close();
    assertThatThrownBy(() -> snapshot.get(Bytes.of(1)))
        .isInstanceOf(KvSnapshotExpiredException.class);
  }

  @Test
  final void cursorsEndWithAnOldSnapshot() {
    KvStore store = filled(SHORT_LIVED);
    KvSnapshot snapshot = store.snapshot();
    Patience.await(
        "the cursor ends",
        () -> {
          try (KvCursor cursor = snapshot.cursor()) {
            for (boolean more = cursor.first(); more; more = cursor.next()) {
              assertThat(cursor.key().toByteArray()).isEqualTo(cursor.value().toByteArray());
            }
            return false;
          } catch (KvSnapshotExpiredException expired) {
            return true;
          }
        });
    Patience.await("all is freed", () -> ledger().snapshots.get() == 0);
    ledger().assertNothingInUse();
  }

  @Test
  final void expiryWaitsForTheCallInProgressAndEndsItsScan() {
    KvSnapshot snapshot = filled(SHORT_LIVED).snapshot();
    AtomicInteger visits = new AtomicInteger();
    assertThatThrownBy(
            () ->
                snapshot.scan(
                    Bytes.EMPTY,
                    null,
                    ScanDirection.FORWARD,
                    (key, value) -> {
                      Patience.await("the snapshot expires", () -> isExpired(snapshot));
                      visits.incrementAndGet();
                      assertThat(ledger().snapshots).hasValue(1);
                      assertThat(key.toByteArray()).isEqualTo(value.toByteArray());
                      return true;
                    }))
        .isInstanceOf(KvSnapshotExpiredException.class);
    assertThat(visits).as("visits after the expiry").hasValueLessThanOrEqualTo(1);
    Patience.await("it is freed", () -> ledger().snapshots.get() == 0);
  }

  @Test
  final void expiryRacesWithReadsAndCloses() {
    KvStore store = filled(SHORT_LIVED);
    AtomicInteger expired = new AtomicInteger();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < 3; i++) {
        crew.start(
            "reader " + i,
            () -> {
              for (int scans = 1; expired.get() < 30 && !crew.failed(); scans += 10) {
                try (KvSnapshot snapshot = store.snapshot()) {
                  for (int scan = 0; scan < scans; scan++) {
                    assertThat(Entries.forward(snapshot)).hasSize(100);
                  }
                } catch (KvSnapshotExpiredException e) {
                  expired.incrementAndGet();
                }
              }
            });
      }
    }
    Patience.await("all are freed", () -> ledger().snapshots.get() == 0);
    ledger().assertNothingInUse();
  }

  @Test
  final void aStoreClosesBesideItsOldSnapshots() {
    for (int round = 0; round < 5; round++) {
      KvStore store = open(temporary.resolve("round-" + round), SHORT_LIVED);
      put(store, Bytes.of(1), Bytes.of(1));
      KvSnapshot snapshot = store.snapshot();
      for (int i = 0; i < 20; i++) {
        assertThat(store.snapshot()).isNotNull();
      }
      Patience.await("the first one expires", () -> isExpired(snapshot));
      store.close();
      ledger().assertAllClosed();
    }
  }

  @Test
  final void whatIsNotLentHasNoAge() {
    KvStore store = filled(SHORT_LIVED);
    try (LendableSnapshot own = store.lendableSnapshot();
        KvSnapshot snapshot = store.snapshot()) {
      Patience.await("the one that was opened later expires", () -> isExpired(snapshot));
      assertThat(Entries.forward(own)).hasSize(100);
    }
  }

  @Test
  final void aLostSnapshotIsFreed() {
    KvStore store = filled(LEAKS);
    lose(store);
    Patience.awaitCollected("it is freed", () -> ledger().snapshots.get() == 0);
    ledger().assertNothingInUse();
    assertThat(openSnapshots(store)).isZero();
    assertThat(entries(store)).hasSize(100);
  }

  /** Out of the test's frame, so that nothing refers to the snapshot afterwards. */
  private static void lose(KvStore store) {
    KvCursor cursor = store.snapshot().cursor();
    assertThat(cursor.first()).isTrue();
  }

  @Test
  final void aCursorKeepsItsSnapshot() {
    KvStore store = filled(LEAKS);
    KvCursor held = store.snapshot().cursor();
    held.first();
    lose(store);
    Patience.awaitCollected("the other one is freed", () -> ledger().snapshots.get() == 1);
    assertThat(held.next()).isTrue();
    assertThat(held.key().toByteArray()).isEqualTo(Bytes.of(1));
    held.close();
  }
}
