package dev.keygraph.kv.memory;

import dev.keygraph.kv.EngineStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds a tree of full nodes from sorted entries: the leaves first, then level upon level. */
final class TreeBuilder implements EngineStore.BulkLoader {
  private final MemoryStore store;
  private List<Node> leaves = new ArrayList<>();

  /** The first key of each leaf. */
  private List<byte[]> firstKeys = new ArrayList<>();

  private Leaf open = new Leaf(null);
  private long entries;

  TreeBuilder(MemoryStore store) {
    this.store = store;
  }

  @Override
  public void put(
      byte[] key, int keyOffset, int keyLength, byte[] value, int valueOffset, int valueLength) {
    if (open.size == Node.CAPACITY) {
      closeLeaf();
    }
    open.insert(
        open.size,
        Arrays.copyOfRange(key, keyOffset, keyOffset + keyLength),
        Arrays.copyOfRange(value, valueOffset, valueOffset + valueLength));
    entries++;
  }

  @Override
  public void finish() {
    if (open.size > 0) {
      closeLeaf();
    }
    List<Node> level = leaves;
    List<byte[]> keys = firstKeys;
    while (level.size() > 1) {
      List<Node> parents = new ArrayList<>();
      List<byte[]> parentKeys = new ArrayList<>();
      for (int from = 0; from < level.size(); from += Node.CAPACITY) {
        int to = Math.min(from + Node.CAPACITY, level.size());
        parents.add(new Branch(level.subList(from, to), keys.subList(from, to)));
        parentKeys.add(keys.get(from));
      }
      level = parents;
      keys = parentKeys;
    }
    store.publish(level.isEmpty() ? Tree.EMPTY : new Tree(level.get(0), entries));
  }

  @Override
  public void close() {
    leaves = new ArrayList<>();
    firstKeys = new ArrayList<>();
  }

  private void closeLeaf() {
    leaves.add(open);
    firstKeys.add(open.keys[0]);
    open = new Leaf(null);
  }
}
