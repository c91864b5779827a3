package dev.keygraph.bench;

/** Strong components by hand: Tarjan 1972 over compressed sparse rows, without recursion. */
final class Tarjan {
  private final int[] offsets;
  private final int[] targets;
  private final int[] index;
  private final int[] low;
  private final int[] cursor;
  private final int[] path;
  private final int[] open;
  private final int[] component;
  private int depth;
  private int openCount;
  private int clock;
  private int components;

  Tarjan(int[] offsets, int[] targets) {
    this.offsets = offsets;
    this.targets = targets;
    int size = offsets.length - 1;
    index = new int[size];
    low = new int[size];
    cursor = new int[size];
    path = new int[size];
    open = new int[size];
    component = new int[size];
  }

  /** Returns how many components there are. */
  int run() {
    for (int root = 0; root < index.length; root++) {
      if (index[root] == 0) {
        enter(root);
        while (depth > 0) {
          step(path[depth - 1]);
        }
      }
    }
    return components;
  }

  /** Returns the number of each node's component, from 1. */
  int[] componentOf() {
    return component;
  }

  private void enter(int node) {
    index[node] = ++clock;
    low[node] = clock;
    cursor[node] = offsets[node];
    path[depth++] = node;
    open[openCount++] = node;
  }

  private void step(int node) {
    while (cursor[node] < offsets[node + 1]) {
      int target = targets[cursor[node]++];
      if (index[target] == 0) {
        enter(target);
        return;
      }
      low[node] = Math.min(low[node], index[target]);
    }
    depth--;
    if (depth > 0) {
      low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
    }
    if (low[node] == index[node]) {
      components++;
      int member;
      do {
        member = open[--openCount];
        index[member] = Integer.MAX_VALUE;
        component[member] = components;
      } while (member != node);
    }
  }
}
