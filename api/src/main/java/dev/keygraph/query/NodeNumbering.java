package dev.keygraph.query;

import java.util.Arrays;

/**
 * Numbers nodes from 0, in the order in which they are added, so that plain arrays can hold what an
 * algorithm knows of them. Made to be used again and again.
 *
 * <p>Small numberings are a hash table of numbers (as in {@link VisitedNodes}); large ones are an
 * array by node id that is never cleared: an entry counts if the node that it numbers is the right
 * one (P. Briggs, L. Torczon, An Efficient Representation for Sparse Sets, LOPLAS 1993).
 */
final class NodeNumbering {
  /** What {@link #numberOf} returns on absence. */
  static final int NONE = -1;

  private static final int MIN_CAPACITY = 64;
  private static final int MAX_HASHED = 512;
  private static final int FIBONACCI = 0x9E3779B9;

  private final int nodeIdLimit;
  private int[] nodes = new int[MIN_CAPACITY];
  private int size;

  /** A number plus 1, or 0; slots from {@link #capacity} on are unused. */
  private int[] table = new int[MIN_CAPACITY];

  private int capacity = MIN_CAPACITY;
  private int shift = Integer.numberOfLeadingZeros(MIN_CAPACITY) + 1;
  private boolean hashed = true;
  private int[] numbers = {};

  /**
   * Creates an empty numbering.
   *
   * @param nodeIdLimit an exclusive upper bound of the nodes
   */
  NodeNumbering(int nodeIdLimit) {
    this.nodeIdLimit = nodeIdLimit;
  }

  /** Returns how many nodes have a number. O(1). */
  int size() {
    return size;
  }

  /** Returns the node of a number. O(1). */
  int node(int number) {
    return nodes[number];
  }

  /** Returns the number of a node, or {@link #NONE}. O(1). */
  int numberOf(int node) {
    if (!hashed) {
      int number = numbers[node];
      return number < size && nodes[number] == node ? number : NONE;
    }
    int slot = (node * FIBONACCI) >>> shift;
    int found;
    while ((found = table[slot]) != 0) {
      if (nodes[found - 1] == node) {
        return found - 1;
      }
      slot = (slot + 1) & (capacity - 1);
    }
    return NONE;
  }

  /** Numbers a node that has no number yet, and returns its number. Amortised O(1). */
  int add(int node) {
    if (size == nodes.length) {
      nodes = Arrays.copyOf(nodes, size + (size >> 1));
    }
    nodes[size] = node;
    size++;
    if (!hashed) {
      numbers[node] = size - 1;
    } else if (size > capacity >> 1) {
      grow();
    } else {
      insert(size - 1);
    }
    return size - 1;
  }

  /** Forgets all numbers. O(size), at most O(1) for large numberings. */
  void clear() {
    Arrays.fill(table, 0, capacity, 0);
    hashed = true;
    useCapacity(MIN_CAPACITY);
    size = 0;
  }

  private void insert(int number) {
    int slot = (nodes[number] * FIBONACCI) >>> shift;
    while (table[slot] != 0) {
      slot = (slot + 1) & (capacity - 1);
    }
    table[slot] = number + 1;
  }

  private void grow() {
    Arrays.fill(table, 0, capacity, 0);
    if (size > MAX_HASHED) {
      useCapacity(MIN_CAPACITY);
      hashed = false;
      if (numbers.length < nodeIdLimit) {
        numbers = new int[nodeIdLimit];
      }
      for (int number = 0; number < size; number++) {
        numbers[nodes[number]] = number;
      }
      return;
    }
    int larger = capacity * 4;
    if (table.length < larger) {
      table = new int[larger];
    }
    useCapacity(larger);
    for (int number = 0; number < size; number++) {
      insert(number);
    }
  }

  private void useCapacity(int newCapacity) {
    capacity = newCapacity;
    shift = Integer.numberOfLeadingZeros(newCapacity) + 1;
  }
}
