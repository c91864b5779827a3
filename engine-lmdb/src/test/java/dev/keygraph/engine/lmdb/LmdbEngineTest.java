package dev.keygraph.engine.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is LMDB's own; what every engine must do is in the conformance kit. */
class LmdbEngineTest {
  private static final byte[] EMPTY = {};

  @TempDir Path directory;

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(KvEngine.class))
        .anySatisfy(engine -> assertThat(engine).isInstanceOf(LmdbEngine.class));
  }

  @Test
  void isBoundByItsModule() {
    assertThat(LmdbEngineModule.engine().name()).isEqualTo("lmdb");
  }

  @Test
  void aReservedMapCostsNoDisk() throws IOException {
    try (EngineStore store = open("map-size = 1 TiB")) {
      put(store, "a", new byte[100_000]);
      assertThat(Files.size(directory.resolve(LmdbStore.DATA_FILE))).isLessThan(1 << 20);
      assertThat(store.statistics().bytesOnDisk()).isBetween(100_000L, 2L << 20);
      assertThat(store.statistics().entries()).isEqualTo(1);
    }
  }

  @Test
  void aFullMapNamesTheOptionAndLosesOneTransactionAlone() {
    try (EngineStore store = open("map-size = 1 MiB")) {
      put(store, "kept", new byte[1000]);
      assertThatThrownBy(() -> put(store, "lost", new byte[2 << 20]))
          .isInstanceOf(KvOutOfSpaceException.class)
          .hasMessageContaining("keygraph.engines.lmdb.map-size")
          .hasMessageContaining(directory.toString());
      put(store, "later", new byte[1000]);
      assertThat(keys(store)).containsExactly("kept", "later");
    }
    try (EngineStore store = open("map-size = 16 MiB")) {
      put(store, "lost", new byte[2 << 20]);
      assertThat(keys(store)).containsExactly("kept", "later", "lost");
    }
  }

  @Test
  void tooManySnapshotsNameTheOption() {
    try (EngineStore store = open("max-readers = 3")) {
      List<KvSnapshot> snapshots = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        snapshots.add(store.snapshot());
      }
      assertThatThrownBy(store::snapshot)
          .isInstanceOf(KvException.class)
          .hasMessageContaining("keygraph.engines.lmdb.max-readers");
      snapshots.remove(0).close();
      snapshots.add(store.snapshot());
      snapshots.forEach(KvSnapshot::close);
    }
  }

  @Test
  void closedSnapshotsAreKeptUpToALimit() {
    try (EngineStore store = open("idle-snapshots = 2")) {
      for (int round = 0; round < 3; round++) {
        List<KvSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          snapshots.add(store.snapshot());
        }
        snapshots.forEach(KvSnapshot::close);
      }
      assertThat(store.statistics().details().get("reader-slots-used")).isEqualTo(10);
    }
  }

  @Test
  void whatASnapshotKeepsIsCountedAsFree() {
    try (EngineStore store = open()) {
      put(store, "a", new byte[100_000]);
      long before = freeBytes(store);
      try (KvSnapshot held = store.snapshot()) {
        for (int i = 0; i < 10; i++) {
          put(store, "a", new byte[100_000]);
        }
        assertThat(freeBytes(store)).isBetween(before + 900_000, before + 1_200_000);
        assertThat(held.get(bytes("a"))).hasSize(100_000);
      }
      for (int i = 0; i < 20; i++) {
        put(store, "a", new byte[100_000]);
      }
      assertThat(freeBytes(store)).isLessThan(before + 1_200_000);
    }
  }

  private static long freeBytes(EngineStore store) {
    return store.statistics().details().getOrDefault("free-bytes", -1L);
  }

  @Test
  void aReusedSnapshotSeesTheLastCommit() {
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
      try (KvSnapshot first = store.snapshot()) {
        assertThat(keys(first)).containsExactly("a");
      }
      put(store, "b", EMPTY);
      try (KvSnapshot again = store.snapshot();
          KvCursor cursor = again.cursor()) {
        assertThat(keys(again)).containsExactly("a", "b");
        assertThat(cursor.last()).isTrue();
        assertThat(cursor.key().toByteArray()).isEqualTo(bytes("b"));
      }
    }
  }

  @Test
  void aWriteEndsTheViewsBeforeIt() {
    try (EngineStore store = open();
        EngineTransaction transaction = store.begin();
        KvCursor cursor = transaction.cursor()) {
      transaction.put(bytes("a"), bytes("1"));
      assertThat(cursor.first()).isTrue();
      KvView underCursor = cursor.value();
      transaction.scan(
          EMPTY,
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            transaction.put(bytes("b"), bytes("2"));
            assertEnded(key);
            assertEnded(value);
            return false;
          });
      assertEnded(underCursor);
      assertThat(cursor.isValid()).isFalse();
      assertThat(cursor.next()).isFalse();
    }
  }

  @Test
  void viewsEndWithTheReadThatGaveThem() {
    try (EngineStore store = open()) {
      put(store, "a", bytes("value"));
      List<KvView> views = new ArrayList<>();
      try (KvSnapshot snapshot = store.snapshot()) {
        snapshot.get(bytes("a"), (key, value) -> views.addAll(Arrays.asList(key, value)));
        snapshot.scan(
            EMPTY,
            null,
            ScanDirection.BACKWARD,
            (key, value) -> views.addAll(Arrays.asList(key, value)));
      }
      assertThat(views).hasSize(4).allSatisfy(LmdbEngineTest::assertEnded);
    }
  }

  @Test
  void aDamagedFileIsCorrupted() throws IOException {
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
    }
    byte[] garbage = new byte[8192];
    Arrays.fill(garbage, (byte) 0x5A);
    Files.write(directory.resolve(LmdbStore.DATA_FILE), garbage);
    assertThatThrownBy(this::open)
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void aFileThatWasNotMadeWholeIsMadeAgain() throws IOException {
    open().close();
    Path file = directory.resolve("data.mdb");
    Files.delete(directory.resolve(AcknowledgedMark.FILE));
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, 0, content.length / 2, (byte) 0);
    Files.write(file, content);
    assertThatThrownBy(() -> open(true)).isInstanceOf(KvCorruptedException.class);
    try (EngineStore store = open(false)) {
      put(store, "a", EMPTY);
      assertThat(keys(store)).containsExactly("a");
    }
  }

  private EngineStore open(boolean exists) {
    return new LmdbEngine()
        .open(
            new EngineOptions(
                directory,
                Durability.DURABLE,
                false,
                exists,
                ConfigFactory.defaultReference().getConfig("keygraph.engines.lmdb")));
  }

  @Test
  void aStoreThatIsNotThereCannotBeOpenedReadOnly() {
    assertThatThrownBy(() -> open(Durability.DURABLE, true, ""))
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void anInterruptedThreadReadsAndWrites() {
    try (EngineStore store = open()) {
      Thread.currentThread().interrupt();
      put(store, "a", EMPTY);
      store.flush();
      assertThat(keys(store)).containsExactly("a");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void aLoadOfManyNativeTransactionsIsOneStore(Durability durability) {
    try (EngineStore store = open(durability, false, "load-batch = 10 KiB")) {
      try (EngineStore.BulkLoader loader = ((EngineStore.BulkLoad) store).bulkLoader()) {
        for (int i = 1000; i < 3000; i++) {
          byte[] key = bytes("__" + i + "__");
          loader.put(key, 2, 4, key, 2, i % 5);
        }
        loader.finish();
      }
      assertThat(keys(store)).hasSize(2000).isSorted().contains("1000", "2999");
    }
  }

  @Test
  void anAbandonedLoadLetsTheStoreGoOn() {
    try (EngineStore store = open("load-batch = 1 MiB")) {
      try (EngineStore.BulkLoader loader = ((EngineStore.BulkLoad) store).bulkLoader()) {
        loader.put(bytes("a"), 0, 1, EMPTY, 0, 0);
      }
      put(store, "b", EMPTY);
      assertThat(keys(store)).containsExactly("b");
    }
  }

  private EngineStore open() {
    return open("");
  }

  private EngineStore open(String setting) {
    return open(Durability.DURABLE, false, setting);
  }

  private EngineStore open(Durability durability, boolean readOnly, String setting) {
    return new LmdbEngine()
        .open(
            new EngineOptions(
                directory,
                durability,
                readOnly,
                ConfigFactory.parseString(setting)
                    .withFallback(ConfigFactory.load().getConfig("keygraph.engines.lmdb"))));
  }

  private static void put(EngineStore store, String key, byte[] value) {
    try (EngineTransaction transaction = store.begin()) {
      transaction.put(bytes(key), value);
      transaction.commit();
    }
  }

  private static List<String> keys(EngineStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return keys(snapshot);
    }
  }

  private static List<String> keys(KvReader reader) {
    List<String> keys = new ArrayList<>();
    reader.scan(
        EMPTY,
        null,
        ScanDirection.FORWARD,
        (key, value) -> keys.add(new String(key.toByteArray(), UTF_8)));
    return keys;
  }

  private static void assertEnded(KvView view) {
    assertThat(view.length()).isZero();
    assertThatThrownBy(() -> view.getByte(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
