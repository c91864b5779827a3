package dev.keygraph.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order of a subgraph's nodes in which each edge leads forward, or the cycle that prevents one.
 * Immutable; independent of the snapshot.
 */
public final class TopologicalOrder {
  private final int[] nodes;
  private final @Nullable Cycle cycle;
  private final QueryReport report;

  /** Takes the array over. */
  TopologicalOrder(int[] nodes, @Nullable Cycle cycle, QueryReport report) {
    this.nodes = nodes;
    this.cycle = cycle;
    this.report = report;
  }

  /**
   * Returns the nodes in order: each edge leads from an earlier node to a later one. If {@link
   * #report()} names a limit of results, the first ones; none if there is a cycle or another limit
   * was met.
   */
  public int[] nodes() {
    return nodes.clone();
  }

  /** Returns a cycle of the subgraph, the first of {@link GraphQueries#cycles}, or empty. */
  public Optional<Cycle> cycle() {
    return Optional.ofNullable(cycle);
  }

  /** Returns what it cost, and whether it is whole. */
  public QueryReport report() {
    return report;
  }
}
