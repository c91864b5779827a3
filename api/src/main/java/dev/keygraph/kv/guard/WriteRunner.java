package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs write work in a transaction of an engine, on the thread that calls. */
final class WriteRunner {
  private static final Logger LOG = LoggerFactory.getLogger(WriteRunner.class);

  private final StoreName name;
  private final SizeLimits limits;
  private final HeldWrites heldWrites;

  WriteRunner(StoreName name, SizeLimits limits, HeldWrites heldWrites) {
    this.name = name;
    this.limits = limits;
    this.heldWrites = heldWrites;
  }

  /**
   * Runs the work, and commits what it wrote. The engine finds its thread not interrupted; an
   * interrupt from before or from within the work is there again when this returns.
   */
  <T extends @Nullable Object> T run(EngineStore store, KvWork<T> work) {
    boolean interrupted = Thread.interrupted();
    @Nullable EngineTransaction transaction = null;
    Throwable failure = null;
    try {
      transaction = store.begin();
      GuardedTransaction guarded = new GuardedTransaction(transaction, name, limits);
      T result;
      try {
        result = work.run(guarded);
      } finally {
        guarded.end();
        interrupted |= Thread.interrupted();
      }
      if (guarded.mutations() > 0) {
        // What only read has nothing to commit, and need not wait for a disk.
        transaction.commit();
        heldWrites.committed(guarded.bytes());
      }
      return result;
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      if (transaction != null) {
        close(transaction, failure);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The outcome of a commit stands, whatever freeing the transaction says. */
  private void close(EngineTransaction transaction, @Nullable Throwable failure) {
    try {
      transaction.close();
    } catch (RuntimeException e) {
      if (failure == null) {
        LOG.error("a transaction that was committed could not be freed: {}", name, e);
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }
}
