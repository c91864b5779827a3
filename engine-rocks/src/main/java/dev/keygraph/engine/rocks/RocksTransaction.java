package dev.keygraph.engine.rocks;

import dev.keygraph.kv.EngineTransaction;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/**
 * Gathers writes in an indexed batch, which reads see over the last commit. Since nobody else
 * writes, that needs no native snapshot.
 */
final class RocksTransaction extends RocksReader implements EngineTransaction {
  private final RocksDB db;
  private final ReadOptions readOptions;
  private final WriteOptions writeOptions;
  private final Runnable whenCommitted;
  private final WriteBatchWithIndex batch = new WriteBatchWithIndex(true);

  RocksTransaction(
      RocksDB db,
      ReadOptions readOptions,
      WriteOptions writeOptions,
      RocksErrors errors,
      Runnable whenCommitted) {
    super(errors);
    this.whenCommitted = whenCommitted;
    this.db = db;
    this.readOptions = readOptions;
    this.writeOptions = writeOptions;
  }

  @Override
  boolean lookUp(byte[] key, RocksValue value) {
    try {
      if (mutations() == 0) {
        return value.read(db, readOptions, key);
      }
      byte[] found = batch.getFromBatchAndDB(db, readOptions, key);
      if (found == null) {
        return false;
      }
      value.wrap(found);
      return true;
    } catch (RocksDBException e) {
      throw errors().translate("read", e);
    }
  }

  @Override
  RocksIterator openIterator() {
    RocksIterator committed = db.newIterator(readOptions);
    return mutations() == 0 ? committed : batch.newIteratorWithBase(committed, readOptions);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    countMutation();
    try {
      batch.put(key, value);
    } catch (RocksDBException e) {
      throw errors().translate("put", e);
    }
  }

  @Override
  public void delete(byte[] key) {
    countMutation();
    try {
      batch.delete(key);
    } catch (RocksDBException e) {
      throw errors().translate("delete", e);
    }
  }

  @Override
  public void commit() {
    closeIterators();
    try {
      db.write(writeOptions, batch);
      whenCommitted.run();
    } catch (RocksDBException e) {
      throw errors().translate("commit", e);
    }
  }

  @Override
  public void close() {
    closeIterators();
    batch.close();
  }
}
