package dev.keygraph.kv.memory;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** A snapshot is a root. */
final class MemorySnapshot implements KvSnapshot {
  private final TreeReads reads = new TreeReads();
  private Node root;

  MemorySnapshot(Tree tree) {
    this.root = tree.root();
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return reads.get(root, key, visitor);
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return reads.scan(root, lower, upper, direction, visitor);
  }

  @Override
  public KvCursor cursor() {
    return new TreeCursor(root);
  }

  /** Lets go of the tree, in case that somebody keeps the closed snapshot. */
  @Override
  public void close() {
    root = Tree.EMPTY_LEAF;
  }
}
