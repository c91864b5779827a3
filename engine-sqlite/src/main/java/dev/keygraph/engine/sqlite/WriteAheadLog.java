package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.KvCheckpointEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log short.
 *
 * <p>A checkpoint copies pages from the log into the tree, as far as no reader needs the older
 * ones. It runs on a thread of its own, beside readers and commits, whenever the log has grown by a
 * certain amount, so that no commit waits for it. When everything is copied and nobody reads from
 * the log, the next write begins it anew.
 *
 * <p>Readers that overlap without a gap keep it from that, and so does one that stays. So a commit
 * that finds the log beyond its limit waits, for a bounded time, until every reader has moved on
 * ({@code RESTART}), while new ones read from the tree. Where one does not move on, it says so, and
 * the commits go on: the log grows, and the next attempt is made when it has grown by its limit
 * again.
 */
final class WriteAheadLog {
  private static final Logger LOG = LoggerFactory.getLogger(WriteAheadLog.class);
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int FRAMES = 1;
  private static final long IDLE_SECONDS = 5;

  private final Path directory;
  private final SnapshotConnections snapshots;
  private final SnapshotConnections.Opener opener;
  private final SqliteSettings settings;
  private final long frameBytes;
  private final SqliteStatement look;
  private final Semaphore checkpointing = new Semaphore(1);
  private final ThreadPoolExecutor background;
  private final AtomicLong checkpoints = new AtomicLong();
  private final AtomicLong restarts = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private @Nullable SqliteSession copier;
  private long checkpointedBytes;
  private long nextRestart;
  private volatile long bytes;
  private volatile boolean inDoubt;

