package dev.keygraph.query;

import dev.keygraph.graph.NodeSet;
import java.util.Arrays;

/**
 * The strongly connected components of a subgraph, by their smallest node. Immutable; independent
 * of the snapshot.
 */
public final class Components {
  private final int[] nodes;
  private final int[] offsets;
  private final QueryReport report;

  /**
   * Takes the arrays over.
   *
   * @param nodes the nodes of the first component, ascending, then those of the second…
   * @param offsets where each component begins, and where the last one ends
   */
  Components(int[] nodes, int[] offsets, QueryReport report) {
    this.nodes = nodes;
    this.offsets = offsets;
    this.report = report;
  }

  /** Returns the number of components. */
  public int count() {
    return offsets.length - 1;
  }

  /** Returns the number of nodes of a component. */
  public int size(int component) {
    return offsets[component + 1] - offsets[component];
  }

  /** Returns the smallest node of a component. */
  public int first(int component) {
    return nodes[offsets[component]];
  }

  /** Returns the nodes of a component, ascending. */
  public int[] nodes(int component) {
    return Arrays.copyOfRange(nodes, offsets[component], offsets[component + 1]);
  }

  /** Returns the nodes of a component. */
  public NodeSet nodeSet(int component) {
    return NodeSet.of(nodes(component));
  }

  /** Returns what it cost, and whether these are all. */
  public QueryReport report() {
    return report;
  }
}
