package dev.keygraph.engine.xodus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import jetbrains.exodus.ExodusException;
import jetbrains.exodus.env.EnvironmentImpl;
import jetbrains.exodus.env.ReadWriteTransaction;
import jetbrains.exodus.env.StoreImpl;
import jetbrains.exodus.env.Transaction;
import jetbrains.exodus.io.RemoveBlockType;
import jetbrains.exodus.log.Log;
import jetbrains.exodus.log.Loggable;
import jetbrains.exodus.log.RandomAccessLoggable;

/**
 * Gives back the space of what was overwritten, in place of Xodus's collector, which rewrites whole
 * files in transactions of its own while the writer waits.
 *
 * <p>A file of which little is in use is read from its beginning to its end, and each record in it
 * that the tree still refers to is written again. This happens in slices, in the transactions of
 * the writer: each pays with a few milliseconds for some times the bytes that the one before it
 * wrote. So the work follows the writes, costs no syncs of its own, and cannot fall behind. A file
 * without live records is removed when the last snapshot that may read it is closed, and the log is
 * synced.
 *
 * <p>{@link LogProfile} says which files are worth it.
 *
 * <p>For one thread at a time: whoever writes.
 */
final class LogCleaner {
  /** A file that is half in use frees as much as it costs to rewrite: twice pays for itself. */
  private static final long BYTES_READ_PER_BYTE_WRITTEN = 4;

  private static final long NANOS_PER_COMMIT = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long NANOS_PER_URGENT_COMMIT = TimeUnit.MILLISECONDS.toNanos(6);

  /** A transaction that took this long can pay with a part of its time. */
  private static final long LONG_TRANSACTION_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private static final int FILES_OF_DEBT = 4;

  /** The newest files, which are still being written or were just now. */
  private static final int YOUNG_FILES = 2;

  private static final long NONE = -1;

  private final EnvironmentImpl env;
  private final Log log;
  private final LogProfile profile;
  private final int minUtilization;
  private final Map<Integer, StoreImpl> stores = new HashMap<>();
  private final Set<Long> cleaned = new HashSet<>();
  private final XodusFiles files;
  private final Queue<Long> removable = new ConcurrentLinkedQueue<>();
  private final Object removal = new Object();
  private int copiesInProgress;

  private long file = NONE;
  private long position;
  private long positionBefore;
  private long debt;
  private long begun;
  private long address;
  private long newestFile = NONE;
  private boolean urgent;

  private boolean looked;

  LogCleaner(EnvironmentImpl env, LogProfile profile, XodusFiles files, int minUtilization) {
    this.env = env;
    this.files = files;
    this.log = env.getLog();
    this.profile = profile;
    this.minUtilization = minUtilization;
    this.address = log.getHighAddress();
  }

  /**
   * Begins the writer's transaction, and does its share of the work in it, before anything else is
   * done in it.
   */
  Transaction begin() {
    begun = System.nanoTime();
    positionBefore = position;
    if (profile.noticeCount()) {
      looked = false;
    }
    if (file == NONE && !looked) {
      looked = true;
      choose();
    }
    if (file == NONE || debt <= 0) {
      return env.beginExclusiveTransaction();
    }
    Transaction txn = env.beginExclusiveTransaction();
    try {
      long nanos = urgent ? NANOS_PER_URGENT_COMMIT : NANOS_PER_COMMIT;
      debt -= read((ReadWriteTransaction) txn, debt, System.nanoTime() + nanos);
      return txn;
    } catch (RuntimeException e) {
      // Damage in a file that nobody may need: its reader will say so, a writer can go on.
      abandon();
      txn.abort();
      return env.beginExclusiveTransaction();
    } catch (Error e) {
      // Nobody else could begin one for ever.
      txn.abort();
      throw e;
    }
  }

  /** Follows a commit, and does more of the work after a long one. */
  void committed() {
    long now = System.nanoTime();
    long taken = now - begun;
    try {
      account();
      if (taken > LONG_TRANSACTION_NANOS && debt > 0) {
        cleanUntil(now + taken / 2);
      }
    } catch (RuntimeException e) {
      // The commit is done: only the file stays.
      abandon();
    }
  }

  private void cleanUntil(long deadline) {
    if (file == NONE) {
      looked = true;
      choose();
    }
    while (file != NONE && debt > 0 && System.nanoTime() - deadline < 0) {
      debt -= readAlone(Math.min(debt, log.getFileLengthBound() / 4), deadline);
    }
  }

