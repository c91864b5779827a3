package dev.keygraph.kv.memory;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvView;

/** A cursor over one version of a tree: the path from the root to an entry. */
final class TreeCursor implements KvCursor {
  /** Deep enough for any tree that fits into memory: each level multiplies its capacity. */
  private static final int MAX_DEPTH = 32;

  private final Node root;
  private final Branch[] path = new Branch[MAX_DEPTH];
  private final int[] childAt = new int[MAX_DEPTH];
  private final ArrayView key = new ArrayView();
  private final ArrayView value = new ArrayView();
  private int depth;
  private Leaf leaf;
  private int index;
  private boolean valid;

  TreeCursor(Node root) {
    this.root = root;
    this.leaf = Tree.EMPTY_LEAF;
  }

  @Override
  public boolean seek(byte[] key) {
    descend(key);
    index = leaf.lowerBound(key);
    return index < leaf.size ? show() : nextLeaf();
  }

  @Override
  public boolean seekBefore(byte[] key) {
    descend(key);
    index = leaf.lowerBound(key) - 1;
    return index >= 0 ? show() : previousLeaf();
  }

  @Override
  public boolean first() {
    depth = 0;
    descendFirst(root);
    return leaf.size > 0 ? show() : end();
  }

  @Override
  public boolean last() {
    depth = 0;
    descendLast(root);
    return leaf.size > 0 ? show() : end();
  }

  @Override
  public boolean next() {
    if (!valid) {
      return false;
    }
    index++;
    return index < leaf.size ? show() : nextLeaf();
  }

  @Override
  public boolean previous() {
    if (!valid) {
      return false;
    }
    index--;
    return index >= 0 ? show() : previousLeaf();
  }

  @Override
  public boolean isValid() {
    return valid;
  }

  @Override
  public KvView key() {
    requireEntry();
    return key;
  }

  @Override
  public KvView value() {
    requireEntry();
    return value;
  }

  @Override
  public void close() {
    end();
  }

  private void descend(byte[] key) {
    depth = 0;
    Node node = root;
    while (node instanceof Branch branch) {
      node = enter(branch, branch.childFor(key));
    }
    leaf = (Leaf) node;
  }

  private void descendFirst(Node from) {
    Node node = from;
    while (node instanceof Branch branch) {
      node = enter(branch, 0);
    }
    leaf = (Leaf) node;
    index = 0;
  }

  private void descendLast(Node from) {
    Node node = from;
    while (node instanceof Branch branch) {
      node = enter(branch, branch.size - 1);
    }
    leaf = (Leaf) node;
    index = leaf.size - 1;
  }

  private Node enter(Branch branch, int child) {
    path[depth] = branch;
    childAt[depth] = child;
    depth++;
    return branch.children[child];
  }

  private boolean nextLeaf() {
    while (depth > 0) {
      depth--;
      Branch branch = path[depth];
      int child = childAt[depth] + 1;
      if (child < branch.size) {
        descendFirst(enter(branch, child));
        return show();
      }
    }
    return end();
  }

  private boolean previousLeaf() {
    while (depth > 0) {
      depth--;
      Branch branch = path[depth];
      int child = childAt[depth] - 1;
      if (child >= 0) {
        descendLast(enter(branch, child));
        return show();
      }
    }
    return end();
  }

  private boolean show() {
    key.wrap(leaf.keys[index]);
    value.wrap(leaf.values[index]);
    valid = true;
    return true;
  }

  private boolean end() {
    key.clear();
    value.clear();
    valid = false;
    return false;
  }

  private void requireEntry() {
    if (!valid) {
      throw new IllegalStateException("the cursor is at no entry");
    }
  }
}
