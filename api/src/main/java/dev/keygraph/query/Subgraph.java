package dev.keygraph.query;

import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NodeSet;
import java.util.Objects;

/**
 * Some nodes, and the edges of some kinds that both begin and end among them.
 *
 * @param nodes the nodes; ids that belong to no node have no edges
 * @param kinds the kinds
 */
public record Subgraph(NodeSet nodes, EdgeKinds kinds) {
  /** Checks that nothing is missing. */
  public Subgraph {
    Objects.requireNonNull(nodes, "nodes");
    Objects.requireNonNull(kinds, "kinds");
  }
}
