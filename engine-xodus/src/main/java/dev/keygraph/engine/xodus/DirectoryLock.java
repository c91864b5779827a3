package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others out of a store's directory: one writer, or any number of processes that only read.
 *
 * <p>It locks Xodus's own lock file, so that Xodus's tools respect it. Xodus's own code would lose
 * the lock: where a process closes any channel of a file, POSIX systems release all locks that the
 * process has on it, and Xodus opens and closes the file when a second attempt fails, and to tell
 * who owns it. So the directories that this process has open are looked at first.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "xd.lck";
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** By real path. A process has a lock on a file but once, and loses it by any closing of it. */
  private static final Map<Path, DirectoryLock> HELD = new HashMap<>();

  private final Path directory;
  private final @Nullable FileChannel channel;
  private final boolean shared;
  private int holders = 1;

  private DirectoryLock(Path directory, @Nullable FileChannel channel, boolean shared) {
    this.directory = directory;
    this.channel = channel;
    this.shared = shared;
  }

  static DirectoryLock acquire(Path directory, boolean shared, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      DirectoryLock lock;
      Path path;
      try {
        path = directory.toRealPath();
        lock = tryAcquire(path, shared);
      } catch (IOException e) {
        throw KvException.ofIo("Xodus store " + directory + ": cannot be locked", e);
      }
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new KvLockedException(
            "Xodus store "
                + directory
                + ": "
                + (isHeld(path) ? "this process" : "another process")
                + " has it open; close it there first");
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private static boolean isHeld(Path directory) {
    synchronized (HELD) {
      return HELD.containsKey(directory);
    }
  }

  private static @Nullable DirectoryLock tryAcquire(Path directory, boolean shared)
      throws IOException {
    synchronized (HELD) {
      DirectoryLock held = HELD.get(directory);
      if (held != null) {
        if (!shared || !held.shared) {
          return null;
        }
        held.holders++;
        return held;
      }
      FileChannel channel = open(directory.resolve(FILE), shared);
      if (channel != null && !isLocked(channel, shared)) {
        return null;
      }
      DirectoryLock lock = new DirectoryLock(directory, channel, shared);
      HELD.put(directory, lock);
      return lock;
    }
  }

  /** Locks, or closes. */
  private static boolean isLocked(FileChannel channel, boolean shared) throws IOException {
    boolean locked = false;
    try {
      locked = channel.tryLock(0, Long.MAX_VALUE, shared) != null;
      return locked;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static @Nullable FileChannel open(Path file, boolean shared) throws IOException {
    if (!shared) {
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    // A store on a medium that cannot be written, or a copy of one, has nothing to lock.
    return Presence.of(file) ? FileChannel.open(file, StandardOpenOption.READ) : null;
  }

  /** Ends one holder's use; called once by each. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (--holders > 0) {
        return;
      }
      HELD.remove(directory);
      try {
        if (channel != null) {
          channel.close();
        }
      } catch (IOException e) {
        throw KvException.ofIo("Xodus store " + directory + ": cannot be unlocked", e);
      }
    }
  }
}
