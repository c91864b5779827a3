package dev.keygraph.kv;

import org.jspecify.annotations.Nullable;

/**
 * What to do in a write transaction.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface KvWork<T extends @Nullable Object> {
  /**
   * Reads and writes; the transaction commits when this returns, and rolls back when it throws.
   *
   * @param transaction valid until this returns, on this thread
   */
  T run(KvTransaction transaction);
}
