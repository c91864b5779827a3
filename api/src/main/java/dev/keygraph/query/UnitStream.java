package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitInfo;
import java.util.function.Predicate;

/** Passes the manifest on, within limits. One object answers one question. */
final class UnitStream implements Predicate<UnitInfo> {
  private final Meter meter;
  private final long maxResults;
  private final Predicate<? super UnitInfo> results;
  private long found;

  UnitStream(Meter meter, QueryLimits limits, Predicate<? super UnitInfo> results) {
    this.meter = meter;
    this.maxResults = limits.maxResults();
    this.results = results;
  }

  /** Streams the units, with the meter as it is, and returns how many were passed on. */
  long run(GraphSnapshot snapshot) {
    snapshot.units(this);
    return found;
  }

  @Override
  public boolean test(UnitInfo unit) {
    if (!meter.step()) {
      return false;
    }
    if (found == maxResults) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    found++;
    if (results.test(unit)) {
      return true;
    }
    meter.end(Completion.STOPPED);
    return false;
  }
}
