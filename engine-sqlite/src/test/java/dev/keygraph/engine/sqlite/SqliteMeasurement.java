package dev.keygraph.engine.sqlite;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.StoreOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * Times the adapter against JDBC by hand over the same file, in turns, and prints the best round of
 * each: entries one by one, and (for what it would save in calls) many of them joined by SQLite to
 * one blob. A first look: the benchmarks proper are elsewhere.
 */
final class SqliteMeasurement {
  private static final int NODES = 100_000;
  private static final int DEGREE = 4;
  private static final int QUESTIONS = 20_000;
  private static final int ROUNDS = 7;
  private static final int COMMITS = 300;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final byte[] NOTHING = {};
  private static final String RANGE = " FROM entries WHERE key >= ? AND key < ? ORDER BY key";
  private static final String JOINED =
      "SELECT group_concat(row, '') FROM (SELECT char(length(key)) || key || char(length(value))"
          + " || value AS row"
          + RANGE
          + " LIMIT ?)";

  private final byte[][] keys = new byte[QUESTIONS][];
  private final byte[][] prefixes = new byte[QUESTIONS][];
  private final byte[][] ends = new byte[QUESTIONS][];
  private long sum;

  private SqliteMeasurement() {
    Random random = new Random(1);
    for (int i = 0; i < QUESTIONS; i++) {
      int from = random.nextInt(NODES);
      keys[i] = key(from, from * DEGREE + 2);
      prefixes[i] = Arrays.copyOf(keys[i], 5);
      ends[i] = Arrays.copyOf(key(from + 1, 0), 5);
    }
  }

  /** Something to time. */
  private interface Timed {
    void run() throws SQLException;
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    SqliteMeasurement measurement = new SqliteMeasurement();
    Path directory = Files.createTempDirectory("sqlite-measurement");
    try (KvStore store = open(directory)) {
      long begin = System.nanoTime();
      load(store);
      System.out.printf(
          "load, k entries/s: %d%n",
          (long) NODES * DEGREE * 1_000_000 / (System.nanoTime() - begin));
      measurement.read(store, directory);
      measurement.write(store);
      System.out.println(store.statistics());
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static KvStore open(Path directory) {
    return KvStores.open(
        new SqliteEngine(),
        new StoreOptions(
            directory,
            Durability.DURABLE,
            false,
            ConfigFactory.load().getConfig("keygraph.engines.sqlite")));
  }

  private static Connection openByHand(Path directory) throws SQLException, IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      Path file =
          files.filter(path -> path.endsWith(SqliteSession.DATABASE)).findFirst().orElseThrow();
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try (Statement options = connection.createStatement()) {
        options.execute("PRAGMA mmap_size = 68719476736");
        options.execute("PRAGMA cache_size = -8192");
      }
      connection.setAutoCommit(false);
      return connection;
    }
  }

  private void read(KvStore store, Path directory) throws IOException, SQLException {
    long[] best = new long[12];
    Arrays.fill(best, Long.MAX_VALUE);
    try (KvSnapshot snapshot = store.snapshot();
        Connection connection = openByHand(directory);
        PreparedStatement look =
            connection.prepareStatement("SELECT value FROM entries WHERE key = ?");
        PreparedStatement both = connection.prepareStatement("SELECT key, value" + RANGE);
        PreparedStatement keysAlone = connection.prepareStatement("SELECT key" + RANGE);
        PreparedStatement joined = connection.prepareStatement(JOINED)) {
      for (int round = 0; round < ROUNDS; round++) {
        int entries = NODES * DEGREE;
        keep(best, 0, () -> get(snapshot), QUESTIONS);
        keep(best, 1, () -> getByHand(look), QUESTIONS);
        keep(best, 2, () -> hop(snapshot), QUESTIONS);
        keep(best, 3, () -> hopByHand(keysAlone), QUESTIONS);
        keep(best, 4, () -> hopByHand(both), QUESTIONS);
        keep(best, 5, () -> hopJoined(joined), QUESTIONS);
        keep(best, 6, () -> all(snapshot, false), entries);
        keep(best, 7, () -> all(snapshot, true), entries);
        keep(best, 8, () -> allByHand(keysAlone, false), entries);
        keep(best, 9, () -> allByHand(both, true), entries);
        keep(best, 10, () -> allJoined(joined), entries);
        keep(best, 11, () -> snapshots(store), QUESTIONS);
      }
    }
    System.out.printf("get, ns: adapter %d, JDBC %d%n", best[0], best[1]);
    System.out.printf(
        "one hop, ns: adapter %d, JDBC keys %d, JDBC %d, joined %d%n",
        best[2], best[3], best[4], best[5]);
    System.out.printf(
        "full scan, ns an entry: adapter keys %d, adapter %d, JDBC keys %d, JDBC %d, joined %d%n",
        best[6], best[7], best[8], best[9], best[10]);
    System.out.printf("snapshot and get, ns: %d (%d)%n", best[11], sum);
  }

