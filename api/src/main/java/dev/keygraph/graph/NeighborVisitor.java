package dev.keygraph.graph;

/** Receives the neighbours of a node, one edge at a time, without boxing. */
@FunctionalInterface
public interface NeighborVisitor {
  /**
   * Called for each edge.
   *
   * @param neighbor the id of the node at the edge's other end
   * @param kind the edge's kind
   * @return whether to go on
   */
  boolean visit(int neighbor, EdgeKind kind);
}
