package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.EngineTransaction;
import org.lmdbjava.Dbi;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/** The native write transaction; its thread is the one that began it. */
final class LmdbTransaction extends LmdbReader implements EngineTransaction {
  private static final PutFlags[] NO_FLAGS = {};

  private final Scratch key;
  private final Runnable whenCommitted;

  LmdbTransaction(
      Txn<MemoryView> txn,
      Dbi<MemoryView> dbi,
      LmdbErrors errors,
      Scratch key,
      Runnable whenCommitted) {
    super(txn, dbi, errors);
    this.whenCommitted = whenCommitted;
    this.key = key;
  }

  @Override
  public void put(byte[] newKey, byte[] value) {
    endViews();
    try {
      // The value goes straight into the page that LMDB made room in.
      MemoryView room = dbi().reserve(txn(), key.fill(newKey), value.length, NO_FLAGS);
      room.setBytes(0, value, 0, value.length);
    } catch (RuntimeException e) {
      throw errors().translate("put", e);
    }
  }

  @Override
  public void delete(byte[] oldKey) {
    endViews();
    try {
      dbi().delete(txn(), key.fill(oldKey));
    } catch (RuntimeException e) {
      throw errors().translate("delete", e);
    }
  }

  @Override
  public void commit() {
    closeCursors();
    try {
      txn().commit();
      whenCommitted.run();
    } catch (RuntimeException e) {
      throw errors().translate("commit", e);
    }
  }

  @Override
  public void close() {
    closeCursors();
    txn().close();
  }
}
