package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Threads that use each other's snapshots, cursors and views, of which any may be closed at any
 * moment, as the store is in the end. Each call must work or throw {@link KvClosedException}; what
 * was seen through an escaped view does not matter.
 */
final class Misuse {
  private static final int THREADS = 4;
  private static final int SLOTS = 8;
  private static final int ENTRIES = 300;

  private final KvStore store;
  private final AtomicReferenceArray<KvSnapshot> snapshots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<KvCursor> cursors = new AtomicReferenceArray<>(SLOTS);
  private final AtomicReferenceArray<KvView> views = new AtomicReferenceArray<>(SLOTS);
  private final AtomicBoolean over = new AtomicBoolean();

  private Misuse(KvStore store) {
    this.store = store;
  }

  /** Opens a store, misuses and closes it, several times. */
  static void run(KvConformance conformance, Path directory, int rounds) throws Exception {
    Set<Durability> levels = conformance.engine().traits().durabilities();
    Durability durability =
        levels.contains(Durability.RELAXED)
            ? Durability.RELAXED
            : levels.contains(Durability.DURABLE) ? Durability.DURABLE : Durability.UNSAFE;
    for (int round = 0; round < rounds; round++) {
      KvStore store =
          conformance.open(
              conformance.engine(),
              new StoreOptions(directory, durability, false, conformance.settings()));
      new Misuse(store).round(round);
    }
  }

  private void round(int round) throws Exception {
    KvGroup.write(
        store,
        transaction -> {
          for (int i = 0; i < ENTRIES; i++) {
            transaction.put(Bytes.of(i), Bytes.repeat(i, i * 10));
          }
        });
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < THREADS; thread++) {
        Random random = new Random(1000L * round + thread);
        crew.start("misuser " + thread, () -> use(random));
      }
      Random random = new Random(round);
      for (int commit = 0; commit < 60 && !crew.failed(); commit++) {
        KvGroup.write(
            store,
            transaction -> {
              for (int i = 0; i < 20; i++) {
                int number = random.nextInt(ENTRIES);
                transaction.put(Bytes.of(number), Bytes.repeat(i, random.nextInt(4000)));
                transaction.scan(
                    Bytes.of(number),
                    null,
                    ScanDirection.FORWARD,
                    (key, value) -> {
                      views.set(random.nextInt(SLOTS), value);
                      return false;
                    });
              }
            });
      }
      store.close();
      over.set(true);
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      KvSnapshot snapshot = snapshots.get(slot);
      if (snapshot != null) {
        assertThatThrownBy(() -> snapshot.get(Bytes.of(1))).isInstanceOf(KvClosedException.class);
        assertThatThrownBy(snapshot::cursor).isInstanceOf(KvClosedException.class);
        snapshot.close();
      }
      KvCursor cursor = cursors.get(slot);
      if (cursor != null) {
        CursorTests.assertClosed(cursor);
        cursor.close();
      }
      KvView view = views.get(slot);
      if (view != null) {
        WritingScanTests.readAnyhow(view);
      }
    }
    assertThatThrownBy(store::snapshot).isInstanceOf(KvClosedException.class);
  }

  private void use(Random random) {
    int afterwards = 200;
    while (!over.get() || afterwards-- > 0) {
      try {
        step(random);
      } catch (KvClosedException expected) {
        assertThat(expected).hasMessageContaining("closed");
      }
    }
  }

  private void step(Random random) {
    int slot = random.nextInt(SLOTS);
    KvSnapshot snapshot = snapshots.get(slot);
    KvCursor cursor = cursors.get(slot);
    byte[] key = Bytes.of(random.nextInt(ENTRIES));
    switch (random.nextInt(9)) {
      case 0 -> {
        KvSnapshot opened = store.snapshot();
        KvSnapshot before = snapshots.getAndSet(slot, opened);
        if (before != null) {
          before.close();
        }
      }
      case 1 -> {
        if (snapshot != null) {
          snapshot.close();
        }
      }
      case 2 -> {
        if (snapshot != null) {
          KvCursor opened = snapshot.cursor();
          opened.seek(key);
          KvCursor before = cursors.getAndSet(slot, opened);
          if (before != null) {
            before.close();
          }
        }
      }
      case 3, 4 -> {
        if (cursor != null && (random.nextBoolean() ? cursor.next() : cursor.seekBefore(key))) {
          show(cursor, slot);
        }
      }
      case 5 -> {
        if (snapshot != null) {
          snapshot.get(key, (k, value) -> escape(slot, value));
        }
      }
      case 6, 7 -> {
        if (snapshot != null) {
          snapshot.scan(
              key,
              null,
              random.nextBoolean() ? ScanDirection.FORWARD : ScanDirection.BACKWARD,
              (k, value) -> escape(slot, value) && random.nextInt(40) != 0);
        }
      }
      default -> {
        KvView view = views.get(slot);
        if (view != null) {
          WritingScanTests.readAnyhow(view);
        }
      }
    }
  }

  private boolean escape(int slot, KvView view) {
    views.set(slot, view);
    return true;
  }

  /** Another thread may move the cursor to nowhere in between. */
  private void show(KvCursor cursor, int slot) {
    try {
      escape(slot, cursor.value());
      WritingScanTests.readAnyhow(cursor.key());
    } catch (IllegalStateException nowhere) {
      assertThat(nowhere).hasMessageContaining("entry");
    }
  }
}
