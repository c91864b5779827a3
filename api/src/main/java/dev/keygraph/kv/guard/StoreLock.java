package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.Presence;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to use a store's directory. The operating system holds it as locks on two bytes of the
 * file {@code keygraph.lock}, and frees them when the process ends, however it ends.
 *
 * <ul>
 *   <li>{@link Use#WRITE}: the writer's byte, exclusively; while it replaces files, the readers'
 *       byte, exclusively, too
 *   <li>{@link Use#READ}: the readers' byte, shared; while it opens the store, the writer's byte,
 *       shared, too, unless there is a writer
 *   <li>{@link Use#READ_ALONE}: the writer's byte, shared
 * </ul>
 *
 * <p>So a reader knows whether a writer may change files under it while it opens them, and whoever
 * replaces files knows that nobody reads them. What is held only for a moment makes others wait a
 * little, and not fail.
 *
 * <p>A process that closes any descriptor of a file loses its locks on that file (POSIX), so
 * openings of one JVM share a channel: they are counted in a registry by the directory's real path,
 * which is asked before a channel is opened. Within one JVM a store is open for writing or for
 * reading. Locks are taken and freed on the writer thread, since an interrupt would close the
 * channel.
 */
final class StoreLock {
  static final String FILE = "keygraph.lock";

  private static final Logger LOG = LoggerFactory.getLogger(StoreLock.class);

  /** What a store is opened for. */
  enum Use {
    /** Writing. */
    WRITE,
    /** Reading while no process writes. */
    READ_ALONE,
    /** Reading, also beside a process that writes. */
    READ
  }

  /** The locked bytes are beyond the content, so that Windows lets others read who holds them. */
  private static final long WRITERS_BYTE = Long.MAX_VALUE - 1;

  private static final long READERS_BYTE = Long.MAX_VALUE - 2;

  /** For what is held while somebody opens a store, or looks whether it may clear away. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Map<Path, Holder> HELD = new HashMap<>();

  /** The locks of this JVM on one directory. */
  private static final class Holder {
    final FileChannel channel;
    final Use use;
    int openings = 1;
    int opening;
    @Nullable FileLock openingLock;
    @Nullable FileLock replacingLock;

    Holder(FileChannel channel, Use use) {
      this.channel = channel;
      this.use = use;
    }
  }

  private final StoreName name;
  private final Path realPath;
  private final Holder holder;
  private final boolean writerIsThere;
  private boolean opening;

  /** An opening; the registry's lock is held. */
  private StoreLock(StoreName name, Path realPath, Holder holder) throws IOException {
    this.name = name;
    this.realPath = realPath;
    this.holder = holder;
    if (holder.use == Use.READ) {
      if (holder.openingLock == null) {
        holder.openingLock = holder.channel.tryLock(WRITERS_BYTE, 1, /* shared= */ true);
      }
      opening = true;
      holder.opening++;
    }
    this.writerIsThere = holder.use == Use.READ && holder.openingLock == null;
  }

  /**
   * Takes the right.
   *
   * @param name the store, whose directory exists
   * @throws KvLockedException if somebody has one that excludes it
   */
  static StoreLock take(StoreName name, Use use) {
    synchronized (HELD) {
      try {
        Path realPath = name.directory().toRealPath();
        Holder held = HELD.get(realPath);
        if (held == null) {
          FileChannel channel = lockedChannel(name, realPath.resolve(FILE), use);
          try {
            held = new Holder(channel, use);
            StoreLock lock = new StoreLock(name, realPath, held);
            HELD.put(realPath, held);
            return lock;
          } catch (Throwable e) {
            channel.close();
            throw e;
          }
        }
        if (use == Use.WRITE || held.use != use) {
          throw inThisProcess(name, held.use, null);
        }
        StoreLock lock = new StoreLock(name, realPath, held);
        held.openings++;
        return lock;
      } catch (IOException e) {
        throw KvException.ofIo("cannot lock the " + name, e);
      }
    }
  }

  /** Returns what the store may be used for. */
  Use use() {
    return holder.use;
  }

  /**
   * Returns whether another process had the store open for writing when this one began to read it.
   * If not, none has before {@link #endOpening}.
   */
  boolean writerIsThere() {
    return writerIsThere;
  }

  /** Lets writers in, if they were kept out while this opened the store. */
  void endOpening() {
    synchronized (HELD) {
      if (!opening) {
        return;
      }
      opening = false;
      holder.opening--;
      FileLock lock = holder.openingLock;
      if (holder.opening == 0 && lock != null) {
        holder.openingLock = null;
        release(lock);
      }
    }
  }

  /**
   * Keeps readers of other processes out, of a store that is open for writing, until {@link
   * #admitReaders}.
   *
   * @throws KvLockedException if there are some
   */
  void excludeReaders() {
    synchronized (HELD) {
      if (!tryExcludeReaders()) {
        throw new KvLockedException(
            "the %s is open read-only in another process%s, whose files must not be replaced under it; close it there first"
                .formatted(name, LockHolders.describe(realPath.resolve(FILE), READERS_BYTE)));
      }
    }
  }

  /** The same; returns false if there are some. */
  boolean tryExcludeReaders() {
    synchronized (HELD) {
      try {
        holder.replacingLock = holder.channel.tryLock(READERS_BYTE, 1, /* shared= */ false);
        return holder.replacingLock != null;
      } catch (IOException e) {
        throw KvException.ofIo("cannot lock the " + name, e);
      }
    }
  }

  /** Lets readers in again, if they were kept out. */
  void admitReaders() {
    synchronized (HELD) {
      FileLock lock = holder.replacingLock;
      holder.replacingLock = null;
      if (lock != null) {
        release(lock);
      }
    }
  }

  private void release(FileLock lock) {
    try {
      lock.release();
    } catch (IOException e) {
      throw KvException.ofIo("cannot unlock " + realPath.resolve(FILE), e);
    }
  }

  /** Gives the right back; called once. */
  void free() {
    synchronized (HELD) {
      holder.openings--;
      if (holder.openings > 0) {
        endOpening();
        return;
      }
      HELD.remove(realPath);
      // The locks live as long as the channel.
      try (FileChannel channel = holder.channel) {
        if (holder.use == Use.WRITE) {
          forgetHolder(channel);
        }
      } catch (IOException e) {
        throw KvException.ofIo("cannot unlock " + realPath.resolve(FILE), e);
      }
    }
  }

  private static FileChannel lockedChannel(StoreName name, Path file, Use use) throws IOException {
    boolean writing = use == Use.WRITE;
    if (!writing && !Presence.of(file)) {
      Files.write(file, new byte[0], StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    FileChannel channel =
        writing
            ? FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)
            : FileChannel.open(file, StandardOpenOption.READ);
    try {
      lock(name, file, channel, use);
      if (writing) {
        writeHolder(channel);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw inThisProcess(name, Use.WRITE, e);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(StoreName name, Path file, FileChannel channel, Use use)
      throws IOException {
    long position = use == Use.READ ? READERS_BYTE : WRITERS_BYTE;
    long start = System.nanoTime();
    while (channel.tryLock(position, 1, use != Use.WRITE) == null) {
      String writer = describeWriter(channel);
      // A writer that is named stays; who replaces files may only have looked whether it could.
      boolean lasts = use != Use.READ && !writer.isEmpty();
      if (lasts || System.nanoTime() - start > PATIENCE_NANOS) {
        throw inOtherProcess(name, file, use, writer);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static void writeHolder(FileChannel channel) throws IOException {
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** The name is for messages: an outdated one says nothing where nobody holds the lock. */
  private static void forgetHolder(FileChannel channel) {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      LOG.debug("the file of a lock that is given back keeps the holder's number", e);
    }
  }

  private static KvLockedException inThisProcess(
      StoreName name, Use held, @Nullable Throwable cause) {
    return new KvLockedException(
        "the %s is already open %s in this process; close it first"
            .formatted(name, held == Use.WRITE ? "for writing" : "read-only"),
        cause);
  }

  private static KvLockedException inOtherProcess(
      StoreName name, Path file, Use wanted, String writer) {
    if (wanted == Use.READ) {
      return new KvLockedException(
          "the %s is being replaced by another process%s, which compacts, imports, restores or migrates it; try again when that has ended"
              .formatted(name, writer));
    }
    if (writer.isEmpty()) {
      return new KvLockedException(
          "the %s is open in another process%s; close it there first"
              .formatted(name, LockHolders.describe(file, WRITERS_BYTE)));
    }
    return new KvLockedException(
        "the %s is open for writing in another process%s%s; close it there first"
            .formatted(name, writer, wanted == Use.READ_ALONE ? whyNotBeside(name) : ""));
  }

  private static String whyNotBeside(StoreName name) {
    List<String> able =
        KvEngines.available().stream()
            .filter(engine -> engine.traits().foreignReaders())
            .map(KvEngine::name)
            .toList();
    if (able.contains(name.engine())) {
      return ", and this process may not write in its directory, as readers beside a writer must";
    }
    return ", and the engine %s cannot be read by another process meanwhile%s"
        .formatted(name.engine(), able.isEmpty() ? "" : ", as " + String.join(", ", able) + " can");
  }

  /** Returns the writer that the file names, if it lives, as words; else nothing. */
  private static String describeWriter(FileChannel channel) {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(32);
      int length = channel.read(buffer, 0);
      if (length <= 0) {
        return "";
      }
      String text = new String(buffer.array(), 0, length, StandardCharsets.US_ASCII).strip();
      long pid = Long.parseLong(text);
      boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
      return alive ? " (pid " + pid + ")" : "";
    } catch (IOException | NumberFormatException e) {
      return "";
    }
  }
}
