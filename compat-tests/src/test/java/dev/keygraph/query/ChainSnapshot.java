package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeVisitor;
import java.util.List;

/** A chain or ring of CALLS edges that is computed, so that it can be long. */
final class ChainSnapshot extends EdgeListSnapshot {
  private final int size;
  private final boolean closed;

  /**
   * Node 0 calls node 1, which calls node 2…
   *
   * @param closed whether the last node calls node 0
   */
  ChainSnapshot(int size, boolean closed) {
    super(ShapedGraphs.chain(0));
    this.size = size;
    this.closed = closed;
  }

  @Override
  public boolean neighbors(
      int node, Direction direction, EdgeKinds chosen, NeighborVisitor visitor) {
    int neighbor = direction == Direction.OUTGOING ? node + 1 : node - 1;
    if (closed) {
      neighbor = Math.floorMod(neighbor, size);
    }
    return !contains(node)
        || !contains(neighbor)
        || !chosen.contains(EdgeKind.CALLS)
        || visitor.visit(neighbor, EdgeKind.CALLS);
  }

  @Override
  public List<EdgeKind> edgeKinds() {
    return List.of(EdgeKind.CALLS);
  }

  @Override
  public boolean contains(int node) {
    return node >= 0 && node < size;
  }

  @Override
  public int nodeIdLimit() {
    return size;
  }

  @Override
  public boolean nodes(NodeVisitor visitor) {
    for (int node = 0; node < size; node++) {
      if (!visitor.visit(node)) {
        return false;
      }
    }
    return true;
  }
}
