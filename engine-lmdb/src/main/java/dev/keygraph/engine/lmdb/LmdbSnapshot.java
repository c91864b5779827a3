package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvSnapshot;
import org.lmdbjava.Dbi;
import org.lmdbjava.Txn;

/**
 * A native read transaction. Closing resets it, which lets go of what it saw, and keeps it with its
 * cursors in the store; opening the next snapshot renews it, which makes it see the last commit.
 */
final class LmdbSnapshot extends LmdbReader implements KvSnapshot {
  private final LmdbStore store;

  LmdbSnapshot(LmdbStore store, Txn<MemoryView> txn, Dbi<MemoryView> dbi, LmdbErrors errors) {
    super(txn, dbi, errors);
    this.store = store;
  }

  /** Makes this a snapshot of the last commit. */
  void renew() {
    txn().renew();
    countRenewal();
  }

  @Override
  public void close() {
    txn().reset();
    store.giveBack(this);
  }

  /** Frees a snapshot that was closed. */
  void free() {
    closeCursors();
    // The binding frees a transaction only while it is live.
    txn().renew();
    txn().close();
  }
}
