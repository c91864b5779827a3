package dev.keygraph.graph;

/** Receives the edges of several nodes, node by node; must not close what it reads from. */
@FunctionalInterface
public interface EdgeVisitor {

  /**
   * The edges of a node come next, if it has any; each node is announced.
   *
   * @return {@code false} to end the stream
   */
  default boolean begin(int node) {
    return true;
  }

  /**
   * Receives one edge.
   *
   * @param node the node that was asked about
   * @param neighbor the node at the other end
   * @return {@code false} to end the stream
   */
  boolean visit(int node, int neighbor, EdgeKind kind);
}
