package dev.keygraph.engine.xodus;

import static dev.keygraph.engine.xodus.Stores.all;
import static dev.keygraph.engine.xodus.Stores.key;
import static dev.keygraph.engine.xodus.Stores.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore.BulkLoader;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvValueTooLargeException;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class XodusStoreTest {
  private static final String FIRST_FILE = "00000000000.xd";

  @TempDir Path directory;

  @Test
  void nestedScansKeepTheOuterViews() {
    try (XodusStore store = Stores.open(directory)) {
      write(store, txn -> fill(txn, 0, 2000));
      try (KvSnapshot snapshot = store.snapshot()) {
        AtomicInteger inner = new AtomicInteger();
        boolean exhausted =
            snapshot.scan(
                key(10),
                key(40),
                ScanDirection.FORWARD,
                (outerKey, outerValue) -> {
                  int number = outerKey.getInt(0);
                  snapshot.scan(
                      key(number + 1),
                      key(number + 101),
                      ScanDirection.BACKWARD,
                      (key, value) -> {
                        snapshot.get(key(number), (k, v) -> inner.addAndGet(v.getInt(0)) > 0);
                        inner.incrementAndGet();
                        return true;
                      });
                  assertThat(outerKey.getInt(0)).isEqualTo(number);
                  assertThat(outerValue.getInt(0)).isEqualTo(-number);
                  return number < 30;
                });
        assertThat(exhausted).isFalse();
        int sum = 0;
        for (int number = 10; number <= 30; number++) {
          sum += 100 * (1 - number);
        }
        assertThat(inner).hasValue(sum);
      }
    }
  }

  /**
   * Ascending keys fill pages by seven eighths. Of as many keys in a row, all but one are deleted,
   * at each alignment: so some page has one entry between two full ones, which Xodus does not
   * merge.
   */
  @Test
  void seeksBackOverAPageWithOneEntry() {
    int page = Stores.settings(Map.of()).getInt("tree-page-entries") * 7 / 8;
    int stride = 2 * page + 1;
    int keys = page * stride + page;
    NavigableSet<Integer> present = new TreeSet<>();
    try (XodusStore store = Stores.open(directory)) {
      write(store, txn -> fill(txn, 0, keys));
      for (int i = 0; i < keys; i++) {
        present.add(i);
      }
      write(
          store,
          txn -> {
            for (int from = stride; from < keys; from += stride) {
              for (int i = from; i < Math.min(from + page - 1, keys); i++) {
                txn.delete(key(i));
                present.remove(i);
              }
            }
          });
      try (KvSnapshot snapshot = store.snapshot();
          KvCursor cursor = snapshot.cursor()) {
        for (int from = stride; from + page <= keys; from += stride) {
          for (int target = from - page; target < from + page; target++) {
            assertThat(cursor.seek(key(from + page - 1))).isTrue();
            assertThat(cursor.key().getInt(0)).isEqualTo(from + page - 1);
            assertThat(cursor.seek(key(target))).isTrue();
            assertThat(cursor.key().getInt(0)).isEqualTo(present.ceiling(target));
          }
        }
      }
    }
  }

  @Test
  void spaceOfOverwrittenEntriesComesBack() throws IOException {
    int keys = 4000;
    long written = 0;
    try (XodusStore store = Stores.open(directory)) {
      Random random = new Random(1);
      int[] values = new int[keys];
      for (int round = 0; round < 250; round++) {
        int value = round;
        write(
            store,
            txn -> {
              for (int i = 0; i < 600; i++) {
                int key = random.nextInt(keys);
                values[key] = value;
                txn.put(key(key), ByteBuffer.allocate(2000).putInt(value).array());
              }
            });
        written += 600 * 2000;
      }
      assertThat(written).isGreaterThan(250L << 20);
      assertThat(bytesIn(directory)).isLessThan(130L << 20);
      try (KvSnapshot snapshot = store.snapshot()) {
        for (int i = 0; i < keys; i++) {
          byte[] found = Objects.requireNonNull(snapshot.get(key(i)));
          assertThat(ByteBuffer.wrap(found).getInt()).isEqualTo(values[i]);
        }
      }
    }
    try (XodusStore store = Stores.open(directory)) {
      assertThat(store.statistics().entries()).isEqualTo(keys);
      assertThat(store.statistics().details().get("log-free-bytes")).isGreaterThan(10L << 20);
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThat(all(snapshot)).hasSize(2 * keys);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void reopensWhatWasCommittedAndNothingElse(Durability durability) {
    try (XodusStore store = Stores.open(directory, durability, false)) {
      write(store, txn -> fill(txn, 0, 100));
      try (EngineTransaction rolledBack = store.begin()) {
        fill(rolledBack, 100, 200);
      }
    }
    try (XodusStore store = Stores.open(directory, durability, false);
        KvSnapshot snapshot = store.snapshot()) {
      assertThat(all(snapshot)).hasSize(200);
      assertThat(store.statistics().entries()).isEqualTo(100);
    }
  }

  @Test
  void holdsTheLargestValuesAndRefusesLargerOnesForGood() {
    byte[] large = new byte[16 << 20];
    new Random(1).nextBytes(large);
    try (XodusStore store = Stores.open(directory, Durability.DURABLE, false)) {
      for (int i = 0; i < 4; i++) {
        byte[] key = new byte[511];
        key[510] = (byte) i;
        write(store, txn -> txn.put(key, large));
      }
      try (EngineTransaction txn = store.begin()) {
        txn.put(key(1), key(1));
        txn.put(key(2), new byte[21 << 20]);
        assertThatThrownBy(txn::commit)
            .isInstanceOf(KvValueTooLargeException.class)
            .hasMessageContaining("file-size");
      }
      write(store, txn -> txn.put(key(3), key(3)));
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(key(1))).isNull();
        assertThat(snapshot.get(key(3))).isEqualTo(key(3));
      }
    }
    try (XodusStore store = Stores.open(directory);
        KvSnapshot snapshot = store.snapshot()) {
      byte[] key = new byte[511];
      key[510] = 3;
      assertThat(snapshot.get(key)).isEqualTo(large);
      assertThat(store.statistics().entries()).isEqualTo(5);
    }
  }

  @Test
  void loadsSortedEntries() {
    try (XodusStore store = Stores.open(directory, Durability.DURABLE, false)) {
      try (BulkLoader loader = store.bulkLoader()) {
        byte[] buffer = new byte[32];
        for (int i = 0; i < 300_000; i++) {
          System.arraycopy(key(i), 0, buffer, 5, 4);
          loader.put(buffer, 5, 4, buffer, 6, i % 3);
        }
        loader.finish();
      }
      write(store, txn -> txn.delete(key(7)));
    }
    try (XodusStore store = Stores.open(directory);
        KvSnapshot snapshot = store.snapshot()) {
      assertThat(store.statistics().entries()).isEqualTo(299_999);
      assertThat(snapshot.get(key(299_999))).hasSize(299_999 % 3);
      assertThat(snapshot.get(key(7))).isNull();
    }
  }

  @Test
  void isOpenedOnceOnly() {
    Map<String, String> impatient = Map.of("lock-timeout", "0 s");
    try (XodusStore store = Stores.open(directory)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(
                () -> Stores.open(directory, Durability.UNSAFE, false, Stores.settings(impatient)))
            .isInstanceOf(KvLockedException.class)
            .hasMessageContaining(directory.toString());
      }
      write(store, txn -> txn.put(key(1), key(1)));
    }
    Stores.open(directory).close();
  }

  @Test
  void readOnlyChangesNothing() throws IOException {
    try (XodusStore store = Stores.open(directory)) {
      write(store, txn -> fill(txn, 0, 5000));
    }
    // As a kill in the middle of a commit leaves it.
    try (RandomAccessFile log =
        new RandomAccessFile(directory.resolve(FIRST_FILE).toFile(), "rw")) {
      log.seek(log.length());
      log.write(new byte[] {3, 5, 7, 1, 0, 0, 9});
    }
    byte[] before = Files.readAllBytes(directory.resolve(FIRST_FILE));
    try (XodusStore store = Stores.open(directory, Durability.DURABLE, true);
        KvSnapshot snapshot = store.snapshot()) {
      assertThat(all(snapshot)).hasSize(10_000);
    }
    assertThat(Files.readAllBytes(directory.resolve(FIRST_FILE))).isEqualTo(before);
    try (XodusStore store = Stores.open(directory)) {
      write(store, txn -> fill(txn, 5000, 5001));
      assertThat(store.statistics().entries()).isEqualTo(5001);
    }
  }

  @Test
  void saysSoWhenAcknowledgedCommitsAreMissing() throws IOException {
    try (XodusStore store = Stores.open(directory, Durability.DURABLE, false)) {
      for (int i = 0; i < 50; i++) {
        int first = i * 100;
        write(store, txn -> fill(txn, first, first + 100));
      }
    }
    byte[] before;
    try (RandomAccessFile log =
        new RandomAccessFile(directory.resolve(FIRST_FILE).toFile(), "rw")) {
      log.setLength(log.length() * 2 / 3);
      before = Files.readAllBytes(directory.resolve(FIRST_FILE));
    }
    for (boolean readOnly : new boolean[] {false, true, false}) {
      assertThatThrownBy(() -> Stores.open(directory, Durability.DURABLE, readOnly))
          .isInstanceOf(KvCorruptedException.class)
          .hasMessageContaining("acknowledged");
    }
    assertThat(Files.readAllBytes(directory.resolve(FIRST_FILE))).isEqualTo(before);
    Files.delete(directory.resolve(FIRST_FILE));
    assertThatThrownBy(() -> Stores.open(directory)).isInstanceOf(KvCorruptedException.class);
  }

  @Test
  void interruptsHarmNothing() throws Exception {
    try (XodusStore store =
        Stores.open(
            directory, Durability.DURABLE, false, Stores.settings(Map.of("cache-size", "1 MiB")))) {
      write(store, txn -> fill(txn, 0, 100_000));
      AtomicBoolean done = new AtomicBoolean();
      Thread reading = Thread.currentThread();
      CompletableFuture<Void> interrupting =
          CompletableFuture.runAsync(
              () -> {
                while (!done.get()) {
                  reading.interrupt();
                  Thread.onSpinWait();
                }
              });
      try {
        for (int i = 0; i < 30; i++) {
          int number = 100_000 + i;
          write(store, txn -> fill(txn, number, number + 1));
          store.flush();
          try (KvSnapshot snapshot = store.snapshot()) {
            assertThat(snapshot.get(key(number))).isEqualTo(key(-number));
            AtomicInteger count = new AtomicInteger();
            snapshot.scan(
                Stores.EMPTY,
                null,
                ScanDirection.FORWARD,
                (key, value) -> count.incrementAndGet() > 0);
            assertThat(count).hasValue(number + 1);
          }
        }
        Path copy = Files.createDirectory(directory.resolve("copy"));
        store.backup(copy);
        Stores.open(copy).close();
      } finally {
        done.set(true);
        interrupting.join();
        assertThat(Thread.interrupted()).isTrue();
      }
    }
    try (XodusStore store = Stores.open(directory)) {
      assertThat(store.statistics().entries()).isEqualTo(100_030);
    }
  }

  @Test
  void backsUpOneStateBesideTheWriter() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    try (XodusStore store = Stores.open(directory)) {
      write(store, txn -> fill(txn, 0, 200_000));
      CompletableFuture<Void> copying = CompletableFuture.runAsync(() -> store.backup(copy));
      int next = 200_000;
      while (!copying.isDone()) {
        int number = next++;
        write(
            store,
            txn -> {
              txn.put(key(number), key(number));
              txn.delete(key(number - 200_000));
            });
      }
      copying.get();
    }
    try (XodusStore store = Stores.open(copy);
        KvSnapshot snapshot = store.snapshot()) {
      assertThat(store.statistics().entries()).isEqualTo(200_000);
      assertThat(all(snapshot)).hasSize(400_000);
    }
  }

  @Test
  void settingsThatCannotBeAreNamed() {
    assertThatThrownBy(
            () ->
                XodusSettings.of(
                    Stores.settings(Map.of("file-size", "8 MiB", "cache-size", "64 MiB"))))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("keygraph.engines.xodus.file-size");
  }

  @Test
  void aStoreKeepsTheFileSizeThatItWasMadeWith() {
    try (XodusStore store = Stores.open(directory)) {
      write(store, txn -> txn.put(key(1), new byte[15 << 20]));
      write(store, txn -> txn.put(key(2), new byte[15 << 20]));
    }
    try (XodusStore store =
        Stores.open(
            directory, Durability.DURABLE, false, Stores.settings(Map.of("file-size", "64 MiB")))) {
      write(store, txn -> txn.put(key(3), new byte[15 << 20]));
      assertThat(store.statistics().entries()).isEqualTo(3);
    }
  }

  private static void fill(EngineTransaction txn, int from, int to) {
    for (int i = from; i < to; i++) {
      txn.put(key(i), key(-i));
    }
  }

  private static long bytesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
