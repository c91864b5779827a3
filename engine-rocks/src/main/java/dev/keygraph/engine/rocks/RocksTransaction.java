package dev.keygraph.engine.rocks;

import dev.keygraph.kv.EngineTransaction;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/**
 * Gathers writes, which reads see over the last commit. Since nobody else writes, that needs no
 * native snapshot.
 */
final class RocksTransaction extends RocksReader implements EngineTransaction {
  private final RocksDB db;
  private final ReadOptions readOptions;
  private final WriteOptions writeOptions;
  private final Runnable whenCommitted;
  private final PendingWrites pending = new PendingWrites();

  /** The same writes, for cursors over them; from the first that meets one on. */
  private @Nullable WriteBatchWithIndex index;

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
    byte[] written = pending.find(key);
    if (written != null) {
      value.copy(written);
      return !PendingWrites.isDeleted(written);
    }
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
  boolean hasWritten(byte[] lower, byte @Nullable [] upper) {
    return pending.hasAny(lower, upper);
  }

  @Override
  Iterator<Map.Entry<byte[], byte[]>> writesWithin(
      byte[] lower, byte @Nullable [] upper, boolean ascending) {
    return pending.within(lower, upper, ascending);
  }

  @Override
  RocksIterator openIteratorOverWrites() {
    return index().newIteratorWithBase(db.newIterator(readOptions), readOptions);
  }

  private WriteBatchWithIndex index() {
    WriteBatchWithIndex current = index;
    if (current == null) {
      WriteBatchWithIndex fresh = new WriteBatchWithIndex(true);
      try {
        pending.forEach((key, value) -> indexWrite(fresh, key, value));
      } catch (RuntimeException | Error e) {
        fresh.close();
        throw e;
      }
      index = fresh;
      current = fresh;
    }
    return current;
  }

  private void indexWrite(WriteBatchWithIndex target, byte[] key, byte[] value) {
    try {
      if (PendingWrites.isDeleted(value)) {
        target.delete(key);
      } else {
        target.put(key, value);
      }
    } catch (RocksDBException e) {
      throw errors().translate("write", e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) {
    write(key, value.clone());
  }

  @Override
  public void delete(byte[] key) {
    write(key, PendingWrites.DELETED);
  }

  private void write(byte[] key, byte[] value) {
    countMutation();
    pending.write(key.clone(), value);
    if (index != null) {
      indexWrite(index, key, value);
    }
  }

  @Override
  public void commit() {
    closeIterators();
    try (WriteBatch batch = pending.toBatch()) {
      db.write(writeOptions, batch);
      whenCommitted.run();
    } catch (RocksDBException e) {
      throw errors().translate("commit", e);
    }
  }

  @Override
  public void close() {
    closeIterators();
    WriteBatchWithIndex current = index;
    index = null;
    if (current != null) {
      current.close();
    }
  }
}
