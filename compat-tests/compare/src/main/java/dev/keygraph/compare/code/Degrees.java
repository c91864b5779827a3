package dev.keygraph.compare.code;

import java.util.Arrays;

/** How many edges nodes have, in words for people. */
final class Degrees {
  private static final double[] PERCENTILES = {0.5, 0.9, 0.99};

  private Degrees() {}

  /**
   * Returns the median, the 90th and 99th percentile, and the greatest: {@code 2, 9, 41, 800}.
   *
   * @param degrees of all nodes, in any order; one at least
   */
  static String text(long[] degrees) {
    long[] sorted = degrees.clone();
    Arrays.sort(sorted);
    StringBuilder text = new StringBuilder();
    for (double percentile : PERCENTILES) {
      text.append(sorted[(int) (percentile * (sorted.length - 1))]).append(", ");
    }
    return text.append(sorted[sorted.length - 1]).toString();
  }
}
