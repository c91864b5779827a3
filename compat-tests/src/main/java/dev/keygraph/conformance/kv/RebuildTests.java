package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.Crew;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.kv.EngineStore.BulkLoader;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The whole content is replaced at once, or stays as it is. */
abstract class RebuildTests extends VirtualThreadTests {
  private static final int ENTRIES = 2000;
  private static final int KILLS = 6;

  /** Rebuilds with a content all of whose entries hold a number. */
  static void rebuild(KvStore store, long number) {
    store.rebuild(
        loader -> {
          for (int i = 0; i < ENTRIES; i++) {
            append(loader, Bytes.of(i * 3), Bytes.concat(Bytes.of(number), Bytes.of(i)));
          }
        },
        snapshots -> {
          if (numberOf(snapshots.get()) != number) {
            throw new IllegalStateException("the new content is not what was loaded");
          }
        });
  }

  /** Checks that a reader sees one whole content, and returns its number. */
  static long numberOf(KvReader reader) {
    List<Entry> entries = Entries.forward(reader);
    assertThat(entries).hasSize(ENTRIES);
    long number = Bytes.toLong(entries.get(0).value());
    for (int i = 0; i < ENTRIES; i++) {
      assertThat(entries.get(i))
          .isEqualTo(new Entry(Bytes.of(i * 3), Bytes.concat(Bytes.of(number), Bytes.of(i))));
    }
    return number;
  }

  static long numberIn(KvStore store) {
    return read(store, RebuildTests::numberOf);
  }

  private static void append(BulkLoader loader, byte[] key, byte[] value) {
    loader.put(key, 0, key.length, value, 0, value.length);
  }

  private void fill(NavigableMap<byte[], byte[]> content) {
    for (int i = 0; i < 500; i++) {
      content.put(Bytes.of(2 * i), Bytes.repeat(i, i));
    }
    putAll(store(), content);
  }

  @Test
  final void theWholeContentIsReplaced() {
    fill(Bytes.map());
    rebuild(store(), 1);
    assertThat(RebuildTests.numberIn(store())).isEqualTo(1);
    rebuild(store(), 2);
    assertThat(RebuildTests.numberIn(store())).isEqualTo(2);
    reopenIfPersistent();
    if (traits().persistent()) {
      assertThat(RebuildTests.numberIn(store())).isEqualTo(2);
    }
    put(store(), Bytes.of(1), Bytes.of(1));
    write(transaction -> transaction.delete(Bytes.of(3)));
    rebuild(store(), 3);
    assertThat(RebuildTests.numberIn(store())).isEqualTo(3);
  }

  @Test
  final void anEmptyStoreIsLoadedAndAFullOneEmptied() {
    rebuild(store(), 1);
    store()
        .rebuild(loader -> {}, snapshots -> assertThat(Entries.checked(snapshots.get())).isEmpty());
    assertThat(entries(store())).isEmpty();
    reopenIfPersistent();
    put(store(), Bytes.of(1), Bytes.of(1));
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void entriesOfAllSizesAreLoadedFromReusedArrays() {
    Random random = new Random(22);
    NavigableMap<byte[], byte[]> content = Bytes.map();
    for (int length = 1; length <= KvTraits.COMMON_MAX_KEY_BYTES; length++) {
      content.put(Bytes.random(random, length), Bytes.random(random, random.nextInt(4) * length));
    }
    content.put(Bytes.hex("00"), Bytes.EMPTY);
    content.put(Bytes.hex("80"), Bytes.random(random, 300_000));
    content.put(Bytes.hex("FFFF"), Bytes.random(random, 70_000));
    byte[] keys = new byte[1000];
    byte[] values = new byte[400_000];
    store()
        .rebuild(
            loader ->
                content.forEach(
                    (key, value) -> {
                      int keyAt = random.nextInt(100);
                      int valueAt = random.nextInt(100);
                      System.arraycopy(key, 0, keys, keyAt, key.length);
                      System.arraycopy(value, 0, values, valueAt, value.length);
                      loader.put(keys, keyAt, key.length, values, valueAt, value.length);
                      Arrays.fill(keys, (byte) 0x33);
                      Arrays.fill(values, 0, value.length + 100, (byte) 0x33);
                    }),
            snapshots -> Entries.check(snapshots.get(), content));
    check(store(), content);
    reopenIfPersistent();
    write(transaction -> Entries.check(transaction, content));
  }

  @Test
  final void openSnapshotsKeepTheOldContent() {
    NavigableMap<byte[], byte[]> before = Bytes.map();
    fill(before);
    KvSnapshot old = store().snapshot();
    KvCursor cursor = old.cursor();
    cursor.seek(Bytes.of(500));
    rebuild(store(), 1);
    try (KvSnapshot middle = store().snapshot()) {
      rebuild(store(), 2);
      put(store(), Bytes.hex("FFFFFFFF"), Bytes.EMPTY);
      Entries.check(old, before);
      assertThat(numberOf(middle)).isEqualTo(1);
      assertThat(cursor.key().getInt(0)).isEqualTo(500);
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.key().getInt(0)).isEqualTo(502);
      cursor.close();
      old.close();
      assertThat(numberOf(middle)).isEqualTo(1);
    }
    write(transaction -> transaction.delete(Bytes.hex("FFFFFFFF")));
    assertThat(RebuildTests.numberIn(store())).isEqualTo(2);
  }

