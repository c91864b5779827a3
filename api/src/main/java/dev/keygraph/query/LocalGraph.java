package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeVisitor;
import dev.keygraph.graph.GraphSnapshot;
import java.util.Arrays;

/**
 * A subgraph in plain arrays (compressed sparse rows): its nodes are numbered from 0 by ascending
 * id, and the targets of each one's edges lie together. Reading it visits the nodes in the order of
 * their ids, which is the order of an engine's keys. O(n + m); about 4 bytes an edge and 12 a node.
 * Made to be used again and again.
 */
final class LocalGraph implements EdgeVisitor {
  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final NodeNumbering numbering;
  private int[] offsets = new int[64];
  private int[] targets = new int[64];
  private int edgeCount;
  private int nodesBegun;

  /** An empty graph. */
  LocalGraph(GraphSnapshot snapshot, Meter meter) {
    this.snapshot = snapshot;
    this.meter = meter;
    numbering = new NodeNumbering(snapshot.nodeIdLimit());
  }

  /**
   * Reads a subgraph in place of the one before. If the meter ends that, it is not {@linkplain
   * Meter#isRunning() running} any more, and the graph lacks edges.
   */
  void read(Subgraph subgraph) {
    numbering.clear();
    edgeCount = 0;
    int[] nodes = subgraph.nodes().toArray();
    for (int node : nodes) {
      if (!meter.step()) {
        return;
      }
      numbering.add(node);
    }
    if (offsets.length <= nodes.length) {
      offsets = new int[nodes.length + (nodes.length >> 1) + 1];
    }
    nodesBegun = 0;
    snapshot.neighbors(subgraph.nodes(), Direction.OUTGOING, subgraph.kinds(), this);
    if (nodesBegun > 0) {
      offsets[nodesBegun] = edgeCount;
    }
  }

  @Override
  public boolean begin(int node) {
    offsets[nodesBegun++] = edgeCount;
    return meter.step();
  }

  @Override
  public boolean visit(int node, int neighbor, EdgeKind kind) {
    return addEdge(neighbor);
  }

  private boolean addEdge(int neighbor) {
    if (!meter.edge()) {
      return false;
    }
    int number = numbering.numberOf(neighbor);
    if (number != NodeNumbering.NONE) {
      if (edgeCount == targets.length) {
        targets = Arrays.copyOf(targets, edgeCount + (edgeCount >> 1));
      }
      targets[edgeCount++] = number;
    }
    return true;
  }

  /** Returns the number of nodes. */
  int size() {
    return numbering.size();
  }

  /** Returns the node of a number. */
  int node(int number) {
    return numbering.node(number);
  }

  /** Returns where the edges of a number begin. */
  int edgesBegin(int number) {
    return offsets[number];
  }

  /** Returns where the edges of a number end. */
  int edgesEnd(int number) {
    return offsets[number + 1];
  }

  /** Returns the number where an edge ends. */
  int target(int edge) {
    return targets[edge];
  }
}
