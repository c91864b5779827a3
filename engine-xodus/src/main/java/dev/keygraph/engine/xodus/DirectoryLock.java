package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others out of a store's directory: one writer, or any number of processes that only read.
 *
 * <p>It locks Xodus's own lock file, so that Xodus's tools respect it. Xodus's own code would lose
 * the lock: where a process closes any channel of a file, POSIX systems release all locks that the
 * process has on it, and Xodus opens and closes the file when a second attempt fails, and to tell
 * who owns it. So a set of the directories that this process has open is asked first.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "xd.lck";
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final @Nullable FileChannel channel;

  private DirectoryLock(Path directory, @Nullable FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLock acquire(Path directory, boolean shared, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      DirectoryLock lock;
      try {
        lock = tryAcquire(directory.toRealPath(), shared);
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
                + (HELD.contains(directory) ? "this process" : "another process")
                + " has it open; close it there first");
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private static @Nullable DirectoryLock tryAcquire(Path directory, boolean shared)
      throws IOException {
    if (!HELD.add(directory)) {
      return null;
    }
    boolean acquired = false;
    try {
      FileChannel channel = open(directory.resolve(FILE), shared);
      if (channel == null) {
        acquired = true;
        return new DirectoryLock(directory, null);
      }
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      if (lock == null) {
        channel.close();
        return null;
      }
      acquired = true;
      return new DirectoryLock(directory, channel);
    } finally {
      if (!acquired) {
        HELD.remove(directory);
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

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw KvException.ofIo("Xodus store " + directory + ": cannot be unlocked", e);
    } finally {
      HELD.remove(directory);
    }
  }
}
