package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import java.util.Optional;

/**
 * A shortest path by two breadth-first searches that approach each other (I. Pohl, Bi-directional
 * Search, 1971). The side with fewer nodes on its edge advances, by a whole level. Where a node of
 * a new level is known to the other side, the path through it is a shortest one: were there a
 * shorter one, an earlier level would have met.
 */
final class BidirectionalSearch {
  private final SearchSide ahead;
  private final SearchSide back;

  BidirectionalSearch(GraphSnapshot snapshot, Meter meter) {
    ahead = new SearchSide(snapshot, meter);
    back = new SearchSide(snapshot, meter);
  }

  /** Returns a shortest path, or empty if there is none or the meter ended the search. */
  Optional<GraphPath> run(int from, int to, TraversalOptions options) {
    Direction direction = options.direction();
    EdgeKinds kinds = options.kinds();
    ahead.start(from, back);
    back.start(to, ahead);
    if (from == to) {
      return Optional.of(new GraphPath(new int[] {from}, new EdgeKind[0], direction));
    }
    while (ahead.depth() + back.depth() < options.maxDepth()
        && ahead.frontierSize() > 0
        && back.frontierSize() > 0) {
      boolean aheadNext = ahead.frontierSize() <= back.frontierSize();
      SearchSide side = aheadNext ? ahead : back;
      if (!side.advance(aheadNext ? direction : direction.reverse(), kinds)) {
        return side.meeting() == SearchSide.NONE
            ? Optional.empty()
            : Optional.of(path(side.meeting(), direction));
      }
    }
    return Optional.empty();
  }

  private GraphPath path(int meeting, Direction direction) {
    int first = ahead.numberOf(meeting);
    int second = back.numberOf(meeting);
    int middle = ahead.depthOf(first);
    int length = middle + back.depthOf(second);
    int[] nodes = new int[length + 1];
    EdgeKind[] kinds = new EdgeKind[length];
    nodes[middle] = meeting;
    for (int i = middle; i > 0; i--) {
      kinds[i - 1] = ahead.kind(first);
      first = ahead.parent(first);
      nodes[i - 1] = ahead.node(first);
    }
    for (int i = middle; i < length; i++) {
      kinds[i] = back.kind(second);
      second = back.parent(second);
      nodes[i + 1] = back.node(second);
    }
    return new GraphPath(nodes, kinds, direction);
  }
}
