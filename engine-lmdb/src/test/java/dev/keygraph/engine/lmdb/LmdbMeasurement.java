package dev.keygraph.engine.lmdb;

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
import java.util.Random;
import java.util.stream.Stream;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * Times the adapter against code written by hand for the same bytes, in turns, and prints the best
 * round of each. A first look: the benchmarks proper are elsewhere.
 */
final class LmdbMeasurement {
  private static final int NODES = 500_000;
  private static final int DEGREE = 4;
  private static final int QUESTIONS = 100_000;
  private static final int ROUNDS = 12;
  private static final int LOADS = 5;
  private static final PutFlags[] APPEND = {PutFlags.MDB_APPEND};
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final byte[] NOTHING = {};

  private final byte[][] keys = new byte[QUESTIONS][];
  private final byte[][] prefixes = new byte[QUESTIONS][];
  private final byte[][] ends = new byte[QUESTIONS][];
  private long sum;

  private LmdbMeasurement() {
    Random random = new Random(1);
    for (int i = 0; i < QUESTIONS; i++) {
      int from = random.nextInt(NODES);
      keys[i] = key(from, from * DEGREE + 2);
      prefixes[i] = Arrays.copyOf(keys[i], 5);
      ends[i] = Arrays.copyOf(key(from + 1, 0), 5);
    }
  }

  public static void main(String[] arguments) throws IOException {
    LmdbMeasurement measurement = new LmdbMeasurement();
    for (int round = 0; round < LOADS; round++) {
      Path directory = Files.createTempDirectory("lmdb-measurement");
      Path other = Files.createTempDirectory("lmdb-measurement");
      try (KvStore store = open(directory);
          Env<MemoryView> env = openByHand(other)) {
        Dbi<MemoryView> dbi = env.openDbi((byte[]) null);
        long begin = System.nanoTime();
        measurement.load(store);
        long middle = System.nanoTime();
        measurement.loadByHand(env, dbi);
        long end = System.nanoTime();
        System.out.printf(
            "load, k entries/s: adapter %d, by hand %d%n",
            perMillisecond(middle - begin), perMillisecond(end - middle));
        if (round == LOADS - 1) {
          measurement.read(store, env, dbi);
          System.out.println(store.statistics());
        }
      }
      delete(directory);
      delete(other);
    }
  }

  private static KvStore open(Path directory) {
    return KvStores.open(
        new LmdbEngine(),
        new StoreOptions(
            directory,
            Durability.DURABLE,
            false,
            ConfigFactory.load().getConfig("keygraph.engines.lmdb")));
  }

  private static Env<MemoryView> openByHand(Path directory) {
    return Env.create(MemoryViewProxy.INSTANCE)
        .setMapSize(64L << 30)
        .open(directory.toFile(), EnvFlags.MDB_NOTLS);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private static long perMillisecond(long nanos) {
    return (long) NODES * DEGREE * 1_000_000 / nanos;
  }

  private void read(KvStore store, Env<MemoryView> env, Dbi<MemoryView> dbi) {
    long[] best = new long[8];
    Arrays.fill(best, Long.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      try (KvSnapshot snapshot = store.snapshot();
          Txn<MemoryView> txn = env.txnRead();
          Cursor<MemoryView> cursor = dbi.openCursor(txn)) {
        Scratch scratch = new Scratch(511);
        keep(best, 0, () -> get(snapshot), QUESTIONS);
        keep(best, 1, () -> getByHand(dbi, txn, scratch), QUESTIONS);
        keep(best, 2, () -> hop(snapshot), QUESTIONS);
        keep(best, 3, () -> hopByHand(cursor, scratch), QUESTIONS);
        keep(best, 4, () -> all(snapshot), NODES * DEGREE / 1000);
        keep(best, 5, () -> allByHand(cursor), NODES * DEGREE / 1000);
      }
      keep(best, 6, () -> snapshots(store), QUESTIONS);
    }
    System.out.printf("get, ns: adapter %d, by hand %d%n", best[0], best[1]);
    System.out.printf("one hop, ns: adapter %d, by hand %d%n", best[2], best[3]);
    System.out.printf("full scan, ps an entry: adapter %d, by hand %d%n", best[4], best[5]);
    System.out.printf("snapshot, ns: %d (%d)%n", best[6], sum);
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

  private void getByHand(Dbi<MemoryView> dbi, Txn<MemoryView> txn, Scratch scratch) {
    for (byte[] key : keys) {
      MemoryView value = dbi.get(txn, scratch.fill(key));
      if (value != null) {
        sum += value.length();
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

  private void hopByHand(Cursor<MemoryView> cursor, Scratch scratch) {
    for (byte[] prefix : prefixes) {
      int from = ByteBuffer.wrap(prefix).getInt(1);
      boolean entry = cursor.get(scratch.fill(prefix), GetOp.MDB_SET_RANGE);
      while (entry && cursor.key().getByte(0) == 'F' && cursor.key().getInt(1) == from) {
        sum += cursor.key().getInt(6);
        entry = cursor.next();
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

  private void allByHand(Cursor<MemoryView> cursor) {
    for (boolean entry = cursor.first(); entry; entry = cursor.next()) {
      sum += cursor.key().getInt(6);
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

  private void loadByHand(Env<MemoryView> env, Dbi<MemoryView> dbi) {
    Scratch keyScratch = new Scratch(511);
    Scratch valueScratch = new Scratch(511);
    try (Txn<MemoryView> txn = env.txnWrite()) {
      try (Cursor<MemoryView> cursor = dbi.openCursor(txn)) {
        for (int from = 0; from < NODES; from++) {
          for (int i = 0; i < DEGREE; i++) {
            byte[] key = key(from, from * DEGREE + i);
            cursor.put(keyScratch.fill(key), valueScratch.fill(key, 0, 6), APPEND);
          }
        }
      }
      txn.commit();
    }
  }
}
