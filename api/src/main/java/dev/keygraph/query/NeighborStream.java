package dev.keygraph.query;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import org.jspecify.annotations.Nullable;

/** Passes the edges of one node on, within limits. */
final class NeighborStream implements NeighborVisitor {
  private final Meter meter;
  private @Nullable NeighborVisitor results;
  private long maxResults;
  private long found;

  NeighborStream(Meter meter) {
    this.meter = meter;
  }

  /** Streams the edges, with the meter as it is, and returns how many were passed on. */
  long run(GraphSnapshot snapshot, int node, TraversalOptions options, NeighborVisitor visitor) {
    results = visitor;
    maxResults = options.limits().maxResults();
    found = 0;
    try {
      snapshot.neighbors(node, options.direction(), options.kinds(), this);
    } finally {
      results = null;
    }
    return found;
  }

  @Override
  public boolean visit(int neighbor, EdgeKind kind) {
    if (!meter.edge()) {
      return false;
    }
    if (found == maxResults) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    found++;
    NeighborVisitor visitor = results;
    if (visitor != null && visitor.visit(neighbor, kind)) {
      return true;
    }
    meter.end(Completion.STOPPED);
    return false;
  }
}
