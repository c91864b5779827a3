package dev.keygraph.engine.rocks;

import dev.keygraph.kv.KvSnapshot;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** Reads the state that a native snapshot holds. */
final class RocksSnapshot extends RocksReader implements KvSnapshot {
  private final RocksDB db;
  private final Snapshot snapshot;
  private final ReadOptions readOptions;
  private final Runnable whenClosed;

  /**
   * Takes a snapshot.
   *
   * @param readOptions this snapshot's own, which it closes
   * @param whenClosed what comes after that
   */
  RocksSnapshot(RocksDB db, ReadOptions readOptions, RocksErrors errors, Runnable whenClosed) {
    super(errors);
    this.db = db;
    this.whenClosed = whenClosed;
    this.readOptions = readOptions;
    try {
      this.snapshot = db.getSnapshot();
      readOptions.setSnapshot(snapshot);
    } catch (RuntimeException | Error e) {
      readOptions.close();
      throw e;
    }
  }

  @Override
  boolean lookUp(byte[] key, RocksValue value) {
    try {
      return value.read(db, readOptions, key);
    } catch (RocksDBException e) {
      throw errors().translate("read", e);
    }
  }

  @Override
  RocksIterator openIterator() {
    return db.newIterator(readOptions);
  }

  @Override
  public void close() {
    closeIterators();
    readOptions.close();
    db.releaseSnapshot(snapshot);
    snapshot.close();
    whenClosed.run();
  }
}
