package dev.keygraph.compare.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one contender.
 *
 * @param key what it is about
 * @param unit the unit of all values, such as {@code us}
 * @param lowerIsBetter whether less is better
 * @param values the value of each round, in the order of the rounds; at least one
 * @param goal what it should reach, in the same unit, or {@code null} if nothing is asked of it
 */
public record Figure(
    Key key, String unit, boolean lowerIsBetter, List<Double> values, @Nullable Double goal) {

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if there are none, or one is no finite number
   */
  public Figure {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a figure without values: " + key);
    }
    if (!values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("not a number: " + key + " " + values);
    }
  }

  /** Returns the part of the comparison. */
  public Section section() {
    return key.section();
  }

  /** Returns the name of the contender. */
  public String contender() {
    return key.contender();
  }

  /** Returns the median of the rounds: the mean of the middle two where their number is even. */
  public double median() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns the least of the rounds. */
  public double min() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  /** Returns the greatest of the rounds. */
  public double max() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Returns whether the median reaches the goal; empty if there is none. */
  public Optional<Boolean> passes() {
    return goal == null
        ? Optional.empty()
        : Optional.of(lowerIsBetter ? median() <= goal : median() >= goal);
  }
}
