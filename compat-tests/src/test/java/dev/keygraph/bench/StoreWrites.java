package dev.keygraph.bench;

import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;

/**
 * The twin of commits to MapDB at the levels that it does not keep by itself: the journaled volume
 * that the engine's module lays below the library. What it reads is what was committed before.
 */
final class StoreWrites implements WriteTwin {
  private final KvStore store;
  private final List<Write> writes = new ArrayList<>();

  StoreWrites(KvStore store) {
    this.store = store;
  }

  @Override
  public void begin(boolean reads) {
    writes.clear();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    writes.add(new Write(key, value));
  }

  @Override
  public void delete(byte[] key) {
    writes.add(new Write(key, null));
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    try (KvSnapshot snapshot = store.snapshot()) {
      return snapshot.get(key, seen);
    }
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    try (KvSnapshot snapshot = store.snapshot()) {
      snapshot.scan(lower, upper, ScanDirection.FORWARD, seen);
    }
  }

  @Override
  public void commit() {
    commit(writes);
  }

  @Override
  public void commit(List<Write> all) {
    store.write(
        transaction -> {
          for (Write write : all) {
            byte[] value = write.value();
            if (value == null) {
              transaction.delete(write.key());
            } else {
              transaction.put(write.key(), value);
            }
          }
          return all.size();
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
