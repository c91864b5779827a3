package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the edges of one node by kind, in one direction. They come grouped by kind, mostly, so
 * that the map is asked once for each group.
 */
final class KindCounter implements NeighborVisitor {
  private final Meter meter;
  private final SortedMap<EdgeKind, Integer> counts = DegreeProfile.emptyCounts();

  private @Nullable EdgeKind current;
  private int currentCount;

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
    return new DegreeProfile(incoming.counts(), outgoing.counts(), meter.report(0, 0));
  }

  @Override
  public boolean visit(int neighbor, EdgeKind kind) {
    if (!meter.edge()) {
      return false;
    }
    if (!kind.equals(current)) {
      endGroup();
      current = kind;
    }
    currentCount++;
    return true;
  }

  private void endGroup() {
    EdgeKind kind = current;
    if (kind != null) {
      counts.merge(kind, currentCount, Integer::sum);
    }
    currentCount = 0;
  }

  private SortedMap<EdgeKind, Integer> counts() {
    endGroup();
    current = null;
    return counts;
  }
}
