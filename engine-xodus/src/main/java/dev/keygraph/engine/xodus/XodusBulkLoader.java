package dev.keygraph.engine.xodus;

import dev.keygraph.kv.EngineStore.BulkLoader;
import java.util.Arrays;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.Transaction;

/** Appends behind the last key, which searches nothing, in transactions of bounded size. */
final class XodusBulkLoader implements BulkLoader {
  private final XodusStore owner;
  private final Transaction txn;
  private final Store store;
  private final XodusErrors errors;
  private final long batchBytes;
  private long uncommitted;

  XodusBulkLoader(
      XodusStore owner, Transaction txn, Store store, XodusErrors errors, long batchBytes) {
    this.owner = owner;
    this.txn = txn;
    this.store = store;
    this.errors = errors;
    this.batchBytes = batchBytes;
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    try {
      store.putRight(txn, copy(key, keyOffset, keyLength), copy(value, valueOffset, valueLength));
      uncommitted += keyLength + valueLength;
      if (uncommitted >= batchBytes) {
        txn.flush();
        uncommitted = 0;
      }
    } catch (RuntimeException e) {
      throw errors.translate("bulk load", e);
    }
  }

  private static ArrayByteIterable copy(byte[] bytes, int offset, int length) {
    return new ArrayByteIterable(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  @Override
  public void finish() {
    try {
      txn.commit();
    } catch (RuntimeException e) {
      throw errors.translate("bulk load", e);
    }
    owner.flush();
  }

  @Override
  public void close() {
    try {
      if (!txn.isFinished()) {
        txn.abort();
      }
    } catch (RuntimeException e) {
      throw errors.translate("bulk load", e);
    } finally {
      owner.loaded();
    }
  }
}
