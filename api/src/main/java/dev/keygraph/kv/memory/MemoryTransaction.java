package dev.keygraph.kv.memory;

import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** Builds the next version of a tree. */
final class MemoryTransaction implements EngineTransaction {
  private final MemoryStore store;
  private final TreeWriter tree;
  private final TreeReads reads = new TreeReads();

  MemoryTransaction(MemoryStore store) {
    this.store = store;
    this.tree = new TreeWriter(store.committed());
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return reads.get(tree.root(), key, visitor);
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return reads.scan(tree.root(), lower, upper, direction, visitor);
  }

  @Override
  public KvCursor cursor() {
    return new TreeCursor(tree.root());
  }

  @Override
  public void put(byte[] key, byte[] value) {
    tree.put(key.clone(), value.clone());
  }

  @Override
  public void delete(byte[] key) {
    tree.delete(key);
  }

  @Override
  public void commit() {
    store.publish(tree.tree());
  }

  @Override
  public void close() {}
}
