package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeVisitor;

/** Passes nodes on that have a pattern, within limits. One object answers one question. */
final class NodeStream implements NodeVisitor {
  private final Meter meter;
  private final long maxResults;
  private final NodeVisitor results;
  private long found;

  NodeStream(Meter meter, QueryLimits limits, NodeVisitor results) {
    this.meter = meter;
    this.maxResults = limits.maxResults();
    this.results = results;
  }

  /** Streams the nodes, with the meter as it is, and returns how many were passed on. */
  long run(GraphSnapshot snapshot, NodePattern pattern) {
    pattern.stream(snapshot, this);
    return found;
  }

  @Override
  public boolean proceed() {
    return meter.step();
  }

  @Override
  public boolean visit(int node) {
    if (!meter.step()) {
      return false;
    }
    if (found == maxResults) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    found++;
    if (results.visit(node)) {
      return true;
    }
    meter.end(Completion.STOPPED);
    return false;
  }
}
