package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;

/** Passes the units on that changed between two snapshots, within limits. */
final class ChangedUnitStream implements UnitChangeVisitor {
  private final Meter meter;
  private final PassedResults passed;
  private final UnitChangeVisitor results;

  ChangedUnitStream(Meter meter, QueryLimits limits, UnitChangeVisitor results) {
    this.meter = meter;
    this.passed = new PassedResults(meter, limits);
    this.results = results;
  }

  /** Streams the units, with the meter as it is, and returns how many were passed on. */
  long run(GraphSnapshot older, GraphSnapshot newer, UnitComparison comparison) {
    newer.unitsChangedSince(older, comparison, this);
    return passed.count();
  }

  @Override
  public boolean proceed() {
    if (!meter.inTime()) {
      return false;
    }
    if (!results.proceed()) {
      meter.end(Completion.STOPPED);
      return false;
    }
    return true;
  }

  @Override
  public boolean visit(UnitChange change) {
    return passed.hasRoom() && passed.passed(results.visit(change));
  }
}
