package dev.keygraph.engine.mapdb;

import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The versions that snapshots look at, or soon may. Thread-safe; all calls are short. */
final class SnapshotRegistry {
  private final LongSupplier current;
  private final TreeMap<Long, Integer> open = new TreeMap<>();

  /**
   * Creates it.
   *
   * @param current gives the last commit's version, which the next reader looks at
   */
  SnapshotRegistry(LongSupplier current) {
    this.current = current;
  }

  /**
   * Registers a reader at the current version, and returns that version.
   *
   * <p>Asking for it under the lock is what makes {@link #needed} safe.
   */
  synchronized long register() {
    long version = current.getAsLong();
    open.merge(version, 1, Integer::sum);
    return version;
  }

  /** Ends a reader at {@code version}. */
  synchronized void release(long version) {
    open.computeIfPresent(version, (v, readers) -> readers == 1 ? null : readers - 1);
  }

  /**
   * Returns the versions that readers look at and the current one, at which the next may register,
   * ascending. Until another commit is published, no reader registers at any other.
   */
  synchronized long[] needed() {
    long now = current.getAsLong();
    long[] versions = new long[open.size() + (open.containsKey(now) ? 0 : 1)];
    int count = 0;
    for (long version : open.keySet()) {
      versions[count++] = version;
    }
    if (count < versions.length) {
      versions[count] = now;
    }
    return versions;
  }

  /** Returns how many versions readers look at. */
  synchronized int size() {
    return open.size();
  }
}
