package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.EngineStore.BulkLoader;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/**
 * Appends behind the last key, which fills pages completely and compares nothing, in transactions
 * of bounded size.
 */
final class LmdbBulkLoader implements BulkLoader {
  private static final PutFlags[] APPEND = {PutFlags.MDB_APPEND};
  private static final int KEY_BYTES = 511;

  private final Env<MemoryView> env;
  private final Dbi<MemoryView> dbi;
  private final LmdbErrors errors;
  private final long batchBytes;
  private final Scratch scratch = new Scratch(KEY_BYTES);
  private @Nullable Txn<MemoryView> txn;
  private @Nullable Cursor<MemoryView> cursor;
  private long uncommitted;

  LmdbBulkLoader(Env<MemoryView> env, Dbi<MemoryView> dbi, LmdbErrors errors, long batchBytes) {
    this.env = env;
    this.dbi = dbi;
    this.errors = errors;
    this.batchBytes = batchBytes;
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    try {
      Cursor<MemoryView> end = cursor == null ? begin() : cursor;
      MemoryView wanted = scratch.fill(key, keyOffset, keyLength);
      end.reserve(wanted, valueLength, APPEND).setBytes(0, value, valueOffset, valueLength);
      uncommitted += keyLength + valueLength;
      if (uncommitted >= batchBytes) {
        commit();
      }
    } catch (RuntimeException e) {
      throw errors.translate("bulk load", e);
    }
  }

  @Override
  public void finish() {
    try {
      commit();
    } catch (RuntimeException e) {
      throw errors.translate("bulk load", e);
    }
  }

  @Override
  public void close() {
    Cursor<MemoryView> openCursor = cursor;
    Txn<MemoryView> openTxn = txn;
    cursor = null;
    txn = null;
    if (openCursor != null) {
      openCursor.close();
    }
    if (openTxn != null) {
      openTxn.close();
    }
  }

  private Cursor<MemoryView> begin() {
    Txn<MemoryView> begun = env.txnWrite();
    txn = begun;
    Cursor<MemoryView> opened = dbi.openCursor(begun);
    cursor = opened;
    return opened;
  }

  private void commit() {
    Cursor<MemoryView> openCursor = cursor;
    Txn<MemoryView> openTxn = txn;
    if (openCursor != null && openTxn != null) {
      cursor = null;
      openCursor.close();
      openTxn.commit();
      txn = null;
      openTxn.close();
      uncommitted = 0;
    }
  }
}
