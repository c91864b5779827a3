package dev.keygraph.compare.report.baseline;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Words;

/**
 * A figure of two runs.
 *
 * @param before the baseline's
 * @param now this run's, of the same key and unit
 */
public record Change(Figure before, Figure now) {
  /** Returns how many times the old median the new one is. */
  public double ratio() {
    return now.median() / before.median();
  }

  /** Returns whether the new one is worse. */
  public boolean isWorse() {
    return now.lowerIsBetter() == now.median() > before.median();
  }

  /**
   * Returns whether it is more than noise: the rounds of one run lie beyond those of the other, by
   * a margin, and by more than the rounds of either run lie apart.
   *
   * @param margin a part of one: 0.1 asks for 10 %
   */
  public boolean exceeds(double margin) {
    double apart = Math.max(before.max() - before.min(), now.max() - now.min());
    double up = now.min() - before.max();
    double down = before.min() - now.max();
    return (up > before.max() * margin && up > apart)
        || (down > now.max() * margin && down > apart);
  }

  /** Returns what it is about. */
  public String title() {
    return Changes.title(now.key());
  }

  /** Returns by how much, such as {@code 10.0 µs -> 15.0 µs (+50 %)}. */
  public String amount() {
    String sign = ratio() >= 1 ? "+" : "";
    return Words.value(before, false)
        + " → "
        + Words.value(now, false)
        + (before.median() == 0 ? "" : " (" + sign + Quantity.percent(ratio() - 1) + ")")
        + (before.passes().orElse(true) && !now.passes().orElse(true) ? ", misses its goal" : "");
  }
}
