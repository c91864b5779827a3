package dev.keygraph.compare.report;

import java.util.List;

/**
 * How a measured time is distributed, over all rounds together.
 *
 * @param key what it is about, without a percentile
 * @param unit the unit of all times, such as {@code us}
 * @param count how many were measured
 * @param mean the mean
 * @param min the least
 * @param max the greatest
 * @param curve points of the curve, by ascending percentile; the last one is that of 100
 * @param edges how many edges an answer visited
 * @param results how many results an answer had
 */
public record Distribution(
    Key key,
    String unit,
    long count,
    double mean,
    double min,
    double max,
    List<Point> curve,
    Sizes edges,
    Sizes results) {

  /** Copies the curve. */
  public Distribution {
    curve = List.copyOf(curve);
  }

  /**
   * A point of a curve.
   *
   * @param percentile between 0 and 100
   * @param value as many percent of all times are at most this long
   */
  public record Point(double percentile, double value) {}

  /**
   * The sizes of answers.
   *
   * @param mean the mean
   * @param p50 the median
   * @param p99 the 99th percentile
   * @param max the greatest
   */
  public record Sizes(double mean, long p50, long p99, long max) {}
}
