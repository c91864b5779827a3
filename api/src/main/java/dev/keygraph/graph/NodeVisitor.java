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

  /**
   * Called before each node that a search looks at and may leave out, so that one can be ended that
   * finds nothing for long.
   *
   * @return whether to go on; always, unless this is overridden
   */
  default boolean proceed() {
    return true;
  }
}
