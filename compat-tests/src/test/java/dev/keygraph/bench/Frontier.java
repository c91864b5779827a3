package dev.keygraph.bench;

import java.util.Arrays;

/**
 * The nodes that a hand-written search has found, in the order in which it found them, and how many
 * edges it visited: plain arrays with a place for each node, and used again and again.
 */
final class Frontier {
  private final int[] seen;
  private final int[] numbers;
  private final int[] queue;
  private int epoch;
  private int size;
  private long edges;
  private int[] targets = new int[1 << 10];
  private int targetCount;
  private boolean among;

  /** For nodes below {@code nodeIdLimit}. */
  Frontier(int nodeIdLimit) {
    seen = new int[nodeIdLimit];
    numbers = new int[nodeIdLimit];
    queue = new int[nodeIdLimit];
  }

  /** Forgets everything. */
  void clear() {
    if (++epoch == 0) {
      Arrays.fill(seen, 0);
      epoch = 1;
    }
    size = 0;
    edges = 0;
    among = false;
  }

  /** Notes an edge and its far end. */
  void see(int node) {
    edges++;
    if (among) {
      if (seen[node] == epoch) {
        if (targetCount == targets.length) {
          targets = Arrays.copyOf(targets, 2 * targetCount);
        }
        targets[targetCount++] = numbers[node];
      }
    } else {
      add(node);
    }
  }

  /** Notes a node; returns whether it is new. */
  boolean add(int node) {
    if (seen[node] == epoch) {
      return false;
    }
    seen[node] = epoch;
    queue[size++] = node;
    return true;
  }

  boolean contains(int node) {
    return seen[node] == epoch;
  }

  int size() {
    return size;
  }

  int node(int index) {
    return queue[index];
  }

  long edges() {
    return edges;
  }

  /** Puts the nodes into the order of their ids. */
  void sort() {
    Arrays.sort(queue, 0, size);
  }

  /**
   * Sorts and numbers the nodes, and from now on counts and keeps only edges: the numbers of their
   * far ends, of those that are among the nodes.
   */
  void number() {
    sort();
    for (int i = 0; i < size; i++) {
      numbers[queue[i]] = i;
    }
    among = true;
    edges = 0;
    targetCount = 0;
  }

  /** Returns how many far ends are kept. */
  int targetCount() {
    return targetCount;
  }

  /** Returns the far ends that are kept, in an array that may be longer. */
  int[] targets() {
    return targets;
  }
}
