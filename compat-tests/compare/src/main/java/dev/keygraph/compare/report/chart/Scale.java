package dev.keygraph.compare.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Where a value lies along an axis. Values beyond its ends lie at its ends. */
final class Scale {
  /** From here on a linear axis would hide what is small. */
  private static final double WIDE = 30;

  private static final double LOG_MARGIN = 1.3;
  private static final int MOST_TICKS = 5;

  private final boolean logarithmic;
  private final double low;
  private final double high;
  private final double from;
  private final double to;

  private Scale(boolean logarithmic, double low, double high, double from, double to) {
    this.logarithmic = logarithmic;
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
  }

  /** From 0 to a value. */
  static Scale linear(double max, double from, double to) {
    return new Scale(false, 0, max > 0 ? max : 1, from, to);
  }

  /** Logarithmic, around values above 0. */
  static Scale logarithmic(double min, double max, double from, double to) {
    return new Scale(true, min / LOG_MARGIN, max * LOG_MARGIN, from, to);
  }

  /** Linear, or logarithmic where the values differ by much and none is 0 or less. */
  static Scale suiting(double min, double max, double from, double to) {
    return min > 0 && max > WIDE * min ? logarithmic(min, max, from, to) : linear(max, from, to);
  }

  boolean isLogarithmic() {
    return logarithmic;
  }

  double at(double value) {
    double part =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return from + (to - from) * Math.min(1, Math.max(0, part));
  }

  /** Returns round values along the axis, a few. */
  List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Double> linearTicks() {
    double step = Math.pow(10, Math.floor(Math.log10(high)));
    if (high / step < 2) {
      step /= 5;
    } else if (high / step < 5) {
      step /= 2;
    }
    while (high / step > MOST_TICKS) {
      step *= 2;
    }
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= high; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private List<Double> logarithmicTicks() {
    int first = (int) Math.ceil(Math.log10(low));
    int last = (int) Math.floor(Math.log10(high));
    List<Double> ticks = new ArrayList<>();
    if (last - first >= 2) {
      int step = (last - first) / MOST_TICKS + 1;
      for (int power = first; power <= last; power += step) {
        ticks.add(Math.pow(10, power));
      }
      return ticks;
    }
    for (int power = first - 1; power <= last; power++) {
      for (int digit : new int[] {1, 2, 5}) {
        double tick = digit * Math.pow(10, power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
