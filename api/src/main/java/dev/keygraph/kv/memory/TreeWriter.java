package dev.keygraph.kv.memory;

/**
 * Changes a tree without touching the nodes that it began with. O(log n) per change; each node is
 * copied at its first change only.
 */
final class TreeWriter {
  private final Object owner = new Object();
  private Node root;
  private long entries;

  TreeWriter(Tree tree) {
    this.root = tree.root();
    this.entries = tree.entries();
  }

  Node root() {
    return root;
  }

  /** Returns the tree as it is; this writer must not be used for changes after that. */
  Tree tree() {
    return new Tree(root, entries);
  }

  /** Sets a value; both arrays belong to the tree from now on. */
  void put(byte[] key, byte[] value) {
    root = root.writable(owner);
    if (root.size == Node.CAPACITY) {
      byte[] separator = root.splitKey();
      root = new Branch(owner, root, separator, root.split(owner));
    }
    Node node = root;
    while (node instanceof Branch branch) {
      int index = branch.childFor(key);
      Node child = writableChild(branch, index);
      if (child.size == Node.CAPACITY) {
        byte[] separator = child.splitKey();
        branch.insert(index + 1, separator, child.split(owner));
        child = branch.children[branch.childFor(key)];
      }
      node = child;
    }
    Leaf leaf = (Leaf) node;
    int index = leaf.lowerBound(key);
    if (leaf.hasAt(index, key)) {
      leaf.values[index] = value;
    } else {
      leaf.insert(index, key, value);
      entries++;
    }
  }

  /** Removes a key, if it is there. */
  void delete(byte[] key) {
    if (!TreeReads.contains(root, key)) {
      return;
    }
    root = root.writable(owner);
    delete(root, key);
    while (root instanceof Branch branch && branch.size <= 1) {
      root = branch.size == 0 ? new Leaf(owner) : branch.children[0];
    }
    entries--;
  }

  private void delete(Node node, byte[] key) {
    if (node instanceof Leaf leaf) {
      leaf.remove(leaf.lowerBound(key));
      return;
    }
    Branch branch = (Branch) node;
    int index = branch.childFor(key);
    Node child = writableChild(branch, index);
    delete(child, key);
    if (child.size == 0) {
      branch.remove(index);
    } else if (child.size < Node.UNDERFULL && branch.size > 1) {
      mergeIntoLeft(branch, Math.max(1, index));
    }
  }

  /** Merges a child with its left neighbour where both fit into one. */
  private void mergeIntoLeft(Branch branch, int index) {
    Node right = branch.children[index];
    if (branch.children[index - 1].size + right.size > Node.CAPACITY) {
      return;
    }
    Node left = writableChild(branch, index - 1);
    left.append(right, branch.separators[index - 1]);
    branch.remove(index);
  }

  private Node writableChild(Branch branch, int index) {
    Node child = branch.children[index].writable(owner);
    branch.children[index] = child;
    return child;
  }
}
