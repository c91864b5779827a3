package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All simple paths between two nodes, shortest first: depth-first search of growing length (R. E.
 * Korf, Depth-First Iterative-Deepening, 1985) that only takes edges from which the goal can still
 * be reached in the length left, as a breadth-first search from the goal has found out. Edges are
 * read from the snapshot once and kept for the question. One object answers one question.
 */
final class SimplePathSearch implements NeighborVisitor {
  private static final int UNREAD = -1;
  private static final int GOAL = 0;

  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final TraversalOptions options;
  private final SearchSide fromGoal;
  private final List<GraphPath> found = new ArrayList<>();

  /** Of each number, where its edges begin; {@link #UNREAD} before they are read. */
  private int[] edgeStarts = {};

  private int[] edgeEnds = {};
  private int[] targets = new int[64];
  private EdgeKind[] targetKinds = new EdgeKind[64];
  private int edgeCount;

  /** Of each number, the last one that an edge to it was read from, plus 1. */
  private int[] lastSources = {};

  private int source;

  /** The numbers on the path, and for each the next of its edges to try. */
  private int[] path = new int[16];

  private int[] cursors = new int[16];
  private boolean[] onPath = {};

  /** Whether an edge was left out for want of length only. */
  private boolean lengthMattered;

  SimplePathSearch(GraphSnapshot snapshot, Meter meter, TraversalOptions options) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.options = options;
    this.fromGoal = new SearchSide(snapshot, meter);
  }

  /** Returns the paths, as many as the limits allow. */
  List<GraphPath> run(int from, int to) {
    if (from == to) {
      if (options.limits().maxResults() == 0) {
        meter.end(Completion.RESULT_LIMIT);
        return List.of();
      }
      return List.of(new GraphPath(new int[] {from}, new EdgeKind[0], options.direction()));
    }
    if (!measureDistances(to)) {
      return List.of();
    }
    int start = fromGoal.numberOf(from);
    if (start == NodeNumbering.NONE) {
      return List.of();
    }
    int size = fromGoal.size();
    edgeStarts = new int[size];
    Arrays.fill(edgeStarts, UNREAD);
    edgeEnds = new int[size];
    lastSources = new int[size];
    onPath = new boolean[size];
    // A simple path has fewer edges than there are nodes.
    int longest = Math.min(options.maxDepth(), size - 1);
    lengthMattered = true;
    for (int length = fromGoal.depthOf(start); lengthMattered && length <= longest; length++) {
      if (!searchLength(start, length)) {
        break;
      }
    }
    return found;
  }

  private boolean measureDistances(int to) {
    Direction towards = options.direction().reverse();
    fromGoal.start(to, null);
    while (fromGoal.depth() < options.maxDepth() && fromGoal.frontierSize() > 0) {
      if (!fromGoal.advance(towards, options.kinds())) {
        return false;
      }
    }
    return true;
  }

  /** Finds the paths of exactly this length; false if the meter ended it. */
  private boolean searchLength(int start, int length) {
    lengthMattered = false;
    ensurePath(length + 1);
    int depth = 0;
    if (!enter(start, 0)) {
      return false;
    }
    while (depth >= 0) {
      int at = path[depth];
      if (cursors[depth] == edgeEnds[at]) {
        onPath[at] = false;
        depth--;
        continue;
      }
      int next = targets[cursors[depth]++];
      if (!meter.edge()) {
        return false;
      }
      if (onPath[next]) {
        continue;
      }
      if (depth + 1 + fromGoal.depthOf(next) > length) {
        lengthMattered = true;
      } else if (next != GOAL) {
        if (!enter(next, ++depth)) {
          return false;
        }
      } else if (depth + 1 == length && !report(depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean enter(int number, int depth) {
    if (edgeStarts[number] == UNREAD) {
      source = number;
      edgeStarts[number] = edgeCount;
      if (!snapshot.neighbors(fromGoal.node(number), options.direction(), options.kinds(), this)) {
        return false;
      }
      edgeEnds[number] = edgeCount;
    }
    path[depth] = number;
    cursors[depth] = edgeStarts[number];
    onPath[number] = true;
    return true;
  }

  @Override
  public boolean visit(int neighbor, EdgeKind kind) {
    if (!meter.edge()) {
      return false;
    }
    int number = fromGoal.numberOf(neighbor);
    if (number == NodeNumbering.NONE || lastSources[number] == source + 1) {
      return true;
    }
    lastSources[number] = source + 1;
    if (edgeCount == targets.length) {
      targets = Arrays.copyOf(targets, edgeCount * 2);
      targetKinds = Arrays.copyOf(targetKinds, edgeCount * 2);
    }
    targets[edgeCount] = number;
    targetKinds[edgeCount] = kind;
    edgeCount++;
    return true;
  }

  private boolean report(int depth) {
    if (found.size() == options.limits().maxResults()) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    int[] nodes = new int[depth + 2];
    EdgeKind[] kinds = new EdgeKind[depth + 1];
    for (int i = 0; i <= depth; i++) {
      nodes[i] = fromGoal.node(path[i]);
      kinds[i] = targetKinds[cursors[i] - 1];
    }
    nodes[depth + 1] = fromGoal.node(GOAL);
    found.add(new GraphPath(nodes, kinds, options.direction()));
    return true;
  }

  private void ensurePath(int length) {
    if (path.length < length) {
      int capacity = Math.max(length, path.length * 2);
      path = Arrays.copyOf(path, capacity);
      cursors = Arrays.copyOf(cursors, capacity);
    }
  }
}
