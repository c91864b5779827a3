package dev.keygraph.query;

import java.util.Arrays;

/**
 * The nodes that a traversal has seen: a set that remembers the order of insertion, and so is a
 * breadth-first search's queue too. Made to be used again and again: clearing costs what the last
 * traversal used, and a small traversal touches a few cache lines.
 *
 * <p>Small sets are a hash table of {@code int}s (open addressing, linear probing, Fibonacci
 * hashing: Knuth, The Art of Computer Programming, volume 3, 6.4) of which only as much is in use,
 * cleared and probed as the set needs. Large sets are a bitmap over all ids, cleared word by word
 * from the list of nodes.
 */
final class VisitedNodes {
  private static final int MIN_CAPACITY = 64;
  private static final int MAX_HASHED = 512;
  private static final int FIBONACCI = 0x9E3779B9;

  private final int nodeIdLimit;

  /** The nodes, in order of insertion; the first {@link #size} count. */
  private int[] nodes = new int[MIN_CAPACITY];

  private int size;

  /** A node plus 1, or 0; slots from {@link #capacity} on are unused. */
  private int[] table = new int[MIN_CAPACITY];

  private int capacity = MIN_CAPACITY;
  private int shift = Integer.numberOfLeadingZeros(MIN_CAPACITY) + 1;
  private boolean hashed = true;
  private long[] bits = {};

  /**
   * Creates an empty set.
   *
   * @param nodeIdLimit an exclusive upper bound of the nodes
   */
  VisitedNodes(int nodeIdLimit) {
    this.nodeIdLimit = nodeIdLimit;
  }

  /** Returns how many nodes there are. O(1). */
  int size() {
    return size;
  }

  /** Returns the node that was added as number {@code index}, from 0. O(1). */
  int get(int index) {
    return nodes[index];
  }

  /** Adds a node; false if it was there. Amortised O(1). */
  boolean add(int node) {
    return hashed ? addHashed(node) : addToBits(node);
  }

  /** Removes all nodes. O(size). */
  void clear() {
    if (!hashed) {
      for (int i = 0; i < size; i++) {
        bits[nodes[i] >> 6] = 0;
      }
      hashed = true;
    }
    Arrays.fill(table, 0, capacity, 0);
    useCapacity(MIN_CAPACITY);
    size = 0;
  }

  private boolean addHashed(int node) {
    int[] slots = table;
    int mask = capacity - 1;
    int slot = (node * FIBONACCI) >>> shift;
    int found;
    while ((found = slots[slot]) != 0) {
      if (found == node + 1) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[slot] = node + 1;
    append(node);
    if (size > capacity >> 1) {
      grow();
    }
    return true;
  }

  private boolean addToBits(int node) {
    int word = node >> 6;
    long bit = 1L << node;
    long before = bits[word];
    if ((before & bit) != 0) {
      return false;
    }
    bits[word] = before | bit;
    append(node);
    return true;
  }

  private void append(int node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size + (size >> 1));
    }
    nodes[size++] = node;
  }

  private void grow() {
    Arrays.fill(table, 0, capacity, 0);
    if (size > MAX_HASHED) {
      useCapacity(MIN_CAPACITY);
      hashed = false;
      int words = (nodeIdLimit + 63) >> 6;
      if (bits.length < words) {
        bits = new long[words];
      }
      for (int i = 0; i < size; i++) {
        bits[nodes[i] >> 6] |= 1L << nodes[i];
      }
      return;
    }
    int larger = capacity * 4;
    if (table.length < larger) {
      table = new int[larger];
    }
    useCapacity(larger);
    for (int i = 0; i < size; i++) {
      int slot = (nodes[i] * FIBONACCI) >>> shift;
      while (table[slot] != 0) {
        slot = (slot + 1) & (capacity - 1);
      }
      table[slot] = nodes[i] + 1;
    }
  }

  private void useCapacity(int newCapacity) {
    capacity = newCapacity;
    shift = Integer.numberOfLeadingZeros(newCapacity) + 1;
  }
}
