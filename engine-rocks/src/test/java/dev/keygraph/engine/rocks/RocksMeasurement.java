package dev.keygraph.engine.rocks;

import com.typesafe.config.Config;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.SstFileWriter;

/**
 * Times the adapter against code written by hand for the same bytes, in turns, and prints the best
 * round of each. A first look: the benchmarks proper are elsewhere.
 */
final class RocksMeasurement {
  private static final int NODES = 500_000;
  private static final int DEGREE = 4;
  private static final int QUESTIONS = 100_000;
  private static final int ROUNDS = 12;
  private static final int LOADS = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final byte[] NOTHING = {};

  private final byte[][] keys = new byte[QUESTIONS][];
  private final byte[][] prefixes = new byte[QUESTIONS][];
  private final byte[][] ends = new byte[QUESTIONS][];
  private long sum;

  private RocksMeasurement() {
    Random random = new Random(1);
    for (int i = 0; i < QUESTIONS; i++) {
      int from = random.nextInt(NODES);
      keys[i] = key(from, from * DEGREE + 2);
      prefixes[i] = Arrays.copyOf(keys[i], 5);
      ends[i] = Arrays.copyOf(key(from + 1, 0), 5);
    }
  }

  public static void main(String[] arguments) throws IOException, RocksDBException {
    RocksMeasurement measurement = new RocksMeasurement();
    for (int round = 0; round < LOADS; round++) {
      Path directory = Files.createTempDirectory("rocks-measurement");
      try (KvStore store = open(directory)) {
        long begin = System.nanoTime();
        measurement.load(store);
        long end = System.nanoTime();
        System.out.printf("load, k entries/s: adapter %d%n", perMillisecond(end - begin));
        if (round == LOADS - 1) {
          measurement.read(store);
          System.out.println(store.statistics());
        }
      }
      delete(directory);
    }
    for (int round = 0; round < LOADS; round++) {
      Path directory = Files.createTempDirectory("rocks-measurement");
      measurement.loadByHand(directory);
      if (round == LOADS - 1) {
        measurement.readByHand(directory);
      }
      delete(directory);
    }
  }

  private static Config settings() {
    return ConfigFactory.load().getConfig("keygraph.engines.rocks");
  }

  private static KvStore open(Path directory) {
    return KvStores.open(
        new RocksEngine(),
        new StoreOptions(
            directory,
            Durability.DURABLE,
            false,
            ConfigFactory.load().getConfig("keygraph.engines.rocks")));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static long perMillisecond(long nanos) {
    return (long) NODES * DEGREE * 1_000_000 / nanos;
  }

  private void read(KvStore store) {
    long[] best = best();
    for (int round = 0; round < ROUNDS; round++) {
      try (KvSnapshot snapshot = store.snapshot()) {
        keep(best, 0, () -> get(snapshot), QUESTIONS);
        keep(best, 1, () -> hop(snapshot), QUESTIONS);
        keep(best, 2, () -> all(snapshot), NODES * DEGREE / 1000);
      }
      keep(best, 3, () -> snapshots(store), QUESTIONS);
    }
    print("adapter", best);
  }

  private void readByHand(Path directory) throws RocksDBException {
    long[] best = best();
    try (RocksNatives natives =
            new RocksNatives(RocksSettings.of(settings()), Durability.DURABLE, false);
        RocksDB db = RocksDB.open(natives.options(), directory.toString())) {
      for (int round = 0; round < ROUNDS; round++) {
        try (Snapshot snapshot = db.getSnapshot();
            ReadOptions options = natives.newReadOptions().setSnapshot(snapshot);
            RocksIterator iterator = db.newIterator(options)) {
          keep(best, 0, () -> getByHand(db, options), QUESTIONS);
          keep(best, 1, () -> hopByHand(iterator), QUESTIONS);
          keep(best, 2, () -> allByHand(iterator), NODES * DEGREE / 1000);
        }
      }
    }
    best[3] = 0;
    print("by hand", best);
  }

  private static long[] best() {
    long[] best = new long[4];
    Arrays.fill(best, Long.MAX_VALUE);
    return best;
  }

  private void print(String who, long[] best) {
    System.out.printf(
        "%s: get %d ns, one hop %d ns, full scan %d ps an entry, snapshot %d ns (%d)%n",
        who, best[0], best[1], best[2], best[3], sum);
  }

  /** Counts processor time, so that other processes matter less. */
  private static void keep(long[] best, int index, Runnable what, int count) {
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

  private void getByHand(RocksDB db, ReadOptions options) {
    byte[] value = new byte[512];
    try {
      for (byte[] key : keys) {
        sum += db.get(options, key, value);
      }
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
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

  private void hopByHand(RocksIterator iterator) {
    byte[] bytes = new byte[512];
    ByteBuffer key = ByteBuffer.wrap(bytes);
    for (byte[] prefix : prefixes) {
      int from = ByteBuffer.wrap(prefix).getInt(1);
      for (iterator.seek(prefix); iterator.isValid(); iterator.next()) {
        iterator.key(bytes);
        if (bytes[0] != 'F' || key.getInt(1) != from) {
          break;
        }
        sum += key.getInt(6);
      }
    }
  }

  private void all(KvReader reader) {
    reader.scan(
        NOTHING,
        null,
        ScanDirection.FORWARD,
        (k, v) -> {
          sum += k.getInt(6);
          return true;
        });
  }

  private void allByHand(RocksIterator iterator) {
    byte[] bytes = new byte[512];
    ByteBuffer key = ByteBuffer.wrap(bytes);
    for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
      iterator.key(bytes);
      sum += key.getInt(6);
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

  private void load(KvStore store) {
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

  private void loadByHand(Path directory) throws RocksDBException {
    try (RocksNatives natives =
            new RocksNatives(RocksSettings.of(settings()), Durability.DURABLE, false);
        RocksDB db = RocksDB.open(natives.options(), directory.toString());
        SstFileWriter writer = new SstFileWriter(natives.loadOptions(), natives.options());
        IngestExternalFileOptions options = new IngestExternalFileOptions().setMoveFiles(true)) {
      String file = directory.resolve("loaded").toString();
      long begin = System.nanoTime();
      writer.open(file);
      for (int from = 0; from < NODES; from++) {
        for (int i = 0; i < DEGREE; i++) {
          byte[] key = key(from, from * DEGREE + i);
          writer.put(key, Arrays.copyOf(key, 6));
        }
      }
      writer.finish();
      db.ingestExternalFile(List.of(file), options);
      System.out.printf(
          "load, k entries/s: by hand %d%n", perMillisecond(System.nanoTime() - begin));
    }
  }
}
