package dev.keygraph.bench;

import java.util.Arrays;

/** Cycles and topological order by hand, over compressed sparse rows. */
final class CycleTwin {
  private final int[] offsets;
  private final int[] targets;
  private final int size;

  CycleTwin(int[] offsets, int[] targets) {
    this.offsets = offsets;
    this.targets = targets;
    size = offsets.length - 1;
  }

  /** Finds a shortest walk around each component that has a cycle; returns how many have. */
  int all() {
    return walks(Integer.MAX_VALUE);
  }

  /** Orders the nodes by Kahn's algorithm; returns how many, or 0 and finds a cycle. */
  int order() {
    int[] waiting = new int[size];
    for (int edge = 0; edge < offsets[size]; edge++) {
      waiting[targets[edge]]++;
    }
    int[] order = new int[size];
    int tail = 0;
    for (int node = 0; node < size; node++) {
      if (waiting[node] == 0) {
        order[tail++] = node;
      }
    }
    for (int head = 0; head < tail; head++) {
      for (int edge = offsets[order[head]]; edge < offsets[order[head] + 1]; edge++) {
        if (--waiting[targets[edge]] == 0) {
          order[tail++] = targets[edge];
        }
      }
    }
    return tail == size ? size : 1 - walks(1);
  }

  private int walks(int most) {
    Tarjan tarjan = new Tarjan(offsets, targets);
    int components = tarjan.run();
    int[] componentOf = tarjan.componentOf();
    int[] sizes = new int[components + 1];
    for (int node = 0; node < size; node++) {
      sizes[componentOf[node]]++;
    }
    int[] parents = new int[size];
    Arrays.fill(parents, -1);
    int[] queue = new int[size];
    int found = 0;
    for (int node = 0; node < size && found < most; node++) {
      int component = componentOf[node];
      if (sizes[component] > 1 || (sizes[component] == 1 && hasLoop(node))) {
        int length = sizes[component] == 1 ? 1 : walk(node, componentOf, parents, queue);
        found += length > 0 ? 1 : 0;
      }
      // The smallest node of each component is enough.
      sizes[component] = 0;
    }
    return found;
  }

  private boolean hasLoop(int node) {
    for (int edge = offsets[node]; edge < offsets[node + 1]; edge++) {
      if (targets[edge] == node) {
        return true;
      }
    }
    return false;
  }

  /** Returns the length of a shortest walk from a node around its component. */
  private int walk(int start, int[] componentOf, int[] parents, int[] queue) {
    int tail = 0;
    queue[tail++] = start;
    for (int head = 0; head < tail; head++) {
      int node = queue[head];
      for (int edge = offsets[node]; edge < offsets[node + 1]; edge++) {
        int target = targets[edge];
        if (target == start && node != start) {
          int length = 1;
          for (int at = node; at != start; at = parents[at]) {
            length++;
          }
          return length;
        }
        if (target != start && parents[target] < 0 && componentOf[target] == componentOf[start]) {
          parents[target] = node;
          queue[tail++] = target;
        }
      }
    }
    return 0;
  }
}
