package dev.keygraph.store;

import dev.keygraph.kv.EntryBatch;
import dev.keygraph.kv.EntrySink;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries entries from a thread that makes them to one that uses them, in batches that are used
 * again and again, so that both work at the same time.
 */
final class EntryStream {
  private static final int BATCHES = 4;
  private static final int BATCH_BYTES = 1 << 17;
  private static final EntryBatch END = new EntryBatch(0);

  private final BlockingQueue<EntryBatch> free = new ArrayBlockingQueue<>(BATCHES);

  /** Has room for all batches and {@link #END}, so that nobody waits to add to it. */
  private final BlockingQueue<EntryBatch> full = new ArrayBlockingQueue<>(BATCHES + 1);

  private EntryStream() {
    for (int i = 0; i < BATCHES; i++) {
      free.add(new EntryBatch(BATCH_BYTES));
    }
  }

  /**
   * Passes entries on, and returns when all are used. What either side throws ends the other, and
   * is thrown.
   *
   * @param maker runs {@code source}
   * @param source passes the entries to the sink that it gets
   * @param user uses them, on this thread
   */
  static void run(ExecutorService maker, Consumer<EntrySink> source, EntrySink user) {
    EntryStream stream = new EntryStream();
    Future<?> made = maker.submit(() -> stream.make(source));
    try {
      for (EntryBatch batch = stream.next(); batch != END; batch = stream.next()) {
        batch.forEach(user);
        batch.clear();
        stream.free.add(batch);
      }
      Futures.get(made);
    } finally {
      made.cancel(true);
    }
  }

  private void make(Consumer<EntrySink> source) {
    Filler filler = new Filler();
    try {
      source.accept(filler);
      filler.handOver();
    } finally {
      full.add(END);
    }
  }

  private EntryBatch next() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return full.take();
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

  /** Puts entries into batches. */
  private final class Filler implements EntrySink {
    private @Nullable EntryBatch batch;

    @Override
    public void accept(
        byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
      EntryBatch filled = batch;
      if (filled == null) {
        try {
          filled = free.take();
        } catch (InterruptedException e) {
          throw new CancellationException("whoever uses the entries has failed");
        }
        batch = filled;
      }
      filled.accept(key, keyOffset, keyLength, value, valueOffset, valueLength);
      if (filled.isFull()) {
        handOver();
      }
    }

    void handOver() {
      if (batch != null) {
        full.add(batch);
        batch = null;
      }
    }
  }
}