  /** Wall time of durable commits of one and of a hundred entries. */
  private void write(KvStore store) {
    for (int size : new int[] {1, 100}) {
      long[] nanos = new long[COMMITS];
      Random random = new Random(2);
      for (int i = 0; i < COMMITS; i++) {
        int first = random.nextInt(NODES);
        long begin = System.nanoTime();
        store.write(
            transaction -> {
              for (int j = 0; j < size; j++) {
                byte[] key = key(first + j, random.nextInt());
                transaction.put(key, key);
              }
              return true;
            });
        nanos[i] = System.nanoTime() - begin;
      }
      Arrays.sort(nanos);
      System.out.printf(
          "commit of %d, us: p50 %d, p99 %d%n",
          size, nanos[COMMITS / 2] / 1000, nanos[COMMITS * 99 / 100] / 1000);
    }
  }

  /** Counts processor time, so that other processes matter less. */
  private static void keep(long[] best, int index, Timed what, int count) throws SQLException {
    long begin = THREADS.getCurrentThreadCpuTime();
    what.run();
    best[index] = Math.min(best[index], (THREADS.getCurrentThreadCpuTime() - begin) / count);
  }

  private void get(KvReader reader) {
    for (byte[] key : keys) {
      reader.get(
          key,
          (k, v) -> {
            sum += v.length();
            return true;
          });
    }
  }

  private void getByHand(PreparedStatement look) throws SQLException {
    for (byte[] key : keys) {
      look.setBytes(1, key);
      try (ResultSet row = look.executeQuery()) {
        if (row.next()) {
          sum += row.getBytes(1).length;
        }
      }
    }
  }

  private void hop(KvReader reader) {
    for (int i = 0; i < QUESTIONS; i++) {
      reader.scan(
          prefixes[i],
          ends[i],
          ScanDirection.FORWARD,
          (k, v) -> {
            sum += k.getInt(6);
            return true;
          });
    }
  }

  private void hopByHand(PreparedStatement range) throws SQLException {
    for (int i = 0; i < QUESTIONS; i++) {
      range.setBytes(1, prefixes[i]);
      range.setBytes(2, ends[i]);
      try (ResultSet rows = range.executeQuery()) {
        while (rows.next()) {
          sum += rows.getBytes(1)[6];
        }
      }
    }
  }

  private void hopJoined(PreparedStatement joined) throws SQLException {
    for (int i = 0; i < QUESTIONS; i++) {
      joined.setBytes(1, prefixes[i]);
      joined.setBytes(2, ends[i]);
      joined.setInt(3, 16);
      try (ResultSet row = joined.executeQuery()) {
        if (row.next()) {
          parse(row.getBytes(1));
        }
      }
    }
  }

  /** Returns the last key. */
  private byte[] parse(byte[] joined) {
    int last = 0;
    for (int at = 0; at < joined.length; ) {
      last = at;
      sum += joined[at + 7];
      at += 1 + joined[at];
      at += 1 + joined[at];
    }
    return Arrays.copyOfRange(joined, last + 1, last + 1 + joined[last]);
  }

  private void all(KvReader reader, boolean values) {
    reader.scan(
        NOTHING,
        null,
        ScanDirection.FORWARD,
        (k, v) -> {
          sum += k.getInt(6) + (values ? v.length() : 0);
          return true;
        });
  }

  private void allByHand(PreparedStatement range, boolean values) throws SQLException {
    range.setBytes(1, NOTHING);
    range.setBytes(2, new byte[] {'G'});
    try (ResultSet rows = range.executeQuery()) {
      while (rows.next()) {
        sum += rows.getBytes(1)[6] + (values ? rows.getBytes(2).length : 0);
      }
    }
  }

  private void allJoined(PreparedStatement joined) throws SQLException {
    byte[] from = NOTHING;
    while (true) {
      joined.setBytes(1, from);
      joined.setBytes(2, new byte[] {'G'});
      joined.setInt(3, 512);
      try (ResultSet row = joined.executeQuery()) {
        byte[] bytes = row.next() ? row.getBytes(1) : null;
        if (bytes == null) {
          return;
        }
        byte[] last = parse(bytes);
        from = Arrays.copyOf(last, last.length + 1);
      }
    }
  }

  private void snapshots(KvStore store) {
    for (int i = 0; i < QUESTIONS; i++) {
      try (KvSnapshot snapshot = store.snapshot()) {
        sum += snapshot.get(keys[i], (k, v) -> true) ? 1 : 0;
      }
    }
  }

  private static byte[] key(int from, int to) {
    return ByteBuffer.allocate(10).put((byte) 'F').putInt(from).put((byte) 1).putInt(to).array();
  }

  private static void load(KvStore store) {
    store.rebuild(
        loader -> {
          for (int from = 0; from < NODES; from++) {
            for (int i = 0; i < DEGREE; i++) {
              byte[] key = key(from, from * DEGREE + i);
              loader.put(key, 0, key.length, key, 0, 6);
            }
          }
        },
        snapshot -> {});
  }
}
