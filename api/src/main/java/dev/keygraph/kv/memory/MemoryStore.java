package dev.keygraph.kv.memory;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import java.util.Map;

/** The last committed version of a tree. */
final class MemoryStore implements EngineStore, EngineStore.BulkLoad {
  private volatile Tree committed = Tree.EMPTY;

  Tree committed() {
    return committed;
  }

  void publish(Tree tree) {
    committed = tree;
  }

  @Override
  public KvSnapshot snapshot() {
    return new MemorySnapshot(committed);
  }

  @Override
  public EngineTransaction begin() {
    return new MemoryTransaction(this);
  }

  @Override
  public boolean needsWriterThread() {
    return false;
  }

  /** Does nothing: there is nowhere to flush to. */
  @Override
  public void flush() {}

  @Override
  public KvStatistics statistics() {
    return new KvStatistics(committed.entries(), 0, Map.of());
  }

  @Override
  public BulkLoader bulkLoader() {
    return new TreeBuilder(this);
  }

  @Override
  public void close() {
    committed = Tree.EMPTY;
  }
}
