package dev.keygraph.cli.symbol;

import java.util.List;

/** What a text that somebody typed means in a graph. */
public sealed interface Resolution {

  /**
   * One node.
   *
   * @param node the node
   */
  record Found(int node) implements Resolution {}

  /**
   * Several nodes, equally likely.
   *
   * @param nodes the nodes, by symbol; two or more
   */
  record Ambiguous(List<Integer> nodes) implements Resolution {}

  /** Nothing. */
  record NotFound() implements Resolution {}
}
