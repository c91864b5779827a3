package dev.keygraph.compare.question;

/** Kinds of questions that have a goal in common, and their share of what tools ask. */
public enum Group {
  /** One or two hops. */
  SIMPLE(80, 500),
  /** Three to five hops, or a hierarchy. */
  MULTI_HOP(15, 1_000),
  /** An analysis of a part of the graph. */
  SUBGRAPH(5, 1_000);

  private final int percent;
  private final double goalMicros;

  Group(int percent, double goalMicros) {
    this.percent = percent;
    this.goalMicros = goalMicros;
  }

  /** Returns its share in the mix, in percent. */
  public int percent() {
    return percent;
  }

  /** Returns what the 99th percentile should not exceed, in microseconds. */
  public double goalMicros() {
    return goalMicros;
  }
}
