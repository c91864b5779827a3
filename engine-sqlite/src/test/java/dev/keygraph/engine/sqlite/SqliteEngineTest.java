package dev.keygraph.engine.sqlite;

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
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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

/** What is SQLite's own; what every engine must do is in the conformance kit. */
class SqliteEngineTest {
  private static final byte[] EMPTY = {};

  @TempDir Path directory;

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(KvEngine.class))
        .anySatisfy(engine -> assertThat(engine).isInstanceOf(SqliteEngine.class));
  }

  @Test
  void isBoundByItsModule() {
    assertThat(SqliteEngineModule.engine().name()).isEqualTo("sqlite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"what?", "a#b", "50%20", "two words", "ümlaut", "x&y=z;mode=ro"})
  void aDirectoryMayHaveAnyName(String name) throws IOException {
    directory = Files.createDirectory(directory.resolve(name));
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
    }
    assertThat(directory.resolve(SqliteSession.DATABASE)).isRegularFile();
    try (EngineStore store = open(Durability.DURABLE, true, "")) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void aCleanCloseLeavesOneFile() throws IOException {
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
      keys(store);
    }
    assertThat(files()).containsExactly(SqliteSession.DATABASE);
  }

  @Test
  void readingLeavesNoFile() throws IOException {
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
    }
    try (EngineStore store = open(Durability.DURABLE, true, "")) {
      assertThat(keys(store)).containsExactly("a");
      assertThat(files()).containsExactly(SqliteSession.DATABASE);
    }
  }

  @Test
  void readingSeesTheLogOfAStoreThatWasNotClosed() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
      for (String file : files()) {
        if (Files.isRegularFile(directory.resolve(file))) {
          Files.copy(directory.resolve(file), copy.resolve(file));
        }
      }
    }
    directory = copy;
    try (EngineStore store = open(Durability.DURABLE, true, "")) {
      assertThat(keys(store)).containsExactly("a");
    }
    try (EngineStore store = open()) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void manySnapshotsShareAFewConnections() {
    try (EngineStore store = open("connections-per-version = 3")) {
      List<KvSnapshot> snapshots = new ArrayList<>();
      for (int version = 0; version < 4; version++) {
        put(store, "key" + version, EMPTY);
        for (int i = 0; i < 250; i++) {
          snapshots.add(store.snapshot());
        }
      }
      assertThat(detail(store, "connections")).isEqualTo(4 * 3);
      assertThat(detail(store, "connections-in-use")).isEqualTo(4 * 3);
      for (int i = 0; i < snapshots.size(); i++) {
        assertThat(keys(snapshots.get(i))).hasSize(1 + i / 250);
      }
      snapshots.forEach(KvSnapshot::close);
      assertThat(detail(store, "connections-in-use")).isZero();
    }
  }

  @Test
  void connectionsWithoutASnapshotAreKeptUpToALimit() {
    try (EngineStore store = open("connections-per-version = 8, idle-connections = 2")) {
      for (int round = 0; round < 3; round++) {
        List<KvSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          snapshots.add(store.snapshot());
        }
        put(store, "key" + round, EMPTY);
        snapshots.forEach(KvSnapshot::close);
      }
      assertThat(detail(store, "connections")).isEqualTo(2);
    }
  }

  @Test
  void snapshotsThatShareAConnectionReadSideBySide() {
    try (EngineStore store = open("connections-per-version = 1")) {
      for (int i = 0; i < 9; i++) {
        put(store, "key" + i, bytes("value" + i));
      }
      try (KvSnapshot first = store.snapshot();
          KvSnapshot second = store.snapshot();
          KvCursor cursor = second.cursor()) {
        assertThat(detail(store, "connections")).isEqualTo(1);
        assertThat(cursor.first()).isTrue();
        first.scan(
            EMPTY,
            null,
            ScanDirection.FORWARD,
            (key, value) -> {
              assertThat(cursor.key().toByteArray()).isEqualTo(key.toByteArray());
              assertThat(second.get(key.toByteArray())).isEqualTo(value.toByteArray());
              return cursor.next();
            });
        assertThat(cursor.isValid()).isFalse();
      }
    }
  }

  @Test
  void aCursorTurnsRound() {
    try (EngineStore store = open()) {
      for (String key : List.of("a", "b", "c")) {
        put(store, key, EMPTY);
      }
      try (KvSnapshot snapshot = store.snapshot();
          KvCursor cursor = snapshot.cursor()) {
        assertThat(cursor.seek(bytes("b"))).isTrue();
        assertThat(cursor.previous()).isTrue();
        assertThat(text(cursor.key())).isEqualTo("a");
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.next()).isTrue();
        assertThat(text(cursor.key())).isEqualTo("c");
        assertThat(cursor.previous()).isTrue();
        assertThat(text(cursor.key())).isEqualTo("b");
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
      assertThat(views).hasSize(4).allSatisfy(SqliteEngineTest::assertEnded);
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsCorrupted() throws IOException {
    byte[] garbage = new byte[8192];
    Arrays.fill(garbage, (byte) 0x5A);
    Files.write(directory.resolve(SqliteSession.DATABASE), garbage);
    for (boolean readOnly : new boolean[] {false, true}) {
      assertThatThrownBy(() -> open(Durability.DURABLE, readOnly, ""))
          .isInstanceOf(KvCorruptedException.class)
          .hasMessageContaining(directory.toString());
    }
  }

  @Test
  void aDamagedPageIsCorrupted() throws IOException {
    try (EngineStore store = open()) {
      try (EngineTransaction transaction = store.begin()) {
        for (int i = 0; i < 2000; i++) {
          transaction.put(bytes("key" + i), bytes("value" + i));
        }
        transaction.commit();
      }
    }
    Path file = directory.resolve(SqliteSession.DATABASE);
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, 4096, content.length, (byte) 0x5A);
    Files.write(file, content);
    assertThatThrownBy(
            () -> {
              try (EngineStore store = open()) {
                keys(store);
              }
            })
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aDatabaseOfSomebodyElseIsRefusedAndLeftAsItIs() throws Exception {
    sql("CREATE TABLE photos (name TEXT)");
    byte[] before = Files.readAllBytes(directory.resolve(SqliteSession.DATABASE));
    for (boolean readOnly : new boolean[] {false, true}) {
      assertThatThrownBy(() -> open(Durability.DURABLE, readOnly, ""))
          .isInstanceOf(KvWrongFormatException.class)
          .hasMessageContaining(directory.toString());
    }
    assertThat(directory.resolve(SqliteSession.DATABASE)).hasBinaryContent(before);
  }

  @Test
  void aNewerFormatIsRefused() throws SQLException {
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
    }
    sql("PRAGMA user_version = 7");
    for (boolean readOnly : new boolean[] {false, true}) {
      assertThatThrownBy(() -> open(Durability.DURABLE, readOnly, ""))
          .isInstanceOf(KvWrongFormatException.class)
          .hasMessageContaining("format 7");
    }
    sql("PRAGMA user_version = 1");
    try (EngineStore store = open()) {
      assertThat(keys(store)).containsExactly("a");
    }
  }

  @Test
  void anExclusiveLockIsReportedByName() throws SQLException {
    SqliteErrors errors = new SqliteErrors(directory);
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
      try (Connection other = connection();
          Statement statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        try (Connection third = connection();
            Statement waiting = third.createStatement()) {
          waiting.execute("PRAGMA busy_timeout = 0");
          assertThatThrownBy(() -> waiting.execute("BEGIN IMMEDIATE"))
              .isInstanceOf(SQLException.class)
              .satisfies(
                  failure ->
                      assertThat(errors.translate("beginning", (SQLException) failure))
                          .isInstanceOf(KvLockedException.class)
                          .hasMessageContaining(directory.toString()));
        }
        statement.execute("ROLLBACK");
      }
    }
  }

  /** The limit on pages fails as a full disk does. */
  @Test
  void aFullDiskLosesOneTransactionAlone() throws SQLException {
    SqliteErrors errors = new SqliteErrors(directory);
    try (EngineStore store = open()) {
      put(store, "a", EMPTY);
    }
    try (SqliteSession session =
        SqliteSession.open(
            directory,
            SqliteSession.Mode.WRITE,
            SqliteSettings.of(ConfigFactory.load().getConfig("keygraph.engines.sqlite")),
            errors)) {
      session.set("max_page_count", 10);
      SqliteTransaction.Writes writes = new SqliteTransaction.Writes(session);
      for (int round = 0; round < 2; round++) {
        session.beginWrite();
        assertThatThrownBy(() -> writes.put(bytes("big"), new byte[100_000]))
            .isInstanceOf(SQLException.class)
            .satisfies(
                failure ->
                    assertThat(errors.translate("put", (SQLException) failure))
                        .isInstanceOf(KvOutOfSpaceException.class));
        session.rollback();
        session.beginWrite();
        writes.put(bytes("small" + round), EMPTY);
        session.commit();
      }
    }
    try (EngineStore store = open()) {
      assertThat(keys(store)).containsExactly("a", "small0", "small1");
    }
  }

  @Test
  void aStoreThatIsNotThereCannotBeOpenedReadOnly() {
    assertThatThrownBy(() -> open(Durability.DURABLE, true, ""))
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void aPageSizeThatCannotBeNamesTheOption() {
    assertThatThrownBy(() -> open("page-size = 5000"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("keygraph.engines.sqlite.page-size");
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void aLoadIsOneStoreAndSwitchesTheLogOnAgain(Durability durability) throws Exception {
    try (EngineStore store = open(durability, false, "page-size = 8 KiB")) {
      try (EngineStore.BulkLoader loader = ((EngineStore.BulkLoad) store).bulkLoader()) {
        for (int i = 1000; i < 3000; i++) {
          byte[] key = bytes("__" + i + "__");
          loader.put(key, 2, 4, key, 2, i % 5);
        }
        loader.finish();
      }
      assertThat(keys(store)).hasSize(2000).isSorted().contains("1000", "2999");
      assertThat(Files.size(directory.resolve(SqliteSession.DATABASE))).isGreaterThan(20_000);
      put(store, "later", EMPTY);
      assertThat(keys(store)).hasSize(2001);
      assertThat(files()).contains(SqliteSession.DATABASE + "-wal");
    }
  }

  @Test
  void anAbandonedLoadLetsTheStoreGoOn() {
    try (EngineStore store = open()) {
      try (EngineStore.BulkLoader loader = ((EngineStore.BulkLoad) store).bulkLoader()) {
        loader.put(bytes("a"), 0, 1, EMPTY, 0, 0);
      }
      put(store, "b", EMPTY);
      assertThat(keys(store)).containsExactly("b");
    }
  }

  @Test
  void aCompactionGivesSpaceBack() {
    try (EngineStore store = open()) {
      for (int i = 0; i < 20; i++) {
        put(store, "key" + i, new byte[100_000]);
      }
      try (EngineTransaction transaction = store.begin()) {
        for (int i = 1; i < 20; i++) {
          transaction.delete(bytes("key" + i));
        }
        transaction.commit();
      }
      ((EngineStore.Compaction) store).compact();
      assertThat(store.statistics().bytesOnDisk()).isLessThan(300_000);
      assertThat(keys(store)).containsExactly("key0");
    }
  }

  private EngineStore open() {
    return open("");
  }

  private EngineStore open(String setting) {
    return open(Durability.DURABLE, false, setting);
  }

  private EngineStore open(Durability durability, boolean readOnly, String setting) {
    return new SqliteEngine()
        .open(
            new EngineOptions(
                directory,
                durability,
                readOnly,
                ConfigFactory.parseString(setting)
                    .withFallback(ConfigFactory.load().getConfig("keygraph.engines.sqlite"))));
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteSession.DATABASE));
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = connection();
        Statement once = connection.createStatement()) {
      once.execute(statement);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> directory.relativize(file).toString()).sorted().toList();
    }
  }

  private static void put(EngineStore store, String key, byte[] value) {
    try (EngineTransaction transaction = store.begin()) {
      transaction.put(bytes(key), value);
      transaction.commit();
    }
  }

  private static long detail(EngineStore store, String name) {
    return store.statistics().details().getOrDefault(name, -1L);
  }

  private static List<String> keys(EngineStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return keys(snapshot);
    }
  }

  private static List<String> keys(KvReader reader) {
    List<String> keys = new ArrayList<>();
    reader.scan(EMPTY, null, ScanDirection.FORWARD, (key, value) -> keys.add(text(key)));
    return keys;
  }

  private static void assertEnded(KvView view) {
    assertThat(view.length()).isZero();
    assertThatThrownBy(() -> view.getByte(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static String text(KvView view) {
    return new String(view.toByteArray(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
