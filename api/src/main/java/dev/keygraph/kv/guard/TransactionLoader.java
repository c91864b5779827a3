package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Loads an engine without a bulk load of its own, by transactions of bounded size. */
final class TransactionLoader implements EngineStore.BulkLoader {
  private static final long MAX_BYTES = 8 << 20;
  private static final int MAX_ENTRIES = 50_000;

  private final EngineStore store;
  private @Nullable EngineTransaction transaction;
  private long bytes;
  private int entries;

  TransactionLoader(EngineStore store) {
    this.store = store;
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    EngineTransaction current = transaction;
    if (current == null) {
      current = store.begin();
      transaction = current;
    }
    current.put(
        Arrays.copyOfRange(key, keyOffset, keyOffset + keyLength),
        Arrays.copyOfRange(value, valueOffset, valueOffset + valueLength));
    bytes += keyLength + valueLength;
    entries++;
    if (bytes >= MAX_BYTES || entries >= MAX_ENTRIES) {
      commit();
    }
  }

  @Override
  public void finish() {
    commit();
    store.flush();
  }

  @Override
  public void close() {
    EngineTransaction open = transaction;
    transaction = null;
    if (open != null) {
      open.close();
    }
  }

  private void commit() {
    if (transaction != null) {
      transaction.commit();
      close();
      bytes = 0;
      entries = 0;
    }
  }
}
