package dev.keygraph.query;

import java.util.Arrays;

/**
 * Strongly connected components (R. E. Tarjan, Depth-First Search and Linear Graph Algorithms,
 * 1972), with a stack of our own instead of recursion. Components are numbered by their smallest
 * node. O(n + m).
 */
final class StrongComponents {
  private static final int NONE = -1;

  private final LocalGraph graph;

  /** Of each number, its component. */
  private final int[] components;

  /** The numbers of the first component, ascending, then those of the second… */
  private final int[] members;

  private final int[] offsets;

  /**
   * Finds the components of a graph. If the meter ends that, it is not {@linkplain
   * Meter#isRunning() running} any more, and there are none.
   */
  StrongComponents(LocalGraph graph, Meter meter) {
    this.graph = graph;
    components = new int[graph.size()];
    int count = new Search().run(meter);
    if (!meter.isRunning()) {
      offsets = new int[1];
      members = new int[0];
      return;
    }
    orderBySmallest(count);
    offsets = new int[count + 1];
    for (int component : components) {
      offsets[component + 1]++;
    }
    for (int i = 0; i < count; i++) {
      offsets[i + 1] += offsets[i];
    }
    int[] next = Arrays.copyOf(offsets, count);
    members = new int[graph.size()];
    for (int number = 0; number < members.length; number++) {
      members[next[components[number]]++] = number;
    }
  }

  private void orderBySmallest(int count) {
    int[] ranks = new int[count];
    Arrays.fill(ranks, NONE);
    int next = 0;
    for (int number = 0; number < components.length; number++) {
      if (ranks[components[number]] == NONE) {
        ranks[components[number]] = next++;
      }
      components[number] = ranks[components[number]];
    }
  }

  /** Returns the number of components. */
  int count() {
    return offsets.length - 1;
  }

  /** Returns the number of nodes of a component. */
  int size(int component) {
    return offsets[component + 1] - offsets[component];
  }

  /** Returns a member of a component; they ascend. */
  int member(int component, int index) {
    return members[offsets[component] + index];
  }

  /** Returns the component of a number. */
  int componentOf(int number) {
    return components[number];
  }

  /** Returns the nodes of the first components, one component after the other. */
  int[] nodesOfFirst(int first) {
    int[] nodes = new int[offsets[first]];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = graph.node(members[i]);
    }
    return nodes;
  }

  /** Returns where each of the first components begins, and where the last of them ends. */
  int[] offsetsOfFirst(int first) {
    return Arrays.copyOf(offsets, first + 1);
  }

  /** Returns whether a component has a cycle. */
  boolean isCyclic(int component) {
    if (size(component) > 1) {
      return true;
    }
    int number = member(component, 0);
    for (int edge = graph.edgesBegin(number); edge < graph.edgesEnd(number); edge++) {
      if (graph.target(edge) == number) {
        return true;
      }
    }
    return false;
  }

  /** The depth-first search; numbers components in the order in which it leaves them. */
  private final class Search {
    /** When a number was first seen, from 1; 0 before. */
    private final int[] indexes = new int[graph.size()];

    private final int[] lowLinks = new int[graph.size()];
    private final int[] cursors = new int[graph.size()];
    private final int[] open = new int[graph.size()];
    private final int[] calls = new int[graph.size()];
    private int openCount;
    private int callCount;
    private int nextIndex = 1;
    private int componentCount;

    int run(Meter meter) {
      Arrays.fill(components, NONE);
      for (int root = 0; root < indexes.length; root++) {
        if (indexes[root] == 0) {
          enter(root);
          while (callCount > 0) {
            if (!meter.step()) {
              return componentCount;
            }
            proceed(calls[callCount - 1]);
          }
        }
      }
      return componentCount;
    }

    private void enter(int number) {
      indexes[number] = nextIndex;
      lowLinks[number] = nextIndex++;
      cursors[number] = graph.edgesBegin(number);
      open[openCount++] = number;
      calls[callCount++] = number;
    }

    private void proceed(int number) {
      int end = graph.edgesEnd(number);
      while (cursors[number] < end) {
        int target = graph.target(cursors[number]++);
        if (indexes[target] == 0) {
          enter(target);
          return;
        }
        if (components[target] == NONE) {
          lowLinks[number] = Math.min(lowLinks[number], indexes[target]);
        }
      }
      leave(number);
    }

    private void leave(int number) {
      callCount--;
      if (callCount > 0) {
        int caller = calls[callCount - 1];
        lowLinks[caller] = Math.min(lowLinks[caller], lowLinks[number]);
      }
      if (lowLinks[number] == indexes[number]) {
        int member;
        do {
          member = open[--openCount];
          components[member] = componentCount;
        } while (member != number);
        componentCount++;
      }
    }
  }
}
