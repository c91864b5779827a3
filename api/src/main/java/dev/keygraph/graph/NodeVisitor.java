package dev.keygraph.graph;

/** Receives nodes, one at a time, without boxing. */
@FunctionalInterface
public interface NodeVisitor {
  /**
   * Called for each node.
   *
   * @param node the node's id in this store
   * @return whether to go on
   */
  boolean visit(int node);
}
