package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeVisitor;

/** Passes nodes on that have a pattern, within limits. One object answers one question. */
final class NodeStream implements NodeVisitor {
  private final Meter meter;
  private final PassedResults passed;
  private final NodeVisitor results;

  NodeStream(Meter meter, QueryLimits limits, NodeVisitor results) {
    this.meter = meter;
    this.passed = new PassedResults(meter, limits);
    this.results = results;
  }

  /** Streams the nodes, with the meter as it is, and returns how many were passed on. */
  long run(GraphSnapshot snapshot, NodePattern pattern) {
    pattern.stream(snapshot, this);
    return passed.count();
  }

  @Override
  public boolean proceed() {
    return meter.step();
  }

  @Override
  public boolean visit(int node) {
    return meter.step() && passed.hasRoom() && passed.passed(results.visit(node));
  }
}
