package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.EdgeVisitor;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;

/** Finds the neighbours of a unit's nodes. Made to be used again and again. */
final class UnitNeighborhood implements EdgeVisitor {
  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final VisitedNodes seen;
  private long maxResults;
  private long found;

  UnitNeighborhood(GraphSnapshot snapshot, Meter meter) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.seen = new VisitedNodes(snapshot.nodeIdLimit());
  }

  /** Finds the neighbours of nodes, in both directions, with the meter as it is. */
  Subgraph run(NodeSet own, EdgeKinds kinds, QueryLimits limits) {
    seen.clear();
    own.forEach(
        node -> {
          seen.add(node);
          return true;
        });
    maxResults = limits.maxResults();
    found = 0;
    if (snapshot.neighbors(own, Direction.OUTGOING, kinds, this)) {
      snapshot.neighbors(own, Direction.INCOMING, kinds, this);
    }
    NodeSet.Builder nodes = NodeSet.builder();
    for (int i = 0; i < own.size() + found; i++) {
      nodes.add(seen.get(i));
    }
    return new Subgraph(nodes.build(), kinds);
  }

  /** Returns how many neighbours were found that are not the unit's own. */
  long found() {
    return found;
  }

  @Override
  public boolean begin(int node) {
    return meter.step();
  }

  @Override
  public boolean visit(int node, int neighbor, EdgeKind kind) {
    return meter.edge() && (!seen.add(neighbor) || count());
  }

  private boolean count() {
    if (found == maxResults) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    found++;
    return true;
  }
}
