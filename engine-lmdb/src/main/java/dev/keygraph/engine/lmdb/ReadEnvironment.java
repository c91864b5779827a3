package dev.keygraph.engine.lmdb;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;

/**
 * The environment by which a directory is read in this process.
 *
 * <p>All read-only openings of a directory share one: closing a second one would take the first
 * one's places among the readers, and the writer in another process would take away what it reads.
 *
 * <p>That writer may have a larger map than this process, and fill it. Then the map is made larger,
 * which nobody may look into meanwhile.
 */
final class ReadEnvironment {
  private static final Map<Path, ReadEnvironment> OPEN = new HashMap<>();

  private final Path key;
  private final Env<MemoryView> env;
  private final Dbi<MemoryView> dbi;
  private final ReentrantReadWriteLock map = new ReentrantReadWriteLock();
  private int openings;
  private int transactions;

  private ReadEnvironment(Path key, Env<MemoryView> env, Dbi<MemoryView> dbi) {
    this.key = key;
    this.env = env;
    this.dbi = dbi;
  }

  /**
   * Returns the environment of a directory, for {@link #leave}.
   *
   * @param key the directory's real path
   * @param opener opens one where there is none
   */
  static ReadEnvironment enter(Path key, Supplier<Env<MemoryView>> opener) {
    synchronized (OPEN) {
      ReadEnvironment open = OPEN.get(key);
      if (open == null) {
        Env<MemoryView> env = opener.get();
        try {
          open = new ReadEnvironment(key, env, env.openDbi((byte[]) null));
        } catch (RuntimeException | Error e) {
          env.close();
          throw e;
        }
        OPEN.put(key, open);
      }
      open.openings++;
      return open;
    }
  }

  Env<MemoryView> env() {
    return env;
  }

  Dbi<MemoryView> dbi() {
    return dbi;
  }

  /** Ends one opening's use; the last one's closes the environment. */
  void leave() {
    synchronized (OPEN) {
      openings--;
      if (openings == 0) {
        OPEN.remove(key);
        env.close();
      }
    }
  }

  /**
   * Begins a transaction, which lasts until {@link #ended}.
   *
   * @throws Dbi.MapResizedException if the file is larger than the map, and others are read
   */
  <T> T begin(Supplier<T> beginning) {
    try {
      return tryToBegin(beginning);
    } catch (Dbi.MapResizedException e) {
      if (!grow()) {
        throw e;
      }
      return tryToBegin(beginning);
    }
  }

  private <T> T tryToBegin(Supplier<T> beginning) {
    Lock lock = map.readLock();
    lock.lock();
    try {
      T begun = beginning.get();
      count(1);
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /** A transaction was reset, and looks at nothing any more. */
  void ended() {
    count(-1);
  }

  private synchronized void count(int change) {
    transactions += change;
  }

  private synchronized boolean isRead() {
    return transactions > 0;
  }

  /** Takes over the writer's size, if nothing is read; returns whether it did. */
  private boolean grow() {
    Lock lock = map.writeLock();
    lock.lock();
    try {
      if (isRead()) {
        return false;
      }
      env.setMapSize(0);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Looks into the map other than by a transaction of {@link #begin}. */
  <T extends @Nullable Object> T look(Supplier<T> look) {
    Lock lock = map.readLock();
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }
}
