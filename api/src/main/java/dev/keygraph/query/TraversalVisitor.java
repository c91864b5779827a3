package dev.keygraph.query;

import dev.keygraph.graph.EdgeKind;

/** Receives the nodes that a traversal finds, one at a time, without boxing. */
@FunctionalInterface
public interface TraversalVisitor {
  /**
   * Called once for each node, nearest first. It may read from the snapshot, but not ask the {@link
   * GraphQueries} that calls it.
   *
   * @param node the node
   * @param depth its distance from the start, in edges; at least 1
   * @param parent the node before it on a shortest path from the start: the start itself, or a node
   *     that was visited earlier
   * @param kind the kind of the edge between {@code parent} and {@code node}
   * @return whether to go on
   */
  boolean visit(int node, int depth, int parent, EdgeKind kind);
}
