package dev.keygraph.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people. */
public final class Numbers {
  private Numbers() {}

  /** Returns {@code 1,234,567}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns {@code 1 unit} or {@code 2 units}. */
  public static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** Returns {@code 12.3 MB}, in powers of ten. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.95 && unit < 3) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", value, "kMGT".charAt(unit));
  }

  /** Returns a duration with three digits: {@code 8.5 us}, {@code 12 ms}, {@code 3.41 s}. */
  public static String duration(Duration duration) {
    double nanos = duration.toNanos();
    if (nanos < 999_500) {
      return threeDigits(nanos / 1e3) + " us";
    }
    if (nanos < 999_500_000) {
      return threeDigits(nanos / 1e6) + " ms";
    }
    return threeDigits(nanos / 1e9) + " s";
  }

  /** Returns a time that was given and not measured, such as {@code 500 ms}: all of its digits. */
  public static String givenDuration(Duration duration) {
    long millis = duration.toMillis();
    if (!duration.equals(Duration.ofMillis(millis))) {
      return duration(duration);
    }
    boolean seconds = millis > 0 && millis % 1_000 == 0;
    return seconds ? millis / 1_000 + " s" : millis + " ms";
  }

  private static String threeDigits(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
