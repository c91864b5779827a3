package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;

/** Passes the units on that changed between two snapshots, within limits. */
final class ChangedUnitStream implements UnitChangeVisitor {
  private final Meter meter;
  private final long maxResults;
  private final UnitChangeVisitor results;
  private long found;

  ChangedUnitStream(Meter meter, QueryLimits limits, UnitChangeVisitor results) {
    this.meter = meter;
    this.maxResults = limits.maxResults();
    this.results = results;
  }

  /** Streams the units, with the meter as it is, and returns how many were passed on. */
  long run(GraphSnapshot older, GraphSnapshot newer, UnitComparison comparison) {
    newer.unitsChangedSince(older, comparison, this);
    return found;
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
    if (found == maxResults) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    found++;
    if (results.visit(change)) {
      return true;
    }
    meter.end(Completion.STOPPED);
    return false;
  }
}
