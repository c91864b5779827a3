package dev.keygraph.engine.rocks;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.ScanDirection;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/**
 * Reads a store that another process may write meanwhile.
 *
 * <p>RocksDB's read-only openings show one state for ever, and its secondary instances, which
 * follow, have no snapshots. So each state that somebody asks for is an opening of its own, which
 * reads the newest log into memory; snapshots share it until the files have changed. It has all
 * table files open, so that it does not matter when the writer deletes them.
 *
 * <p>What the writer deletes while a database is being opened is either missed, which is an error,
 * or, if it is a log, passed over, which is none. Both follow a change of the manifest: an opening
 * that saw one is made again.
 */
final class RocksFollower implements EngineStore, EngineStore.Backup {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** Errors that no change of the manifest explains may still be of files that just went. */
  private static final int UNEXPLAINED = 5;

  private final Path directory;
  private final RocksNatives natives;
  private final RocksSettings settings;
  private final RocksErrors errors;
  private @Nullable RocksView newest;

  private RocksFollower(Path directory, RocksNatives natives, RocksSettings settings) {
    this.directory = directory;
    this.natives = natives;
    this.settings = settings;
    this.errors = new RocksErrors(directory);
  }

  /**
   * Opens a store that exists.
   *
   * @param still whether nobody writes meanwhile, so that all can be checked
   */
  static RocksFollower open(Path directory, boolean still, RocksSettings given) {
    RocksSettings settings = given.withAllFilesOpen();
    if (still) {
      RocksStore.open(directory, Durability.DURABLE, true, true, settings).close();
    }
    RocksNatives natives =
        new RocksNatives(
                settings, Durability.DURABLE, true, true, WALRecoveryMode.PointInTimeRecovery)
            .silent();
    RocksFollower follower = new RocksFollower(directory, natives, settings);
    try {
      follower.newest = follower.openView();
    } catch (RuntimeException | Error e) {
      natives.close();
      throw e;
    }
    return follower;
  }

  @Override
  public KvSnapshot snapshot() {
    RocksView view = currentView();
    try {
      return new RocksSnapshot(view.db(), natives.newReadOptions(), errors, view::letGo);
    } catch (RuntimeException | Error e) {
      view.letGo();
      throw e;
    }
  }

  /** Returns a view of the last commit, which the caller lets go. */
  private synchronized RocksView currentView() {
    RocksView view = newest;
    if (view == null) {
      throw new IllegalStateException("closed");
    }
    if (!view.files().equals(FileState.of(directory))) {
      RocksView fresh = openView();
      newest = fresh;
      view.letGo();
      view = fresh;
    }
    view.use();
    return view;
  }

  private RocksView openView() {
    int unexplained = 0;
    long begun = System.nanoTime();
    while (true) {
      FileState before = FileState.of(directory);
      RocksDBException failure = null;
      RocksDB db = null;
      try {
        db = RocksDB.openReadOnly(natives.options(), directory.toString());
      } catch (RocksDBException e) {
        failure = e;
      }
      boolean same = before.manifest().equals(FileState.of(directory).manifest());
      if (db != null && same) {
        return new RocksView(db, before);
      }
      if (db != null) {
        db.close();
      }
      boolean late = System.nanoTime() - begun > PATIENCE_NANOS;
      if (failure != null && ((same && ++unexplained == UNEXPLAINED) || late)) {
        throw errors.translate("open beside a writer", failure);
      }
      if (late) {
        throw new KvIoException(
            "RocksDB store "
                + directory
                + ": its writer changed the list of its files during each opening; try again later");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public EngineTransaction begin() {
    throw new KvReadOnlyException("RocksDB store " + directory + ": it was opened read-only");
  }

  /** There is nothing to flush. */
  @Override
  public void flush() {}

  /**
   * Copies what a snapshot shows into a database of its own: the files change while they are
   * copied, and what only a log has is in none.
   */
  @Override
  public void backup(Path target) {
    try (RocksStore copy =
            RocksStore.open(target, Durability.UNSAFE, false, /* exists= */ false, settings);
        BulkLoader loader = copy.bulkLoader();
        KvSnapshot snapshot = snapshot()) {
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            byte[] keyBytes = key.toByteArray();
            byte[] valueBytes = value.toByteArray();
            loader.put(keyBytes, 0, keyBytes.length, valueBytes, 0, valueBytes.length);
            return true;
          });
      loader.finish();
    }
  }

  @Override
  public KvStatistics statistics() {
    return new KvStatistics(
        -1,
        RocksFiles.bytes(directory),
        Map.of(KvStatistics.LOG_BYTES, RocksFiles.logBytes(directory)));
  }

  @Override
  public synchronized void close() {
    try (natives) {
      RocksView last = newest;
      newest = null;
      if (last != null) {
        last.letGo();
      }
    }
  }
}
