package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitInfo;
import java.util.function.Predicate;

/** Passes the manifest on, within limits. One object answers one question. */
final class UnitStream implements Predicate<UnitInfo> {
  private final Meter meter;
  private final PassedResults passed;
  private final Predicate<? super UnitInfo> results;

  UnitStream(Meter meter, QueryLimits limits, Predicate<? super UnitInfo> results) {
    this.meter = meter;
    this.passed = new PassedResults(meter, limits);
    this.results = results;
  }

  /** Streams the units, with the meter as it is, and returns how many were passed on. */
  long run(GraphSnapshot snapshot) {
    snapshot.units(this);
    return passed.count();
  }

  @Override
  public boolean test(UnitInfo unit) {
    return meter.step() && passed.hasRoom() && passed.passed(results.test(unit));
  }
}
