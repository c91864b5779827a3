package dev.keygraph.engine.xodus;

import dev.keygraph.kv.KvSnapshot;
import jetbrains.exodus.env.Store;
import jetbrains.exodus.env.Transaction;

/** A read-only transaction: the root of a tree whose pages never change. */
final class XodusSnapshot extends XodusReader implements KvSnapshot {

  XodusSnapshot(Transaction txn, Store store, XodusErrors errors) {
    super(txn, store, errors);
  }

  @Override
  public void close() {
    endReads();
    try {
      txn().abort();
    } catch (RuntimeException e) {
      throw errors().translate("closing a snapshot", e);
    }
  }
}
