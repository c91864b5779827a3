package dev.keygraph.compare.report;

import java.util.Arrays;
import java.util.List;

/**
 * How long one fixed piece of work took, again and again, between the rounds. On a machine that
 * does nothing else, the times are nearly the same.
 *
 * @param millis the times in milliseconds, in order; none if it was never done
 */
public record Noise(List<Double> millis) {
  /** A spread above this makes small differences between contenders meaningless. */
  public static final double NOISY = 0.1;

  /** Copies the times. */
  public Noise {
    millis = List.copyOf(millis);
  }

  /**
   * Returns by how much the slow times exceed the fast ones: the ratio of the 90th percentile to
   * the 10th, less 1. 0 for fewer than two times.
   */
  public double spread() {
    if (millis.size() < 2) {
      return 0;
    }
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return sorted[(int) Math.round(last * 0.9)] / sorted[(int) Math.round(last * 0.1)] - 1;
  }

  /** Returns the median of the times; 0 if there are none. */
  public double median() {
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElse(0.0);
  }

  /** Returns whether the machine did something else meanwhile. */
  public boolean isNoisy() {
    return spread() > NOISY;
  }
}
