package dev.keygraph.engine.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvLockedException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is RocksDB's own; what every engine must do is in the conformance kit. */
class RocksEngineTest {
  private static final byte[] EMPTY = {};

  @TempDir Path directory;

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(KvEngine.class))
        .anySatisfy(engine -> assertThat(engine).isInstanceOf(RocksEngine.class));
  }

  @Test
  void isBoundByItsModule() {
    assertThat(RocksEngineModule.engine().name()).isEqualTo("rocks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "lz4", "zstd"})
  void everyCompressionReadsBack(String compression) {
    try (EngineStore store = open("compression = " + compression)) {
      put(store, "a", new byte[100_000]);
      ((EngineStore.Compaction) store).compact();
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(bytes("a"))).isEqualTo(new byte[100_000]);
      }
    }
  }

  @Test
  void anUnknownCompressionIsRefusedByName() {
    assertThatThrownBy(() -> open("compression = snappy"))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("keygraph.engines.rocks.compression")
        .hasMessageContaining("snappy");
  }

  @Test
  void aSecondOpenIsRefused() {
    try (EngineStore store = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(KvLockedException.class)
          .hasMessageContaining(directory.toString());
      put(store, "a", EMPTY);
    }
  }

  /** Readers in other processes have it from there, at each level. */
  @ParameterizedTest
  @EnumSource(Durability.class)
  void aCommitIsInTheLogFileWhenItReturns(Durability durability) throws IOException {
    try (EngineStore store = open(durability, false, "")) {
      long before = bytesOf(".log");
      put(store, "a", new byte[10_000]);
      assertThat(bytesOf(".log")).isGreaterThanOrEqualTo(before + 10_000);
    }
  }

  @Test
  void aFlushOfUnsafeWritesTables() throws IOException {
    try (EngineStore store = open(Durability.UNSAFE, false, "compression = none")) {
      put(store, "a", new byte[10_000]);
      assertThat(bytesOf(".sst")).isZero();
      store.flush();
      assertThat(bytesOf(".sst")).isGreaterThan(10_000);
      put(store, "b", EMPTY);
    }
    try (EngineStore store = open()) {
      assertThat(keys(store)).containsExactly("a", "b");
    }
  }

  @Test
  void readOnlyWritesNothing() throws IOException {
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
    }
    List<String> before = listing();
    try (EngineStore store = open(Durability.DURABLE, true, "")) {
      assertThat(keys(store)).containsExactly("a");
      store.flush();
    }
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void aLoadThatWasCutOffIsRemoved() throws IOException {
    Path left = Files.createDirectories(directory.resolve("load")).resolve("0.sst");
    Files.write(left, new byte[10]);
    try (EngineStore store = open()) {
      assertThat(left.getParent()).doesNotExist();
      assertThat(keys(store)).isEmpty();
    }
  }

  @Test
  void compactionGivesSpaceBack() throws IOException {
    try (EngineStore store = open("compression = none, write-buffer = 64 KiB")) {
      for (int i = 0; i < 20; i++) {
        put(store, "a" + i, new byte[50_000]);
      }
      try (EngineTransaction transaction = store.begin()) {
        for (int i = 0; i < 20; i++) {
          transaction.delete(bytes("a" + i));
        }
        transaction.commit();
      }
      ((EngineStore.Compaction) store).compact();
      assertThat(bytesOf(".sst")).isLessThan(50_000);
      assertThat(keys(store)).isEmpty();
    }
  }

  @Test
  void aLargeValueAfterASmallOneIsWhole() {
    try (EngineStore store = open()) {
      byte[] large = new byte[3 << 20];
      Arrays.fill(large, (byte) 7);
      put(store, "a", bytes("small"));
      put(store, "b", large);
      put(store, "c", bytes("small"));
      List<byte[]> values = new ArrayList<>();
      try (KvSnapshot snapshot = store.snapshot()) {
        snapshot.scan(
            EMPTY, null, ScanDirection.FORWARD, (key, value) -> values.add(value.toByteArray()));
        assertThat(values).containsExactly(bytes("small"), large, bytes("small"));
        assertThat(snapshot.get(bytes("b"))).isEqualTo(large);
        assertThat(snapshot.get(bytes("c"))).isEqualTo(bytes("small"));
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
      assertThat(views).hasSize(4).allSatisfy(RocksEngineTest::assertEnded);
    }
  }

  @Test
  void aDamagedTableIsCorruptedWhereItIsRead() throws IOException {
    try (EngineStore store = open(Durability.UNSAFE, false, "compression = none")) {
      put(store, "a", new byte[10_000]);
      store.flush();
    }
    Path table;
    try (Stream<Path> files = Files.list(directory)) {
      table = files.filter(file -> file.toString().endsWith(".sst")).findAny().orElseThrow();
    }
    byte[] content = Files.readAllBytes(table);
    content[5_000] ^= 1;
    Files.write(table, content);
    try (EngineStore store = open();
        KvSnapshot snapshot = store.snapshot()) {
      assertThatThrownBy(() -> snapshot.get(bytes("a")))
          .isInstanceOf(KvCorruptedException.class)
          .hasMessageContaining(directory.toString());
      assertThatThrownBy(() -> keys(snapshot)).isInstanceOf(KvCorruptedException.class);
    }
  }

  @Test
  void aStoreThatIsNotThereCannotBeOpenedReadOnly() {
    assertThatThrownBy(() -> open(Durability.DURABLE, true, ""))
        .isInstanceOf(KvException.class)
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
  void aLoadOfManyFilesIsOneStore(Durability durability) {
    try (EngineStore store = open(durability, false, "load-file = 10 KiB")) {
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
    try (EngineStore store = open("load-file = 1 MiB")) {
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
    return new RocksEngine()
        .open(
            new EngineOptions(
                directory,
                durability,
                readOnly,
                ConfigFactory.parseString(setting)
                    .withFallback(ConfigFactory.load().getConfig("keygraph.engines.rocks"))));
  }

  private long bytesOf(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName() + " " + file.toFile().length()).sorted().toList();
    }
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
