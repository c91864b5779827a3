package dev.keygraph.engine.mapdb;

import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The versions that open snapshots look at. Thread-safe; all calls are short. */
final class SnapshotRegistry {
  private final TreeMap<Long, Integer> open = new TreeMap<>();

  /**
   * Registers a reader at the version that {@code current} gives, and returns that version.
   *
   * <p>Asking for it under the lock is what makes dropping old versions safe: who publishes a
   * version first and then asks for {@link #versions()} is told of every reader of an older one.
   */
  synchronized long register(LongSupplier current) {
    long version = current.getAsLong();
    open.merge(version, 1, Integer::sum);
    return version;
  }

  /** Ends a reader at {@code version}. */
  synchronized void release(long version) {
    open.computeIfPresent(version, (v, readers) -> readers == 1 ? null : readers - 1);
  }

  /** Returns the versions that readers look at, ascending. */
  synchronized long[] versions() {
    return open.keySet().stream().mapToLong(Long::longValue).toArray();
  }
}
