package dev.keygraph.query;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Counts the edges of nodes. One object answers one question. */
final class DegreeCounter implements NodeVisitor, NeighborVisitor {
  private static final Comparator<DegreeStatistics.Hub> LEAST_FIRST =
      Comparator.comparingInt(DegreeStatistics.Hub::degree)
          .thenComparing(DegreeStatistics.Hub::node, Comparator.reverseOrder());

  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final TraversalOptions options;
  private final int maxHubs;
  private final PriorityQueue<DegreeStatistics.Hub> hubs = new PriorityQueue<>(LEAST_FIRST);

  /** By degree, how many nodes have it. */
  private long[] counts = new long[64];

  private long nodes;
  private int degree;

  DegreeCounter(GraphSnapshot snapshot, Meter meter, TraversalOptions options, int maxHubs) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.options = options;
    this.maxHubs = maxHubs;
  }

  @Override
  public boolean visit(int node) {
    if (nodes == options.limits().maxResults()) {
      meter.end(Completion.RESULT_LIMIT);
      return false;
    }
    degree = 0;
    if (!meter.step() || !snapshot.neighbors(node, options.direction(), options.kinds(), this)) {
      return false;
    }
    nodes++;
    if (degree >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(degree + 1, counts.length * 2));
    }
    counts[degree]++;
    offerHub(node);
    return true;
  }

  @Override
  public boolean visit(int neighbor, EdgeKind kind) {
    if (!meter.edge()) {
      return false;
    }
    degree++;
    return true;
  }

  private void offerHub(int node) {
    if (hubs.size() < maxHubs) {
      hubs.add(new DegreeStatistics.Hub(node, degree));
      return;
    }
    DegreeStatistics.Hub least = hubs.peek();
    if (least != null
        && (degree > least.degree() || (degree == least.degree() && node < least.node()))) {
      hubs.poll();
      hubs.add(new DegreeStatistics.Hub(node, degree));
    }
  }

  DegreeStatistics build() {
    List<DegreeStatistics.Hub> mostFirst = new ArrayList<>(hubs);
    mostFirst.sort(LEAST_FIRST.reversed());
    List<DegreeStatistics.Bar> histogram = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        histogram.add(new DegreeStatistics.Bar(i, counts[i]));
      }
    }
    return new DegreeStatistics(mostFirst, histogram, meter.report(nodes, 0));
  }
}