  /** Does a part of the work in a transaction of its own; returns how many bytes were read. */
  private long readAlone(long bytes, long deadline) {
    positionBefore = position;
    ReadWriteTransaction txn = (ReadWriteTransaction) env.beginExclusiveTransaction();
    boolean done = false;
    long read;
    try {
      read = read(txn, bytes, deadline);
      done = txn.forceFlush();
    } finally {
      if (!done) {
        rolledBack();
      }
      txn.abort();
    }
    endOfFile();
    address = log.getHighAddress();
    return read;
  }

  /** Counts what was written since the last time. */
  void account() {
    long high = log.getHighAddress();
    debt += (high - address) * BYTES_READ_PER_BYTE_WRITTEN;
    debt = Math.min(debt, FILES_OF_DEBT * log.getFileLengthBound());
    if (log.getHighFileAddress() != newestFile) {
      newestFile = log.getHighFileAddress();
      looked = false;
      // So that it is known after a kill too.
      profile.save();
    }
    endOfFile();
    address = log.getHighAddress();
  }

  private void endOfFile() {
    if (file != NONE && position >= file + log.getFileLengthBound()) {
      writeTreeOfTrees();
      long done = file;
      cleaned.add(done);
      file = NONE;
      looked = false;
      env.executeTransactionSafeTask(() -> removable.add(done));
    }
    if (file == NONE && looked) {
      debt = 0;
    }
  }

  /** Writes the records again that belong to no tree that is cleaned, in case the file has some. */
  private void writeTreeOfTrees() {
    // Only this kind of transaction does. A constant list in Xodus grows with each of them.
    ReadWriteTransaction txn = env.beginGCTransaction();
    try {
      if (!txn.forceFlush()) {
        throw new ExodusException("Another transaction was committed meanwhile");
      }
    } finally {
      txn.abort();
    }
  }

  /** Follows a rollback: what was written again in it was not. */
  void rolledBack() {
    position = positionBefore;
  }

  /** Removes the files that nothing refers to any more; called outside of transactions. */
  void removeFiles() {
    if (removable.isEmpty()) {
      return;
    }
    synchronized (removal) {
      if (copiesInProgress > 0) {
        return;
      }
      List<Long> removed = new ArrayList<>();
      for (Long next = removable.poll(); next != null; next = removable.poll()) {
        removed.add(next);
      }
      // What was moved out of them is to be on stable storage before they go, and no recovery is to
      // begin with a part of the log that they had.
      long committed = log.getHighAddress();
      env.flushAndSync();
      files.syncDurable(committed);
      env.removeFiles(
          removed.stream().mapToLong(Long::longValue).toArray(), RemoveBlockType.Delete);
      for (long each : removed) {
        profile.remove(each);
        cleaned.remove(each);
      }
    }
  }

  /** Keeps all files until {@link #endCopy()}; any thread. */
  void beginCopy() {
    synchronized (removal) {
      copiesInProgress++;
    }
  }

  /** Follows {@link #beginCopy()}; any thread. */
  void endCopy() {
    synchronized (removal) {
      copiesInProgress--;
    }
  }

  /** Gives up the file in progress, after something in it could not be read. */
  void abandon() {
    if (file != NONE) {
      cleaned.add(file);
      file = NONE;
      looked = false;
    }
  }

  private void choose() {
    long bound = log.getFileLengthBound();
    long[] files = log.getAllFileAddresses();
    long worst = bound * (100 - minUtilization) / 100;
    long free = 0;
    for (int i = YOUNG_FILES; i < files.length; i++) {
      long inFile = profile.freeBytes(files[i]);
      if (!cleaned.contains(files[i])) {
        free += inFile;
        if (inFile > worst) {
          worst = inFile;
          file = files[i];
          position = file;
          positionBefore = file;
        }
      }
    }
    urgent = free * 4 > bound * (files.length - YOUNG_FILES) * 3;
  }

  /** Reads a part of the file in progress, writes what is live again, and returns its length. */
  private long read(ReadWriteTransaction txn, long bytes, long deadline) {
    long start = position;
    LogSlice slice = new LogSlice(log, start, file + log.getFileLengthBound(), bytes, deadline);
    while (slice.hasNext()) {
      RandomAccessLoggable record = slice.next();
      int structure = record.getStructureId();
      if (structure != Loggable.NO_STRUCTURE_ID && structure != EnvironmentImpl.META_TREE_ID) {
        stores.computeIfAbsent(structure, txn::openStoreByStructureId).reclaim(txn, record, slice);
      }
    }
    position = slice.position();
    return position - start;
  }
}
