package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shows the cycle of a strongly connected component: breadth-first search from its smallest node,
 * within the component, until an edge leads back. O(n + m) of the component.
 */
final class CycleSearch {
  private static final int NONE = -1;

  private final GraphSnapshot snapshot;
  private final LocalGraph graph;
  private final StrongComponents components;
  private final List<EdgeKind> kinds;
  private final int[] parents;
  private final int[] queue;

  CycleSearch(
      GraphSnapshot snapshot, LocalGraph graph, StrongComponents components, Subgraph subgraph) {
    this.snapshot = snapshot;
    this.graph = graph;
    this.components = components;
    kinds = subgraph.kinds().isAll() ? snapshot.edgeKinds() : subgraph.kinds().explicit();
    parents = new int[graph.size()];
    Arrays.fill(parents, NONE);
    queue = new int[graph.size()];
  }

  /** Returns the cycles, by smallest node, within the limit of results. */
  List<Cycle> first(Meter meter, long maxResults) {
    List<Cycle> cycles = new ArrayList<>();
    for (int component = 0; component < components.count(); component++) {
      if (!meter.step()) {
        break;
      }
      if (components.isCyclic(component)) {
        if (cycles.size() == maxResults) {
          meter.end(Completion.RESULT_LIMIT);
          break;
        }
        cycles.add(cycle(component));
      }
    }
    return cycles;
  }

  /** Returns the first cycle of a graph that has one. */
  Cycle first() {
    int component = 0;
    while (!components.isCyclic(component)) {
      component++;
    }
    return cycle(component);
  }

  private Cycle cycle(int component) {
    int size = components.size(component);
    NodeSet.Builder nodes = NodeSet.builder();
    for (int i = 0; i < size; i++) {
      nodes.add(graph.node(components.member(component, i)));
    }
    int start = components.member(component, 0);
    return new Cycle(nodes.build(), walk(start, size == 1 ? start : lastBefore(start)));
  }

  /** Returns the number from which an edge closes a shortest cycle through {@code start}. */
  private int lastBefore(int start) {
    int component = components.componentOf(start);
    int tail = 0;
    queue[tail++] = start;
    for (int head = 0; head < tail; head++) {
      int number = queue[head];
      for (int edge = graph.edgesBegin(number); edge < graph.edgesEnd(number); edge++) {
        int target = graph.target(edge);
        if (target == start) {
          if (number != start) {
            return number;
          }
        } else if (parents[target] == NONE && components.componentOf(target) == component) {
          parents[target] = number;
          queue[tail++] = target;
        }
      }
    }
    throw new AssertionError("a component of several nodes has a cycle through each of them");
  }

  private GraphPath walk(int start, int last) {
    int length = 1;
    for (int number = last; number != start; number = parents[number]) {
      length++;
    }
    int[] nodes = new int[length + 1];
    nodes[length] = graph.node(start);
    int number = last;
    for (int i = length - 1; i > 0; i--) {
      nodes[i] = graph.node(number);
      number = parents[number];
    }
    nodes[0] = graph.node(start);
    EdgeKind[] walked = new EdgeKind[length];
    for (int i = 0; i < length; i++) {
      walked[i] = kindBetween(nodes[i], nodes[i + 1]);
    }
    return new GraphPath(nodes, walked, Direction.OUTGOING);
  }

  private EdgeKind kindBetween(int from, int to) {
    for (EdgeKind kind : kinds) {
      if (snapshot.hasEdge(from, kind, to)) {
        return kind;
      }
    }
    throw new AssertionError("no edge from " + from + " to " + to);
  }
}
