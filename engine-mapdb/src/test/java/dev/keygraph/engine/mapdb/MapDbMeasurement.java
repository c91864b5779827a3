package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore.BulkLoader;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * Measures load, reads and durable updates beside MapDB alone; run it by hand.
 *
 * <p>Arguments: a directory, the number of entries, the engine's settings.
 */
final class MapDbMeasurement {
  private static final int READS = 300_000;
  private static final int COMMITS = 400;
  private static final int KEYS_PER_COMMIT = 300;
  private static final byte[] NO_VALUE = {};

  private MapDbMeasurement() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    int entries = Integer.parseInt(arguments[1]);
    String settings = arguments.length > 2 ? arguments[2] : "{}";
    for (int round = 0; round < 2; round++) {
      if (settings.contains("twin")) {
        twin(directory.resolve("twin" + round), entries);
      }
      engine(directory.resolve("engine" + round), entries, settings.replace("twin", ""));
    }
  }

  /** The key of an edge: tag, from, kind, to. Each node has about four. */
  private static byte[] key(int number) {
    int from = number / 4;
    return ByteBuffer.allocate(10)
        .put((byte) 'F')
        .putInt(from)
        .put((byte) (number % 4))
        .putInt(from * 31 % 1_000_003 + number)
        .array();
  }

  private static void engine(Path directory, int entries, String settings) throws IOException {
    Files.createDirectories(directory);
    MapDbStore store = Stores.open(directory, Durability.DURABLE, settings);
    long start = System.nanoTime();
    try (BulkLoader loader = store.bulkLoader()) {
      for (int i = 0; i < entries; i++) {
        byte[] key = key(i);
        loader.put(key, 0, key.length, NO_VALUE, 0, 0);
      }
      loader.finish();
    }
    report("engine load, k entries/s", entries / ((System.nanoTime() - start) / 1e6));
    report("engine size, MB", store.statistics().bytesOnDisk() / 1e6);
    try (KvSnapshot snapshot = store.snapshot()) {
      long[] sum = new long[1];
      KvVisitor visitor =
          (key, value) -> {
            sum[0] += key.getInt(1) + value.length();
            return true;
          };
      for (int round = 0; round < 2; round++) {
        Random random = new Random(1);
        start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
          if (!snapshot.get(key(random.nextInt(entries)), visitor)) {
            throw new AssertionError();
          }
        }
        report("engine get, us", (System.nanoTime() - start) / 1e3 / READS);
        start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
          int from = random.nextInt(entries / 4);
          snapshot.scan(prefix(from), prefix(from + 1), ScanDirection.FORWARD, visitor);
        }
        report("engine scan of 4, us", (System.nanoTime() - start) / 1e3 / READS);
      }
      start = System.nanoTime();
      snapshot.scan(new byte[0], null, ScanDirection.FORWARD, visitor);
      report("engine scan of all, M/s", entries / ((System.nanoTime() - start) / 1e3));
    }
    start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      store.snapshot().close();
    }
    report("engine snapshot, us", (System.nanoTime() - start) / 1e3 / 10_000);
    update(store, entries);
    report("engine size, MB", store.statistics().bytesOnDisk() / 1e6);
    System.out.println(store.statistics());
    start = System.nanoTime();
    store.close();
    report("engine close, ms", (System.nanoTime() - start) / 1e6);
  }

  private static byte[] prefix(int from) {
    return ByteBuffer.allocate(5).put((byte) 'F').putInt(from).array();
  }

  private static void update(MapDbStore store, int entries) {
    Random random = new Random(2);
    for (int round = 0; round < 3; round++) {
      double[] times = new double[COMMITS];
      double[] processor = new double[COMMITS];
      for (int n = 0; n < COMMITS; n++) {
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        try (EngineTransaction transaction = store.begin()) {
          for (int i = 0; i < KEYS_PER_COMMIT; i++) {
            byte[] key = key(random.nextInt(entries));
            if (i % 2 == 0) {
              transaction.delete(key);
            } else {
              key[5] ^= 0x40;
              transaction.put(key, NO_VALUE);
            }
          }
          transaction.commit();
        }
        times[n] = (System.nanoTime() - start) / 1e6;
        processor[n] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used) / 1e6;
      }
      Arrays.sort(times);
      Arrays.sort(processor);
      report("engine processor time of such a commit, ms p50", processor[COMMITS / 2]);
      report("engine processor time of such a commit, ms p99", processor[COMMITS * 99 / 100]);
      report("engine durable commit of 300 scattered keys, ms p50", times[COMMITS / 2]);
      report("engine durable commit of 300 scattered keys, ms p99", times[COMMITS * 99 / 100]);
      report("engine durable commit of 300 scattered keys, ms max", times[COMMITS - 1]);
    }
  }

  private static void twin(Path directory, int entries) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("twin.mapdb");
    long start = System.nanoTime();
    try (DB db = DBMaker.fileDB(file.toFile()).fileMmapEnable().make()) {
      BTreeMap<byte[], byte[]> map =
          db.treeMap("kv", Serializer.BYTE_ARRAY_DELTA2, Serializer.BYTE_ARRAY)
              .createFrom(
                  new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                      return next < entries;
                    }

                    @Override
                    public kotlin.Pair<byte[], byte[]> next() {
                      return new kotlin.Pair<>(key(next++), NO_VALUE);
                    }
                  });
      db.commit();
      report("MapDB load, k entries/s", entries / ((System.nanoTime() - start) / 1e6));
      report("MapDB size, MB", Files.size(file) / 1e6);
      for (int round = 0; round < 2; round++) {
        Random random = new Random(1);
        start = System.nanoTime();
        for (int i = 0; i < READS; i++) {
          if (map.get(key(random.nextInt(entries))) == null) {
            throw new AssertionError();
          }
        }
        report("MapDB get, us", (System.nanoTime() - start) / 1e3 / READS);
        start = System.nanoTime();
        long sum = 0;
        for (int i = 0; i < READS; i++) {
          int from = random.nextInt(entries / 4);
          Iterator<Map.Entry<byte[], byte[]>> range =
              map.entryIterator(prefix(from), true, prefix(from + 1), false);
          while (range.hasNext()) {
            sum += range.next().getKey()[4];
          }
        }
        report(
            "MapDB scan of 4, us (" + (sum & 1) + ")", (System.nanoTime() - start) / 1e3 / READS);
      }
    }
  }

  private static void report(String what, double value) {
    System.out.printf("%-60s %12.2f%n", what, value);
  }
}
