package dev.keygraph.engine.xodus;

import dev.keygraph.kv.EngineTransaction;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ExodusException;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.Transaction;

/** An exclusive transaction. */
final class XodusTransaction extends XodusReader implements EngineTransaction {
  private final XodusStore owner;

  XodusTransaction(XodusStore owner, Transaction txn, Store store, XodusErrors errors) {
    super(txn, store, errors);
    this.owner = owner;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    endReads();
    try {
      // Xodus keeps both until the commit.
      store().put(txn(), new ArrayByteIterable(key.clone()), new ArrayByteIterable(value.clone()));
    } catch (RuntimeException e) {
      throw errors().translate("put", e);
    }
  }

  @Override
  public void delete(byte[] key) {
    endReads();
    try {
      store().delete(txn(), new ArrayByteIterable(key));
    } catch (RuntimeException e) {
      throw errors().translate("delete", e);
    }
  }

  @Override
  public void commit() {
    endReads();
    owner.committing();
    try {
      if (!txn().commit()) {
        throw new ExodusException("another transaction was committed meanwhile");
      }
    } catch (RuntimeException e) {
      throw errors().translate("commit", e);
    }
    owner.committed();
  }

  /** Rolls back what was not committed: an unfinished transaction would keep its thread's place. */
  @Override
  public void close() {
    if (txn().isFinished()) {
      return;
    }
    endReads();
    owner.rolledBack();
    try {
      txn().abort();
    } catch (RuntimeException e) {
      throw errors().translate("rollback", e);
    }
  }
}
