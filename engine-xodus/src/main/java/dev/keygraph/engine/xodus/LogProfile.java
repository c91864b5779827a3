package dev.keygraph.engine.xodus;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import jetbrains.exodus.bindings.LongBinding;
import jetbrains.exodus.env.Cursor;
import jetbrains.exodus.env.EnvironmentImpl;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.StoreConfig;
import jetbrains.exodus.env.Transaction;
import jetbrains.exodus.gc.GarbageCollector;
import jetbrains.exodus.gc.UtilizationProfile;
import jetbrains.exodus.log.Log;
import jetbrains.exodus.tree.ExpiredLoggableCollection;

/**
 * How many bytes of each file of the log are out of use. Xodus counts them at each commit and keeps
 * them in a tree beside ours; where that does not fit the log when a store is opened, its thread
 * counts all that is in use, after some seconds.
 *
 * <p>Written by one thread at a time; the figures may be read by any thread.
 */
final class LogProfile {
  /** What Xodus says of a file that it has not counted, or of which it found nothing in use. */
  private static final long UNCOUNTED = Long.MAX_VALUE;

  private final EnvironmentImpl env;
  private final Log log;
  private final GarbageCollector collector;
  private final UtilizationProfile profile;

  /** Whether Xodus knows what is out of use: not while it counts anew. */
  private volatile boolean counted = true;

  LogProfile(EnvironmentImpl env) {
    this.env = env;
    this.log = env.getLog();
    this.collector = env.getGC();
    this.profile = collector.getUtilizationProfile();
    for (long file : log.getAllFileAddresses()) {
      if (collector.getFileFreeBytes(file) == UNCOUNTED) {
        counted = false;
      }
    }
  }

  /**
   * Notices that Xodus has counted anew, which is to be done before a commit: Xodus saves the new
   * count with it, and forgets that it was new.
   *
   * @return whether that was now
   */
  boolean noticeCount() {
    if (counted || !profile.isDirty()) {
      return false;
    }
    counted = true;
    return true;
  }

  /** Returns how many bytes of a file are out of use, 0 where that is not known. */
  long freeBytes(long file) {
    if (!counted) {
      return 0;
    }
    // Some bytes are counted twice.
    return Math.min(collector.getFileFreeBytes(file), log.getFileLengthBound());
  }

  /** Returns how many bytes of the log are known to be out of use. */
  long freeBytes() {
    long free = 0;
    for (long file : log.getAllFileAddresses()) {
      free += freeBytes(file);
    }
    return free;
  }

  /** Forgets a file that was removed. */
  void remove(long file) {
    profile.removeFile$xodus_environment(file);
  }

  /** Saves what is known, in a transaction of its own, for the next time the store is opened. */
  void save() {
    noticeCount();
    if (counted) {
      touchFiles();
      env.executeInExclusiveTransaction(
          txn -> {
            profile.forceSave(txn);
            profile.setDirty(false);
            removeUnknownFiles(txn);
          });
    }
  }

  /** Counts a byte in files that have none: Xodus distrusts a profile in which one has none. */
  private void touchFiles() {
    ExpiredLoggableCollection touched = new ExpiredLoggableCollection();
    for (long file : log.getAllFileAddresses()) {
      if (collector.getFileFreeBytes(file) == 0) {
        touched.add(file, 1);
      }
    }
    collector.fetchExpiredLoggables(touched);
  }

  /**
   * Removes files from the saved profile that the log does not have: Xodus goes on counting roots
   * of old commits, also those of other stores, and distrusts a profile with other files than the
   * log's.
   */
  private void removeUnknownFiles(Transaction txn) {
    Set<Long> files = Arrays.stream(log.getAllFileAddresses()).boxed().collect(toSet());
    Store saved =
        env.openStore(
            GarbageCollector.UTILIZATION_PROFILE_STORE_NAME, StoreConfig.WITHOUT_DUPLICATES, txn);
    List<Long> unknown = new ArrayList<>();
    try (Cursor cursor = saved.openCursor(txn)) {
      while (cursor.getNext()) {
        long file = LongBinding.compressedEntryToLong(cursor.getKey());
        if (!files.contains(file)) {
          unknown.add(file);
        }
      }
    }
    for (long file : unknown) {
      saved.delete(txn, LongBinding.longToCompressedEntry(file));
    }
  }
}
