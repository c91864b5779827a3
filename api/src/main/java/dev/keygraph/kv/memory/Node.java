package dev.keygraph.kv.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A node of the tree. All leaves are at the same depth. A node with the owner of a running
 * transaction belongs to it and may change in place; any other never changes again.
 */
abstract sealed class Node permits Leaf, Branch {
  /** The most entries of a leaf, and the most children of a branch. */
  static final int CAPACITY = 64;

  /** A node below this size is merged with a neighbour where both fit into one. */
  static final int UNDERFULL = CAPACITY / 4;

  /** Who may change this node in place; {@code null} for nobody. */
  final @Nullable Object owner;

  /** The number of entries of a leaf, or of children of a branch. */
  int size;

  Node(@Nullable Object owner, int size) {
    this.owner = owner;
    this.size = size;
  }

  /** Returns this node if {@code owner} may change it, else a copy that it may. */
  abstract Node writable(Object owner);

  /** Moves the upper half into a new right neighbour, which is returned. Called on full nodes. */
  abstract Node split(Object owner);

  /** Returns the key that will stand between this node and what {@link #split} returns. */
  abstract byte[] splitKey();

  /**
   * Appends the content of the right neighbour, which fits, and whose keys begin at {@code key}.
   */
  abstract void append(Node right, byte[] key);

  /** Returns the index of the first of {@code size} sorted keys that is not before {@code key}. */
  static int lowerBound(byte[][] keys, int size, byte[] key) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(keys[middle], key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
