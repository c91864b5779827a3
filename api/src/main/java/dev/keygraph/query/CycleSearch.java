package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows the cycle of a strongly connected component: breadth-first search from its smallest node,
 * within the component, until an edge leads back. O(n + m) of the component.
 */
final class CycleSearch {
  private static final int NONE = -1;

  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final LocalGraph graph;
  private final StrongComponents components;
  private final List<EdgeKind> kinds;
  private final int[] parents;
  private final int[] queue;

  CycleSearch(
      GraphSnapshot snapshot,
      Meter meter,
      LocalGraph graph,
      StrongComponents components,
      Subgraph subgraph) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.graph = graph;
    this.components = components;
    kinds = subgraph.kinds().isAll() ? snapshot.edgeKinds() : subgraph.kinds().explicit();
    parents = new int[graph.size()];
    Arrays.fill(parents, NONE);
    queue = new int[graph.size()];
  }

  /** Returns the cycles, by smallest node, within the limit of results, until the meter ends. */
  List<Cycle> first(long maxResults) {
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
        Cycle cycle = cycle(component);
        if (cycle == null) {
          break;
        }
        cycles.add(cycle);
      }
    }
    return cycles;
  }

  /** Returns the first cycle, or {@code null} if there is none or the meter ended it. */
  @Nullable Cycle first() {
    for (int component = 0; component < components.count() && meter.step(); component++) {
      if (components.isCyclic(component)) {
        return cycle(component);
      }
    }
    return null;
  }

  /** Returns the cycle of a component that has one, or {@code null} if the meter ended it. */
  private @Nullable Cycle cycle(int component) {
    int size = components.size(component);
    NodeSet.Builder nodes = NodeSet.builder();
    for (int i = 0; i < size; i++) {
      nodes.add(graph.node(components.member(component, i)));
    }
    int start = components.member(component, 0);
    int last = size == 1 ? start : lastBefore(start);
    GraphPath walk = last == NONE ? null : walk(start, last);
    return walk == null ? null : new Cycle(nodes.build(), walk);
  }

  /**
   * Returns the number from which an edge closes a shortest cycle through {@code start}, or {@link
   * #NONE} if the meter ended it.
   */
  private int lastBefore(int start) {
    int component = components.componentOf(start);
    int tail = 0;
    queue[tail++] = start;
    for (int head = 0; head < tail; head++) {
      if (!meter.step()) {
        return NONE;
      }
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

  /** Returns the way around, or {@code null} if the meter ended it. */
  private @Nullable GraphPath walk(int start, int last) {
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
      if (!meter.step()) {
        return null;
      }
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
