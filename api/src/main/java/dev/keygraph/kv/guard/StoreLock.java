package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvLockedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a store's directory: one writer, or any number of read-only openings. The
 * operating system holds the lock on the file {@code keygraph.lock}, and frees it when the process
 * ends, however it ends.
 *
 * <p>A process that closes any descriptor of a file loses its locks on that file (POSIX), so
 * openings of one JVM share a channel: they are counted in a registry by the directory's real path,
 * which is asked before a channel is opened. Locks are taken and freed on the writer thread, since
 * an interrupt would close the channel.
 */
final class StoreLock {
  static final String FILE = "keygraph.lock";

  /** The locked byte is beyond the content, so that Windows lets others read who holds it. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final Map<Path, Holder> HELD = new HashMap<>();

  /** The lock of this JVM on one directory. */
  private static final class Holder {
    final FileChannel channel;
    final boolean exclusive;
    int openings = 1;

    Holder(FileChannel channel, boolean exclusive) {
      this.channel = channel;
      this.exclusive = exclusive;
    }
  }

  private final Path realPath;
  private final Holder holder;

  private StoreLock(Path realPath, Holder holder) {
    this.realPath = realPath;
    this.holder = holder;
  }

  /**
   * Takes the lock.
   *
   * @param name the store, whose directory exists
   * @param exclusive whether for writing
   * @throws KvLockedException if it is taken
   */
  static StoreLock take(StoreName name, boolean exclusive) {
    synchronized (HELD) {
      try {
        Path realPath = name.directory().toRealPath();
        Holder held = HELD.get(realPath);
        if (held == null) {
          Holder taken =
              new Holder(lockedChannel(name, realPath.resolve(FILE), exclusive), exclusive);
          HELD.put(realPath, taken);
          return new StoreLock(realPath, taken);
        }
        if (exclusive || held.exclusive) {
          throw inThisProcess(name, held.exclusive, null);
        }
        held.openings++;
        return new StoreLock(realPath, held);
      } catch (IOException e) {
        throw new KvIoException("cannot lock the " + name, e);
      }
    }
  }

  /** Frees the lock; called once. */
  void free() {
    synchronized (HELD) {
      holder.openings--;
      if (holder.openings > 0) {
        return;
      }
      HELD.remove(realPath);
      try (FileChannel channel = holder.channel) {
        if (holder.exclusive) {
          channel.truncate(0);
        }
      } catch (IOException e) {
        throw new KvIoException("cannot unlock " + realPath.resolve(FILE), e);
      }
    }
  }

  /** The lock lives as long as the channel: closing it frees both. */
  private static FileChannel lockedChannel(StoreName name, Path file, boolean exclusive)
      throws IOException {
    if (!exclusive && !Files.exists(file)) {
      Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    FileChannel channel =
        exclusive
            ? FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(file, StandardOpenOption.READ);
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, !exclusive);
      if (lock == null) {
        throw inOtherProcess(name, channel);
      }
      if (exclusive) {
        writeHolder(channel);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inThisProcess(name, true, e);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static void writeHolder(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  private static KvLockedException inThisProcess(
      StoreName name, boolean forWriting, @Nullable Throwable cause) {
    return new KvLockedException(
        "the %s is already open %s in this process; close it first"
            .formatted(name, forWriting ? "for writing" : "read-only"),
        cause);
  }

  private static KvLockedException inOtherProcess(StoreName name, FileChannel channel) {
    OptionalLong pid = holderPid(channel);
    return new KvLockedException(
        "the %s is open in another process%s; close it there first"
            .formatted(name, pid.isPresent() ? " (pid " + pid.getAsLong() + ")" : ""));
  }

  /** Returns the writer that the file names, if it lives; readers do not leave a name. */
  private static OptionalLong holderPid(FileChannel channel) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(32);
      int length = channel.read(buffer, 0);
      if (length <= 0) {
        return OptionalLong.empty();
      }
      String text = new String(buffer.array(), 0, length, StandardCharsets.US_ASCII).strip();
      long pid = Long.parseLong(text);
      boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
      return alive ? OptionalLong.of(pid) : OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
