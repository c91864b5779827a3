package dev.keygraph.engine.rocks;

import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/** An open database, whose default column family holds the entries. */
final class RocksStore
    implements EngineStore, EngineStore.Backup, EngineStore.Compaction, EngineStore.BulkLoad {
  private static final String LOAD_DIRECTORY = "load";
  private static final String CHECKPOINT_DIRECTORY = "checkpoint";

  /** Figures that RocksDB keeps, by our name. */
  private static final Map<String, String> FIGURES =
      Map.of(
          "block-cache-bytes", "rocksdb.block-cache-usage",
          "compactions-running", "rocksdb.num-running-compactions",
          "entries-estimated", "rocksdb.estimate-num-keys",
          "live-data-bytes-estimated", "rocksdb.estimate-live-data-size",
          "snapshots", "rocksdb.num-snapshots",
          "table-bytes", "rocksdb.total-sst-files-size",
          "table-reader-bytes", "rocksdb.estimate-table-readers-mem",
          "write-buffer-bytes", "rocksdb.cur-size-all-mem-tables");

  /** What is never a key. */
  private static final byte[] NO_KEY = {};

  private final Path directory;
  private final RocksDB db;
  private final RocksNatives natives;
  private final RocksSettings settings;
  private final RocksErrors errors;
  private final Durability durability;
  private final boolean readOnly;
  private final ReadOptions latest;
  private final AcknowledgedMark acknowledged;

  private RocksStore(
      Path directory,
      RocksDB db,
      RocksNatives natives,
      RocksSettings settings,
      RocksErrors errors,
      Durability durability,
      boolean readOnly,
      AcknowledgedMark acknowledged) {
    this.acknowledged = acknowledged;
    this.directory = directory;
    this.db = db;
    this.natives = natives;
    this.settings = settings;
    this.errors = errors;
    this.durability = durability;
    this.readOnly = readOnly;
    this.latest = natives.newReadOptions();
  }

  static RocksStore open(
      Path directory,
      Durability durability,
      boolean readOnly,
      boolean exists,
      RocksSettings settings) {
    RocksErrors errors = new RocksErrors(directory);
    if (!readOnly) {
      RocksFiles.deleteAll(directory.resolve(LOAD_DIRECTORY));
    }
    AcknowledgedMark acknowledged = AcknowledgedMark.open(directory, readOnly);
    try {
      new LogRecovery(directory, acknowledged, readOnly).recover();
    } catch (RuntimeException | Error e) {
      acknowledged.close();
      throw e;
    }
    RocksNatives natives =
        new RocksNatives(
            settings,
            durability,
            readOnly,
            exists,
            acknowledged.isClosed()
                ? WALRecoveryMode.AbsoluteConsistency
                : WALRecoveryMode.PointInTimeRecovery);
    RocksDB db = null;
    try {
      db =
          readOnly
              ? RocksDB.openReadOnly(natives.options(), directory.toString())
              : RocksDB.open(natives.options(), directory.toString());
      checkNothingLost(directory, db, acknowledged);
      if (!readOnly) {
        acknowledged.begin();
        beginCounting(db, natives);
      }
      return new RocksStore(
          directory, db, natives, settings, errors, durability, readOnly, acknowledged);
    } catch (RocksDBException e) {
      close(db, natives, acknowledged);
      throw errors.translate("open", e);
    } catch (RuntimeException | Error e) {
      close(db, natives, acknowledged);
      throw e;
    }
  }

  /** Frees what a store has whose opening failed: its lock, too. */
  private static void close(
      @Nullable RocksDB db, RocksNatives natives, AcknowledgedMark acknowledged) {
    try (acknowledged;
        natives) {
      if (db != null) {
        db.close();
      }
    }
  }

  private static void checkNothingLost(Path directory, RocksDB db, AcknowledgedMark acknowledged) {
    long last = db.getLatestSequenceNumber();
    if (last < acknowledged.number()) {
      throw new KvCorruptedException(
          "RocksDB store %s: its log ends at write %d, and had %d; restore a backup, or index again"
              .formatted(directory, last, acknowledged.number()));
    }
  }

  /**
   * Makes the database count its writes from one. To compactions a snapshot of write 0 is none, and
   * files that an empty database takes over count as written then: what such a snapshot still needs
   * would be dropped once it was deleted.
   */
  private static void beginCounting(RocksDB db, RocksNatives natives) throws RocksDBException {
    if (db.getLatestSequenceNumber() == 0) {
      db.delete(natives.writeOptions(), NO_KEY);
    }
  }

  @Override
  public KvSnapshot snapshot() {
    return new RocksSnapshot(db, natives.newReadOptions(), errors, () -> {});
  }

  @Override
  public EngineTransaction begin() {
    return new RocksTransaction(db, latest, natives.writeOptions(), errors, this::committed);
  }

  @Override
  public boolean needsWriterThread() {
    return false;
  }

  private void committed() {
    if (durability == Durability.DURABLE) {
      long last = db.getLatestSequenceNumber();
      acknowledged.note(last, last);
    }
  }

  @Override
  public BulkLoader bulkLoader() {
    return new RocksBulkLoader(
        db, natives, errors, directory.resolve(LOAD_DIRECTORY), settings.loadFile());
  }

  @Override
  public void flush() {
    if (readOnly) {
      return;
    }
    try {
      long last = db.getLatestSequenceNumber();
      if (durability == Durability.UNSAFE) {
        flushTables();
      } else {
        db.syncWal();
      }
      // The last write may be one of a load, which is in no log.
      acknowledged.note(last, acknowledged.size());
    } catch (RocksDBException e) {
      throw errors.translate("flush", e);
    }
  }

  /** Writes what no log has to table files. */
  private void flushTables() throws RocksDBException {
    try (FlushOptions options = new FlushOptions()) {
      db.flush(options.setWaitForFlush(true).setAllowWriteStall(true));
    }
  }

  /**
   * Links the table files, which never change, where the target's file system allows it. A database
   * that is open read-only has what is not in a table in memory alone, of which a checkpoint knows
   * nothing; its files, the log among them, stay as they are, and can be copied.
   */
  @Override
  public void backup(Path target) {
    if (readOnly) {
      RocksFiles.copyStore(directory, target);
      return;
    }
    Path made = target.resolve(CHECKPOINT_DIRECTORY);
    try (Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(made.toString());
    } catch (RocksDBException e) {
      throw errors.translate("backup to " + target, e);
    }
    RocksFiles.moveStore(made, target);
  }

  @Override
  public void compact() {
    try (CompactRangeOptions options = new CompactRangeOptions()) {
      options.setExclusiveManualCompaction(false);
      options.setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized);
      db.compactRange(db.getDefaultColumnFamily(), null, null, options);
    } catch (RocksDBException e) {
      throw errors.translate("compaction", e);
    }
  }

  @Override
  public KvStatistics statistics() {
    Map<String, Long> details = new TreeMap<>();
    try {
      for (Map.Entry<String, String> figure : FIGURES.entrySet()) {
        details.put(figure.getKey(), db.getLongProperty(figure.getValue()));
      }
    } catch (RocksDBException e) {
      throw errors.translate("statistics", e);
    }
    details.put(KvStatistics.LOG_BYTES, RocksFiles.logBytes(directory));
    return new KvStatistics(-1, RocksFiles.bytes(directory), details);
  }

  @Override
  public void close() {
    try (acknowledged) {
      long last;
      try {
        flush();
        last = db.getLatestSequenceNumber();
      } finally {
        closeNatives();
      }
      if (!readOnly) {
        acknowledged.end(last, 0);
      }
    }
  }

  private void closeNatives() {
    try (natives) {
      latest.close();
      db.closeE();
    } catch (RocksDBException e) {
      throw errors.translate("close", e);
    }
  }
}
