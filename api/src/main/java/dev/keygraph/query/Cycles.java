package dev.keygraph.query;

import java.util.List;

/**
 * The cycles of a subgraph, one for each strongly connected component that has one.
 *
 * @param cycles the cycles, by the smallest node of their component
 * @param report what it cost, and whether these are all; its results are cycles
 */
public record Cycles(List<Cycle> cycles, QueryReport report) {
  /** Copies the list. */
  public Cycles {
    cycles = List.copyOf(cycles);
  }
}
