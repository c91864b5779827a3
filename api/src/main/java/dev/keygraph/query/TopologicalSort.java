package dev.keygraph.query;

import java.util.Arrays;

/**
 * Topological order (A. B. Kahn, Topological Sorting of Large Networks, 1962): nodes without open
 * predecessors go first, by id to begin with, then as they become free. O(n + m).
 */
final class TopologicalSort {
  private TopologicalSort() {}

  /**
   * Returns the nodes in order; fewer than the graph has if a cycle prevents it. If the meter ends
   * it, it is not {@linkplain Meter#isRunning() running} any more, and there are none.
   */
  static int[] order(LocalGraph graph, Meter meter) {
    int size = graph.size();
    int[] open = new int[size];
    for (int number = 0; number < size; number++) {
      if (!meter.step()) {
        return new int[0];
      }
      for (int edge = graph.edgesBegin(number); edge < graph.edgesEnd(number); edge++) {
        open[graph.target(edge)]++;
      }
    }
    int[] order = new int[size];
    int tail = 0;
    for (int number = 0; number < size; number++) {
      if (open[number] == 0) {
        order[tail++] = number;
      }
    }
    for (int head = 0; head < tail; head++) {
      if (!meter.step()) {
        return new int[0];
      }
      int number = order[head];
      for (int edge = graph.edgesBegin(number); edge < graph.edgesEnd(number); edge++) {
        if (--open[graph.target(edge)] == 0) {
          order[tail++] = graph.target(edge);
        }
      }
    }
    for (int i = 0; i < tail; i++) {
      order[i] = graph.node(order[i]);
    }
    return Arrays.copyOf(order, tail);
  }
}
