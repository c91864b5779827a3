package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A snapshot never changes, whatever is committed while it is open. */
abstract class SnapshotTests extends WritingScanTests {

  @Test
  final void aSnapshotSeesTheCommitsBeforeIt() {
    try (KvSnapshot empty = store().snapshot()) {
      put(store(), Bytes.of(1), Bytes.of(1));
      try (KvSnapshot one = store().snapshot()) {
        put(store(), Bytes.of(1), Bytes.of(2));
        put(store(), Bytes.of(2), Bytes.of(2));
        try (KvSnapshot two = store().snapshot()) {
          write(transaction -> transaction.delete(Bytes.of(1)));
          assertThat(Entries.checked(empty)).isEmpty();
          assertThat(Entries.checked(one)).containsExactly(new Entry(Bytes.of(1), Bytes.of(1)));
          assertThat(Entries.checked(two)).hasSize(2);
          assertThat(two.get(Bytes.of(1))).isEqualTo(Bytes.of(2));
          assertThat(one.get(Bytes.of(2))).isNull();
          assertThat(empty.get(Bytes.of(1))).isNull();
        }
      }
    }
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void snapshotsThatAreOpenedAndClosedAtRandomKeepTheirVersions() {
    record Held(KvSnapshot snapshot, long version) {}
    Random random = new Random(11);
    Versions versions = new Versions(12, 200);
    List<Held> held = new ArrayList<>();
    for (int commit = 1; commit <= 300; commit++) {
      write(versions::next);
      while (random.nextInt(3) != 0 && held.size() < 30) {
        held.add(new Held(store().snapshot(), commit));
      }
      while (random.nextInt(3) == 0 && !held.isEmpty()) {
        Held closing = held.remove(random.nextInt(held.size()));
        versions.check(closing.snapshot, closing.version);
        closing.snapshot.close();
      }
      if (!held.isEmpty()) {
        Held checked = held.get(random.nextInt(held.size()));
        assertThat(versions.check(checked.snapshot)).isEqualTo(checked.version);
      }
    }
    for (Held each : held) {
      versions.check(each.snapshot, each.version);
      each.snapshot.close();
    }
    try (KvSnapshot last = store().snapshot()) {
      versions.check(last, 300);
    }
  }

  /**
   * Readers hold their first snapshot to the end and open new ones all along; each read must see
   * one whole version, at least the one that was acknowledged before the snapshot was opened.
   */
  @Test
  final void readersSeeWholeVersionsBesideAWriter() {
    int commits = 400;
    int readers = 3;
    KvStore store = store();
    Versions versions = new Versions(13, 300);
    AtomicLong acknowledged = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch ready = new CountDownLatch(readers);
    for (int i = 1; i <= 3; i++) {
      write(versions::next);
      acknowledged.set(i);
    }
    try (Crew crew = new Crew()) {
      for (int reader = 0; reader < readers; reader++) {
        crew.start(
            "reader " + reader,
            () -> {
              try (KvSnapshot oldest = store.snapshot()) {
                long first = versions.check(oldest);
                ready.countDown();
                while (!done.get()) {
                  long atLeast = acknowledged.get();
                  try (KvSnapshot snapshot = store.snapshot()) {
                    long version = versions.check(snapshot);
                    assertThat(version).isGreaterThanOrEqualTo(atLeast);
                    versions.check(oldest, first);
                    versions.check(snapshot, version);
                  }
                }
                versions.check(oldest, first);
              }
            });
      }
      crew.start(
          "writer",
          () -> {
            try {
              assertThat(ready.await(1, TimeUnit.MINUTES)).isTrue();
              for (long i = 4; i <= commits && !crew.failed(); i++) {
                write(store, versions::next);
                acknowledged.set(i);
              }
            } finally {
              done.set(true);
            }
          });
    }
    try (KvSnapshot last = store.snapshot()) {
      versions.check(last, commits);
    }
  }

  @Test
  final void aScanInProgressDoesNotSeeCommits() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    for (int i = 0; i < 1000; i++) {
      expected.put(Bytes.of(i), Bytes.of(i));
    }
    putAll(store(), expected);
    for (ScanDirection direction : ScanDirection.values()) {
      List<Entry> seen = new ArrayList<>();
      try (KvSnapshot snapshot = store().snapshot()) {
        snapshot.scan(
            Bytes.EMPTY,
            null,
            direction,
            (key, value) -> {
              int number = key.getInt(0);
              if (number % 100 == 50) {
                write(
                    transaction -> {
                      for (int i = 0; i < 1000; i += 7) {
                        transaction.put(Bytes.of(i), Bytes.repeat(number, 300));
                        transaction.delete(Bytes.of(i + 3));
                      }
                    });
              }
              return seen.add(new Entry(key.toByteArray(), value.toByteArray()));
            });
      }
      Entries.check(
          "during commits",
          direction == ScanDirection.FORWARD ? seen : Entries.reversed(seen),
          Entries.of(expected));
      putAll(store(), expected);
      check(store(), expected);
    }
  }

  @Test
  final void aCursorDoesNotSeeCommits() {
    write(
        transaction -> {
          for (int i = 0; i < 100; i++) {
            transaction.put(Bytes.of(2 * i), Bytes.of(i));
          }
        });
    try (KvSnapshot snapshot = store().snapshot();
        KvCursor cursor = snapshot.cursor()) {
      cursor.first();
      for (int i = 0; i < 100; i++) {
        int number = i;
        assertThat(cursor.key().getInt(0)).isEqualTo(2 * i);
        assertThat(cursor.value().getInt(0)).isEqualTo(i);
        write(
            transaction -> {
              transaction.delete(Bytes.of(2 * number));
              transaction.delete(Bytes.of(2 * number + 2));
              transaction.put(Bytes.of(2 * number + 1), Bytes.EMPTY);
            });
        assertThat(cursor.isValid()).isTrue();
        assertThat(cursor.key().getInt(0)).isEqualTo(2 * i);
        assertThat(cursor.next()).isEqualTo(i < 99);
      }
    }
    assertThat(entries(store())).hasSize(100);
  }

  @Test
  final void callsOnOneSnapshotRunOneAtATime() {
    write(
        transaction -> {
          for (int i = 0; i < 500; i++) {
            transaction.put(Bytes.of(i), Bytes.of(-i));
          }
        });
    try (KvSnapshot shared = store().snapshot();
        Crew crew = new Crew()) {
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(thread);
        crew.start(
            "reader " + thread,
            () -> {
              for (int round = 0; round < 40; round++) {
                assertThat(Entries.forward(shared)).hasSize(500);
                int number = random.nextInt(500);
                assertThat(shared.get(Bytes.of(number))).isEqualTo(Bytes.of(-number));
                try (KvCursor cursor = shared.cursor()) {
                  assertThat(cursor.seek(Bytes.of(number))).isTrue();
                }
              }
            });
      }
    }
  }

  @Test
  final void aSnapshotMayBeClosedByAnotherThread() {
    put(store(), Bytes.of(1), Bytes.of(1));
    for (int i = 0; i < 20; i++) {
      KvSnapshot snapshot = store().snapshot();
      KvCursor cursor = snapshot.cursor();
      try (Crew crew = new Crew()) {
        crew.start(
            "closer",
            () -> {
              assertThat(cursor.first()).isTrue();
              assertThat(snapshot.get(Bytes.of(1))).isEqualTo(Bytes.of(1));
              snapshot.close();
            });
      }
      CursorTests.assertClosed(cursor);
    }
  }
}
