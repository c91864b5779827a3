package dev.keygraph.compare.contender;

import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose commits are timed. Snapshots are the engine's own, so that no question is slower
 * for it; of what only some engines can do, it has the bulk load alone.
 */
final class TimedEngine implements KvEngine {
  private final KvEngine engine;
  private final AtomicLong commitNanos = new AtomicLong();

  TimedEngine(KvEngine engine) {
    this.engine = engine;
  }

  /** Returns how long all commits of all its stores took. */
  long commitNanos() {
    return commitNanos.get();
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public KvTraits traits() {
    return engine.traits();
  }

  @Override
  public EngineStore open(EngineOptions options) {
    EngineStore store = engine.open(options);
    return store instanceof EngineStore.BulkLoad able
        ? new TimedLoadingStore(store, able)
        : new TimedStore(store);
  }

  /** Passes on whatever a store says of itself: it is to be used as it is without this. */
  private class TimedStore implements EngineStore {
    private final EngineStore store;

    private TimedStore(EngineStore store) {
      this.store = store;
    }

    @Override
    public KvSnapshot snapshot() {
      return store.snapshot();
    }

    @Override
    public EngineTransaction begin() {
      return new TimedTransaction(store.begin());
    }

    @Override
    public boolean needsWriterThread() {
      return store.needsWriterThread();
    }

    @Override
    public void flush() {
      store.flush();
    }

    @Override
    public KvStatistics statistics() {
      return store.statistics();
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private final class TimedLoadingStore extends TimedStore implements EngineStore.BulkLoad {
    private final EngineStore.BulkLoad able;

    private TimedLoadingStore(EngineStore store, EngineStore.BulkLoad able) {
      super(store);
      this.able = able;
    }

    @Override
    public EngineStore.BulkLoader bulkLoader() {
      return able.bulkLoader();
    }
  }

  private final class TimedTransaction implements EngineTransaction {
    private final EngineTransaction transaction;

    private TimedTransaction(EngineTransaction transaction) {
      this.transaction = transaction;
    }

    @Override
    public void commit() {
      long start = System.nanoTime();
      transaction.commit();
      commitNanos.addAndGet(System.nanoTime() - start);
    }

    @Override
    public boolean get(byte[] key, KvVisitor visitor) {
      return transaction.get(key, visitor);
    }

    @Override
    public boolean scan(
        byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
      return transaction.scan(lower, upper, direction, visitor);
    }

    @Override
    public KvCursor cursor() {
      return transaction.cursor();
    }

    @Override
    public void put(byte[] key, byte[] value) {
      transaction.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      transaction.delete(key);
    }

    @Override
    public void close() {
      transaction.close();
    }
  }
}
