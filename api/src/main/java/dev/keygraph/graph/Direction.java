package dev.keygraph.graph;

/** Which way edges are followed. */
public enum Direction {
  /** From an edge's {@code from} to its {@code to}. */
  OUTGOING,
  /** From an edge's {@code to} to its {@code from}. */
  INCOMING;

  /** Returns the other direction. */
  public Direction reverse() {
    return this == OUTGOING ? INCOMING : OUTGOING;
  }
}
