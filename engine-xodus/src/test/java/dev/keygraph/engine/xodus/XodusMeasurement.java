package dev.keygraph.engine.xodus;

import com.typesafe.config.Config;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.StoreOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;

/**
 * Compares this engine behind the guard with Xodus used by hand, on keys as of forward edges: a
 * main program, not a test. Arguments: an empty directory, and the number of nodes (four edges
 * each).
 */
final class XodusMeasurement {
  private static final int LOOK_UPS = 50_000;
  private static final int ROUNDS = 5;
  private static final int REPLACED = 300;
  private static final int PREFIX = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<byte[]> sample = new ArrayList<>();
  private final int nodes;
  private long sink;

  private XodusMeasurement(int nodes) {
    this.nodes = nodes;
  }

  public static void main(String[] arguments) throws Exception {
    new XodusMeasurement(Integer.parseInt(arguments[1])).run(Path.of(arguments[0]));
  }

  private interface KeyVisitor {
    void visit(byte[] key);
  }

  private void keys(KeyVisitor visitor) {
    Random random = new Random(1);
    byte[] key = new byte[10];
    ByteBuffer buffer = ByteBuffer.wrap(key);
    for (int from = 0; from < nodes; from++) {
      TreeSet<Integer> targets = new TreeSet<>();
      int degree = random.nextInt(9);
      for (int i = 0; i < degree; i++) {
        targets.add(Math.floorMod(from + (int) (random.nextGaussian() * 2000), nodes));
      }
      for (int to : targets) {
        buffer.put(0, (byte) 'F').putInt(1, from).put(5, (byte) 2).putInt(6, to);
        visitor.visit(key);
      }
    }
  }

  private void run(Path directory) throws Exception {
    keys(key -> addToSample(key.clone()));
    Random random = new Random(2);
    java.util.Collections.shuffle(sample, random);
    Path handDirectory = Files.createDirectory(directory.resolve("hand"));
    Config settings = Stores.settings(Map.of());
    try (KvStore store =
            KvStores.open(
                new XodusEngine(),
                new StoreOptions(directory.resolve("store"), Durability.DURABLE, false, settings));
        Environment env = Environments.newInstance(handDirectory.toFile(), handConfig(settings))) {
      Store tree =
          env.computeInExclusiveTransaction(
              txn -> env.openStore("tree", StoreConfig.WITHOUT_DUPLICATES, txn));
      time("load, by hand", 1, i -> loadByHand(env, tree));
      time("load, guard", 1, i -> load(store));
      System.out.println(store.statistics());
      for (int round = 0; round < ROUNDS; round++) {
        readByHand(env, tree);
        read(store);
      }
      commits("replace, by hand", () -> replaceByHand(env, tree, random));
      commits("replace, guard", () -> replace(store, random));
      System.out.println("(" + sink + ")");
    }
  }

  private void addToSample(byte[] key) {
    if (key[9] % 16 == 0) {
      sample.add(key);
    }
  }

  private static EnvironmentConfig handConfig(Config settings) {
    return new EnvironmentConfig()
        .setMemoryUsage(settings.getBytes("cache-size"))
        .setLogCacheShared(false)
        .setLogFileSize(settings.getBytes("file-size") >> 10)
        .setTreeMaxPageSize(settings.getInt("tree-page-entries"))
        .setLogDurableWrite(true)
        .setGcEnabled(false)
        .setManagementEnabled(false)
        .setEnvCloseForcedly(true);
  }

  private void loadByHand(Environment env, Store tree) {
    Transaction txn = env.beginExclusiveTransaction();
    int[] count = {0};
    keys(
        key -> {
          tree.putRight(txn, new ArrayByteIterable(key.clone()), ByteIterable.EMPTY);
          if (++count[0] % 800_000 == 0) {
            txn.flush();
          }
        });
    txn.commit();
  }

  private void load(KvStore store) {
    store.rebuild(
        loader -> keys(key -> loader.put(key, 0, key.length, Stores.EMPTY, 0, 0)), snapshot -> {});
  }

  private void readByHand(Environment env, Store tree) {
    Transaction txn = env.beginReadonlyTransaction();
    time(
        "get, by hand",
        LOOK_UPS,
        i -> sink += Objects.requireNonNull(tree.get(txn, key(i))).getLength());
    time(
        "edges of a node, by hand",
        LOOK_UPS,
        i -> {
          byte[] lower = Arrays.copyOf(sample.get(i), PREFIX);
          try (Cursor cursor = tree.openCursor(txn)) {
            boolean found = cursor.getSearchKeyRange(new ArrayByteIterable(lower)) != null;
            while (found) {
              byte[] key = cursor.getKey().getBytesUnsafe();
              if (Arrays.mismatch(key, 0, PREFIX, lower, 0, PREFIX) >= 0) {
                return;
              }
              sink += key[9] + cursor.getValue().getLength();
              found = cursor.getNext();
            }
          }
        });
    time(
        "scan of all, by hand",
        1,
        i -> {
          try (Cursor cursor = tree.openCursor(txn)) {
            while (cursor.getNext()) {
              sink += cursor.getKey().getBytesUnsafe()[9] + cursor.getValue().getLength();
            }
          }
        });
    txn.abort();
  }

  private ArrayByteIterable key(int i) {
    return new ArrayByteIterable(sample.get(i));
  }

  private void read(KvStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      time(
          "get, guard",
          LOOK_UPS,
          i ->
              snapshot.get(
                  sample.get(i),
                  (key, value) -> {
                    sink += value.length();
                    return true;
                  }));
      time(
          "edges of a node, guard",
          LOOK_UPS,
          i -> {
            byte[] lower = Arrays.copyOf(sample.get(i), PREFIX);
            byte[] upper = Arrays.copyOf(sample.get(i), PREFIX + 1);
            upper[PREFIX] = (byte) 0xff;
            snapshot.scan(
                lower,
                upper,
                ScanDirection.FORWARD,
                (key, value) -> {
                  sink += key.getByte(9) + value.length();
                  return true;
                });
          });
      time(
          "scan of all, guard",
          1,
          i ->
              snapshot.scan(
                  Stores.EMPTY,
                  null,
                  ScanDirection.FORWARD,
                  (key, value) -> {
                    sink += key.getByte(9) + value.length();
                    return true;
                  }));
    }
  }

  private void replaceByHand(Environment env, Store tree, Random random) {
    env.executeInExclusiveTransaction(
        txn -> {
          for (int i = 0; i < REPLACED; i++) {
            ArrayByteIterable key = key(random.nextInt(sample.size()));
            tree.delete(txn, key);
            tree.put(txn, key, ByteIterable.EMPTY);
          }
        });
  }

  private void replace(KvStore store, Random random) {
    store.write(
        txn -> {
          for (int i = 0; i < REPLACED; i++) {
            byte[] key = sample.get(random.nextInt(sample.size()));
            txn.delete(key);
            txn.put(key, Stores.EMPTY);
          }
          return 0;
        });
  }

  private static void time(String what, int repetitions, IntConsumer work) {
    long start = System.nanoTime();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < repetitions; i++) {
      work.accept(i);
    }
    double nanos = (System.nanoTime() - start) / (double) repetitions;
    double cpuNanos = (THREADS.getCurrentThreadCpuTime() - startCpu) / (double) repetitions;
    System.out.printf("%-26s %12.0f ns, of this thread's %12.0f ns%n", what, nanos, cpuNanos);
  }

  private static void commits(String what, Runnable commit) {
    long[] nanos = new long[200];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      commit.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%-26s p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
        what, nanos[100] / 1e6, nanos[197] / 1e6, nanos[199] / 1e6);
  }
}
