package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import java.util.SortedMap;

/** Counts the edges of one node by kind, in one direction. */
final class KindCounter implements NeighborVisitor {
  private final Meter meter;
  private final SortedMap<EdgeKind, Integer> counts = DegreeProfile.emptyCounts();

  private KindCounter(Meter meter) {
    this.meter = meter;
  }

  /** Counts in both directions, with the meter as it is. */
  static DegreeProfile profile(GraphSnapshot snapshot, Meter meter, int node) {
    KindCounter incoming = new KindCounter(meter);
    KindCounter outgoing = new KindCounter(meter);
    if (snapshot.neighbors(node, Direction.INCOMING, EdgeKinds.all(), incoming)) {
      snapshot.neighbors(node, Direction.OUTGOING, EdgeKinds.all(), outgoing);
    }
    return new DegreeProfile(incoming.counts, outgoing.counts, meter.report(0, 0));
  }

  @Override
  public boolean visit(int neighbor, EdgeKind kind) {
    if (!meter.edge()) {
      return false;
    }
    counts.merge(kind, 1, Integer::sum);
    return true;
  }
}
