package dev.keygraph.store;

import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.guard.CloseSteps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Snapshots of one version, for threads that read it together. */
final class SnapshotPool implements AutoCloseable {
  /** A writer that commits between two openings each time would have to be very quick. */
  private static final int ATTEMPTS = 1000;

  private final List<KvSnapshot> all = new ArrayList<>();
  private final BlockingQueue<KvSnapshot> free = new LinkedBlockingQueue<>();

  private SnapshotPool() {}

  /**
   * Opens snapshots that see the same commits; fewer than wanted, if commits follow each other too
   * fast, but at least one.
   */
  static SnapshotPool of(KvStore store, int wanted) {
    SnapshotPool pool = new SnapshotPool();
    try {
      KvSnapshot first = store.lendableSnapshot();
      pool.all.add(first);
      byte[] version = state(first);
      for (int attempt = 0; attempt < ATTEMPTS && pool.all.size() < wanted; attempt++) {
        KvSnapshot next = store.lendableSnapshot();
        pool.all.add(next);
        byte[] nextVersion = state(next);
        if (!Arrays.equals(version, nextVersion)) {
          pool.closeAllBut(next);
          version = nextVersion;
        }
      }
      pool.free.addAll(pool.all);
      return pool;
    } catch (RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  /** What cannot be read is said by those who look at it. */
  private static byte @Nullable [] state(KvSnapshot snapshot) {
    return DamagedReads.get(
        snapshot, KeyPart.META, (part, place, problem) -> {}, CommitState.STATE_KEY);
  }

  private void closeAllBut(KvSnapshot kept) {
    all.remove(kept);
    all.forEach(KvSnapshot::close);
    all.clear();
    all.add(kept);
  }

  /**
   * Has work done with a snapshot that nobody else uses meanwhile; waits for one. An interrupt does
   * not end the wait; the flag is set again afterwards.
   */
  <T extends @Nullable Object> T lend(Function<? super KvReader, T> work) {
    KvSnapshot snapshot = take();
    try {
      return work.apply(snapshot);
    } finally {
      free.add(snapshot);
    }
  }

  private KvSnapshot take() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return free.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    CloseSteps steps = new CloseSteps();
    all.forEach(snapshot -> steps.take(snapshot::close));
    steps.finish();
  }
}