  /**
   * The log of an open store.
   *
   * @param writer the connection that writes
   * @param opener opens connections that sync what they write
   */
  WriteAheadLog(
      Path directory,
      SqliteSession writer,
      SnapshotConnections snapshots,
      SnapshotConnections.Opener opener,
      SqliteSettings settings)
      throws SQLException {
    this.directory = directory;
    this.snapshots = snapshots;
    this.opener = opener;
    this.settings = settings;
    this.frameBytes = writer.number("PRAGMA page_size") + (long) FRAME_HEADER_BYTES;
    this.look = writer.statement("PRAGMA wal_checkpoint(NOOP)");
    this.nextRestart = settings.logLimit();
    this.background =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "keygraph-checkpoint sqlite");
              thread.setDaemon(true);
              return thread;
            });
    background.allowCoreThreadTimeOut(true);
  }

  /** Called by the writer after each commit, whose outcome it does not change. */
  void committed() {
    try {
      settle();
      measure();
      if (bytes < checkpointedBytes) {
        checkpointedBytes = 0;
      }
      if (bytes - checkpointedBytes >= settings.checkpointSize() && checkpointing.tryAcquire()) {
        startCheckpoint();
      }
      if (bytes < settings.logLimit()) {
        nextRestart = settings.logLimit();
      } else if (bytes >= nextRestart && awaitCheckpoint()) {
        try {
          restart();
        } finally {
          checkpointing.release();
        }
      }
    } catch (SQLException | IOException e) {
      LOG.warn("the write-ahead log could not be shortened: SQLite store {}", directory, e);
    }
  }

  private void startCheckpoint() {
    try {
      background.execute(this::checkpoint);
      checkpointedBytes = bytes;
    } catch (OutOfMemoryError e) {
      // There can be no more threads now. The commit stands, and the next one tries again.
      checkpointing.release();
      LOG.warn("no checkpoint could begin: SQLite store {}", directory, e);
    } catch (RuntimeException | Error e) {
      checkpointing.release();
      throw e;
    }
  }

  /**
   * Notes that the log could not be synced: the operating system may count as written what it lost.
   */
  void doubt() {
    inDoubt = true;
  }

  /**
   * Writes the log once more after a sync of it failed, so that the next one is for all of it. For
   * the writer, while nothing commits.
   */
  void settle() throws IOException {
    if (!inDoubt) {
      return;
    }
    checkpointing.acquireUninterruptibly();
    try {
      LogFile.writeAgain(directory.resolve(SqliteSession.DATABASE + SqliteStore.LOG_SUFFIX));
      inDoubt = false;
    } finally {
      checkpointing.release();
    }
  }

  private void measure() throws SQLException {
    try {
      bytes = look.execute() ? Math.max(0, look.number(FRAMES)) * frameBytes : 0;
    } finally {
      look.reset();
    }
  }

  private void checkpoint() {
    try {
      if (inDoubt) {
        return;
      }
      KvCheckpointEvent event = new KvCheckpointEvent("sqlite", directory.toString());
      event.begin();
      copier().run("PRAGMA wal_checkpoint(PASSIVE)");
      event.commit();
      checkpoints.incrementAndGet();
    } catch (SQLException e) {
      doubt();
      LOG.warn("the write-ahead log could not be copied: SQLite store {}", directory, e);
    } finally {
      checkpointing.release();
    }
  }

  /** Waits, for a bounded time, for the permit; an interrupt of a writer changes nothing here. */
  private boolean awaitCheckpoint() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.logLimitMillis());
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return checkpointing.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void restart() throws SQLException {
    if (waitForReaders("RESTART")) {
      restarts.incrementAndGet();
      return;
    }
    refusals.incrementAndGet();
    nextRestart = bytes + settings.logLimit();
    LOG.warn(
        "the write-ahead log has grown to {} MB and goes on growing, because {} connections are"
            + " read by snapshots of this process, the oldest for {} ms, and perhaps more by"
            + " another one; close snapshots sooner: SQLite store {}",
        bytes / 1_000_000,
        snapshots.inUse(),
        snapshots.oldestMillis(),
        directory);
  }

  /**
   * Copies all of the log and waits, for a bounded time, until nobody reads from it. Snapshots
   * would follow each other on a connection whose transaction began before, and keep that alive: so
   * they get another one, first to see the end of the log, which lets all of it be copied, and
   * again when it is, to read from the tree alone.
   */
  private boolean waitForReaders(String mode) throws SQLException {
    SqliteSession session = copier();
    session.waitAtMost(settings.logLimitMillis());
    try {
      snapshots.retire();
      if (session.number("PRAGMA wal_checkpoint(FULL)") != 0) {
        return false;
      }
      snapshots.retire();
      return session.number("PRAGMA wal_checkpoint(" + mode + ")") == 0;
    } catch (SQLException e) {
      doubt();
      throw e;
    }
  }

  /** Returns the connection of whoever has the permit. */
  private SqliteSession copier() throws SQLException {
    SqliteSession session = copier;
    if (session == null) {
      session = opener.open();
      copier = session;
    }
    return session;
  }

  /** Cuts the log to nothing, if no reader keeps it from that for long. */
  void truncate() {
    try {
      settle();
      checkpointing.acquireUninterruptibly();
      try {
        if (!waitForReaders("TRUNCATE")) {
          LOG.info("a snapshot keeps the file from becoming shorter: SQLite store {}", directory);
        }
        measure();
      } finally {
        checkpointing.release();
      }
    } catch (SQLException | IOException e) {
      LOG.warn("the write-ahead log could not be shortened: SQLite store {}", directory, e);
    }
  }

  /** Returns how many bytes of the log are in use; its file may be longer. */
  long bytes() {
    return bytes;
  }

  /** Returns how often the log was copied into the tree. */
  long checkpoints() {
    return checkpoints.get();
  }

  /** Returns how often a commit waited for readers with success. */
  long restarts() {
    return restarts.get();
  }

  /** Returns how often it waited in vain. */
  long refusals() {
    return refusals.get();
  }

  /**
   * Waits for a checkpoint that runs, and frees its connection; on the writer thread, while nothing
   * commits.
   */
  void rest() throws SQLException {
    checkpointing.acquireUninterruptibly();
    try {
      SqliteSession session = copier;
      copier = null;
      if (session != null) {
        session.close();
      }
    } finally {
      checkpointing.release();
    }
  }

  /** Ends the thread, after what it does. */
  void close() throws SQLException {
    background.shutdown();
    rest();
  }
}
