package dev.keygraph.kv.memory;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** Reads one version of a tree. Used by one thread at a time. */
final class TreeReads {

  /** The views of one read; nested reads need some of their own. */
  private static final class Views {
    final ArrayView key = new ArrayView();
    final ArrayView value = new ArrayView();

    boolean show(Leaf leaf, int index, KvVisitor visitor) {
      return visitor.visit(key.wrap(leaf.keys[index]), value.wrap(leaf.values[index]));
    }
  }

  private @Nullable Views spare = new Views();

  static boolean contains(Node root, byte[] key) {
    Leaf leaf = leafFor(root, key);
    return leaf.hasAt(leaf.lowerBound(key), key);
  }

  boolean get(Node root, byte[] key, KvVisitor visitor) {
    Leaf leaf = leafFor(root, key);
    int index = leaf.lowerBound(key);
    if (!leaf.hasAt(index, key)) {
      return false;
    }
    Views views = takeViews();
    try {
      views.show(leaf, index, visitor);
    } finally {
      giveBack(views);
    }
    return true;
  }

  boolean scan(
      Node root,
      byte[] lower,
      byte @Nullable [] upper,
      ScanDirection direction,
      KvVisitor visitor) {
    Views views = takeViews();
    try {
      return direction == ScanDirection.FORWARD
          ? forward(root, lower, upper, views, visitor)
          : backward(root, lower, upper, views, visitor);
    } finally {
      giveBack(views);
    }
  }

  /**
   * Visits what is below a node. Only the first child of a range can hold keys before its lower
   * bound, and only the last one keys behind its upper bound, so that the others need no bound.
   */
  private static boolean forward(
      Node node, byte @Nullable [] lower, byte @Nullable [] upper, Views views, KvVisitor visitor) {
    if (node instanceof Leaf leaf) {
      int end = end(leaf, upper);
      for (int i = begin(leaf, lower); i < end; i++) {
        if (!views.show(leaf, i, visitor)) {
          return false;
        }
      }
      return true;
    }
    Branch branch = (Branch) node;
    int first = first(branch, lower);
    int last = last(branch, upper);
    for (int i = first; i <= last; i++) {
      Node child = branch.children[i];
      if (!forward(child, i == first ? lower : null, i == last ? upper : null, views, visitor)) {
        return false;
      }
    }
    return true;
  }

  private static boolean backward(
      Node node, byte @Nullable [] lower, byte @Nullable [] upper, Views views, KvVisitor visitor) {
    if (node instanceof Leaf leaf) {
      int begin = begin(leaf, lower);
      for (int i = end(leaf, upper) - 1; i >= begin; i--) {
        if (!views.show(leaf, i, visitor)) {
          return false;
        }
      }
      return true;
    }
    Branch branch = (Branch) node;
    int first = first(branch, lower);
    int last = last(branch, upper);
    for (int i = last; i >= first; i--) {
      Node child = branch.children[i];
      if (!backward(child, i == first ? lower : null, i == last ? upper : null, views, visitor)) {
        return false;
      }
    }
    return true;
  }

  private static int begin(Leaf leaf, byte @Nullable [] lower) {
    return lower == null ? 0 : leaf.lowerBound(lower);
  }

  private static int end(Leaf leaf, byte @Nullable [] upper) {
    return upper == null ? leaf.size : leaf.lowerBound(upper);
  }

  private static int first(Branch branch, byte @Nullable [] lower) {
    return lower == null ? 0 : branch.childFor(lower);
  }

  private static int last(Branch branch, byte @Nullable [] upper) {
    return upper == null ? branch.size - 1 : branch.childFor(upper);
  }

  private static Leaf leafFor(Node root, byte[] key) {
    Node node = root;
    while (node instanceof Branch branch) {
      node = branch.children[branch.childFor(key)];
    }
    return (Leaf) node;
  }

  private Views takeViews() {
    Views views = spare;
    spare = null;
    return views == null ? new Views() : views;
  }

  private void giveBack(Views views) {
    views.key.clear();
    views.value.clear();
    spare = views;
  }
}
