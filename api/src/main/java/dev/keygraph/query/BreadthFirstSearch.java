package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NeighborVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Breadth-first search (E. F. Moore, The Shortest Path through a Maze, 1959) from one or several
 * nodes. The set of visited nodes is the queue; a node is reported when it is first seen, so its
 * parent is the node that is being expanded. O(n + m), and nothing is allocated once the arrays
 * have grown.
 */
final class BreadthFirstSearch implements NeighborVisitor {
  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final VisitedNodes visited;
  private final NeighborCursor neighbors = new NeighborCursor();

  private @Nullable TraversalVisitor results;
  private long maxResults;
  private long found;
  private int depth;
  private int depthOfLast;
  private int expanded;

  BreadthFirstSearch(GraphSnapshot snapshot, Meter meter) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.visited = new VisitedNodes(snapshot.nodeIdLimit());
  }

  /** Forgets the last search; starts may follow. */
  void clear() {
    visited.clear();
  }

  /** Adds a start; adding it twice is harmless. */
  void addStart(int node) {
    visited.add(node);
  }

  /**
   * Searches from the starts within the options, with the meter as it is.
   *
   * @return the number of nodes found, without the starts
   */
  long run(TraversalOptions options, TraversalVisitor visitor) {
    Direction direction = options.direction();
    EdgeKinds kinds = options.kinds();
    int maxDepth = options.maxDepth();
    results = visitor;
    maxResults = options.limits().maxResults();
    found = 0;
    depth = 0;
    depthOfLast = 0;
    try {
      int head = 0;
      int levelEnd = 0;
      while (head < visited.size()) {
        if (head == levelEnd) {
          if (depth == maxDepth) {
            break;
          }
          depth++;
          levelEnd = visited.size();
        }
        if (!meter.step()) {
          break;
        }
        expanded = visited.get(head++);
        boolean more =
            snapshot.neighbors(expanded, direction, kinds, neighbors)
                ? visitAll()
                : snapshot.neighbors(expanded, direction, kinds, this);
        if (!more) {
          break;
        }
      }
    } finally {
      results = null;
    }
    return found;
  }

  /** Returns the depth of the last node found; 0 if there is none. */
  int depthOfLast() {
    return depthOfLast;
  }

  private boolean visitAll() {
    while (neighbors.next()) {
      int node = neighbors.node();
      if (!meter.edge() || (visited.add(node) && !report(node, neighbors.kind()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean visit(int neighbor, EdgeKind kind) {
    if (!meter.edge()) {
      return false;
    }
    return !visited.add(neighbor) || report(neighbor, kind);
  }

  private boolean report(int node, EdgeKind kind) {
    if (found == maxResults) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    found++;
    depthOfLast = depth;
    TraversalVisitor visitor = results;
    if (visitor != null && visitor.visit(node, depth, expanded, kind)) {
      return true;
    }
    if (meter.isRunning()) {
      meter.end(Completion.STOPPED);
    }
    return false;
  }
}