  @Test
  final void aFailingLoadOrVerificationLeavesTheContent() {
    NavigableMap<byte[], byte[]> before = Bytes.map();
    fill(before);
    RuntimeException thrown = new IllegalStateException("the caller's own");
    Consumer<BulkLoader> load =
        loader -> {
          append(loader, Bytes.of(1), Bytes.of(1));
          append(loader, Bytes.of(2), Bytes.of(2));
        };
    assertThatThrownBy(
            () ->
                store()
                    .rebuild(
                        loader -> {
                          load.accept(loader);
                          throw thrown;
                        },
                        snapshot -> {}))
        .isSameAs(thrown);
    check(store(), before);
    assertThatThrownBy(
            () ->
                store()
                    .rebuild(
                        load,
                        snapshots -> {
                          assertThat(Entries.checked(snapshots.get())).hasSize(2);
                          throw thrown;
                        }))
        .isSameAs(thrown);
    check(store(), before);
    reopenIfPersistent();
    put(store(), Bytes.of(0), Bytes.repeat(0, 0));
    check(store(), before);
  }

  @Test
  final void whatOutlivesARebuildIsRefused() {
    rebuild(store(), 1);
    for (boolean fails : new boolean[] {false, true}) {
      List<BulkLoader> loaders = new ArrayList<>();
      List<Supplier<KvSnapshot>> suppliers = new ArrayList<>();
      List<KvSnapshot> opened = new ArrayList<>();
      assertThatCode(
              () ->
                  store()
                      .rebuild(
                          loader -> {
                            append(loader, Bytes.of(1), Bytes.of(1));
                            loaders.add(loader);
                          },
                          snapshots -> {
                            suppliers.add(snapshots);
                            opened.add(snapshots.get());
                            if (fails) {
                              throw new IllegalStateException("the caller's own");
                            }
                          }))
          .satisfies(thrown -> assertThat(thrown != null).isEqualTo(fails));
      assertThatThrownBy(() -> append(loaders.get(0), Bytes.of(2), Bytes.of(2)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> suppliers.get(0).get()).isInstanceOf(KvClosedException.class);
      assertThatThrownBy(() -> Entries.forward(opened.get(0)))
          .isInstanceOf(KvClosedException.class);
      opened.get(0).close();
    }
    assertThat(entries(store())).hasSize(1);
  }

  /** Threads that a verification leaves behind never reach what is closed under them. */
  @Test
  final void aVerificationMayEndBeforeItsThreads() {
    rebuild(store(), 1);
    for (int round = 0; round < 10; round++) {
      Semaphore reading = new Semaphore(0);
      try (Crew crew = new Crew()) {
        assertThatThrownBy(
                () ->
                    store()
                        .rebuild(
                            loader -> append(loader, Bytes.of(1), Bytes.of(1)),
                            snapshots -> {
                              crew.start("reader 0", () -> readUntilClosed(snapshots, reading));
                              crew.start("reader 1", () -> readUntilClosed(snapshots, reading));
                              reading.acquireUninterruptibly();
                              throw new IllegalStateException("the caller's own");
                            }))
            .hasMessage("the caller's own");
      }
    }
    assertThat(RebuildTests.numberIn(store())).isEqualTo(1);
  }

  private static void readUntilClosed(Supplier<KvSnapshot> snapshots, Semaphore reading) {
    assertThatThrownBy(
            () -> {
              while (true) {
                try (KvSnapshot snapshot = snapshots.get()) {
                  assertThat(Entries.forward(snapshot)).hasSize(1);
                }
                reading.release();
              }
            })
        .isInstanceOf(KvClosedException.class);
    reading.release();
  }

  @Test
  final void entriesOutOfOrderAreRefused() {
    NavigableMap<byte[], byte[]> before = Bytes.map();
    fill(before);
    for (byte[][] keys :
        new byte[][][] {
          {Bytes.of(2), Bytes.of(1)},
          {Bytes.of(1), Bytes.of(1)},
          {Bytes.hex("80"), Bytes.hex("7F")},
          {Bytes.hex("7F00"), Bytes.hex("7F")},
          {Bytes.hex("01"), Bytes.EMPTY}
        }) {
      assertThatThrownBy(
              () ->
                  store()
                      .rebuild(
                          loader -> {
                            for (byte[] key : keys) {
                              append(loader, key, Bytes.of(1));
                            }
                          },
                          snapshot -> {}))
          .isInstanceOf(RuntimeException.class);
      check(store(), before);
    }
  }

  @Test
  final void readersGoOnDuringRebuilds() {
    KvStore store = store();
    rebuild(store, 0);
    AtomicBoolean done = new AtomicBoolean();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < 2; i++) {
        crew.start(
            "reader " + i,
            () -> {
              long last = 0;
              while (!done.get()) {
                try (KvSnapshot snapshot = store.snapshot()) {
                  long number = numberOf(snapshot);
                  assertThat(number).isGreaterThanOrEqualTo(last);
                  assertThat(numberOf(snapshot)).isEqualTo(number);
                  last = number;
                }
              }
            });
      }
      crew.start(
          "rebuilder",
          () -> {
            try {
              for (int number = 1; number <= 12 && !crew.failed(); number++) {
                rebuild(store, number);
                assertThat(RebuildTests.numberIn(store)).isEqualTo(number);
              }
            } finally {
              done.set(true);
            }
          });
    }
  }

  @Test
  final void rebuildingWithinAWriteIsRefused() {
    write(
        transaction -> {
          assertThatThrownBy(() -> rebuild(store(), 1)).isInstanceOf(IllegalStateException.class);
          transaction.put(Bytes.of(1), Bytes.of(1));
        });
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void aKilledRebuildLeavesTheOldContentOrTheNew() throws Exception {
    assumePersistent();
    Files.createDirectories(directory());
    Random random = new Random(Seeds.next());
    long acknowledged = 0;
    try (KvStore store = open(directory(), strongestLevel(), false)) {
      rebuild(store, acknowledged);
    }
    for (int kill = 0; kill < KILLS; kill++) {
      long begun = acknowledged;
      try (ChildJvm child =
          Child.start(
              conformance(),
              ChildTask.REBUILD,
              directory(),
              strongestLevel(),
              Long.toString(acknowledged + 1))) {
        child.expect("begin " + (acknowledged + 1));
        begun = acknowledged + 1;
        long nanos = 20_000_000;
        for (int rounds = random.nextInt(3); rounds > 0; rounds--) {
          long start = System.nanoTime();
          child.expect("acknowledged " + ++acknowledged);
          child.expect("begin " + ++begun);
          nanos = System.nanoTime() - start;
        }
        long until = System.nanoTime() + (long) (random.nextDouble() * nanos);
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        child.kill();
        for (String line = child.readLine(); line != null; line = child.readLine()) {
          long number = Long.parseLong(line.substring(line.indexOf(' ') + 1));
          if (line.startsWith("begin")) {
            begun = number;
          } else {
            acknowledged = number;
          }
        }
      }
      try (KvStore store = open(directory(), strongestLevel(), false)) {
        long number = RebuildTests.numberIn(store);
        assertThat(number).isBetween(acknowledged, begun);
        acknowledged = number;
      }
    }
    assertThat(RebuildTests.numberIn(store())).isEqualTo(acknowledged);
  }
}
