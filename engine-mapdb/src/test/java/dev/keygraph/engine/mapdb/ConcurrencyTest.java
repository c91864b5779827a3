package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers beside a writer whose checkpoints overwrite what they read. */
final class ConcurrencyTest {
  private static final int ACCOUNTS = 4_000;
  private static final int COMMITS = 600;
  private static final int READERS = 3;
  private static final int MAX_PAUSE_NANOS = 4_000_000;

  @TempDir Path directory;

  private static byte[] account(int number) {
    return ByteBuffer.allocate(5).put((byte) (number * 7)).putInt(number).array();
  }

  private static byte[] bytes(int value, int length) {
    return ByteBuffer.allocate(length).putInt(value).array();
  }

  /** Money moves between accounts, so that each snapshot of all of them has the same sum. */
  @Test
  void snapshotsNeverChangeWhileCheckpointsRun() throws Exception {
    MapDbStore store = Stores.open(directory, Durability.RELAXED, Stores.EAGER_AND_DEEP);
    try (EngineTransaction transaction = store.begin()) {
      for (int i = 0; i < ACCOUNTS; i++) {
        transaction.put(account(i), bytes(100, 4));
      }
      transaction.commit();
    }
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        int patience = i * 5;
        results.add(readers.submit(() -> readAll(store, done, patience)));
      }
      move(store);
      done.set(true);
      for (Future<Integer> result : results) {
        assertThat(get(result)).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
    assertThat(store.statistics().details().get("checkpoints")).isGreaterThan(5L);
    store.close();
  }

  private static int get(Future<Integer> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new AssertionError("a reader failed", e.getCause());
    }
  }

  private static void move(MapDbStore store) {
    Random random = new Random(1);
    int[] sums = new int[ACCOUNTS];
    Arrays.fill(sums, 100);
    for (int n = 0; n < COMMITS; n++) {
      // Else a commit would nearly always come right after the start of a checkpoint.
      LockSupport.parkNanos(random.nextInt(MAX_PAUSE_NANOS));
      try (EngineTransaction transaction = store.begin()) {
        for (int i = 0; i < 50; i++) {
          int from = random.nextInt(ACCOUNTS);
          int to = random.nextInt(ACCOUNTS);
          int amount = random.nextInt(50);
          sums[from] -= amount;
          sums[to] += amount;
          transaction.put(account(from), bytes(sums[from], 4 + random.nextInt(40)));
          transaction.put(account(to), bytes(sums[to], 4 + random.nextInt(200)));
        }
        transaction.commit();
      }
    }
  }

  private static int readAll(MapDbStore store, AtomicBoolean done, int patience) {
    int scans = 0;
    do {
      try (KvSnapshot snapshot = store.snapshot()) {
        for (int i = 0; i <= patience; i++) {
          int[] found = new int[2];
          snapshot.scan(
              new byte[0],
              null,
              (i & 1) == 0 ? ScanDirection.FORWARD : ScanDirection.BACKWARD,
              (key, value) -> {
                found[0]++;
                found[1] += value.getInt(0);
                return true;
              });
          if (found[0] != ACCOUNTS || found[1] != ACCOUNTS * 100) {
            throw new AssertionError(found[0] + " accounts with " + found[1]);
          }
          scans++;
        }
      }
    } while (!done.get());
    return scans;
  }

  @Test
  void interruptsCloseNothing() {
    MapDbStore store = Stores.open(directory, Durability.DURABLE, Stores.EAGER);
    try {
      for (int n = 0; n < 100; n++) {
        Thread.currentThread().interrupt();
        try (EngineTransaction transaction = store.begin()) {
          for (int i = 0; i < 200; i++) {
            transaction.put(account(n * 200 + i), bytes(n, 100));
          }
          transaction.commit();
        }
        try (KvSnapshot snapshot = store.snapshot()) {
          assertThat(snapshot.get(account(n * 200))).isNotNull();
        }
        if (n == 50) {
          store.compact();
        }
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
      }
    } finally {
      Thread.currentThread().interrupt();
      store.close();
      assertThat(Thread.interrupted()).isTrue();
    }
    Thread.currentThread().interrupt();
    MapDbStore again = Stores.open(directory, Durability.DURABLE, Stores.EAGER);
    try (KvSnapshot snapshot = again.snapshot()) {
      assertThat(snapshot.get(account(100 * 200 - 1))).isNotNull();
    } finally {
      again.close();
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
