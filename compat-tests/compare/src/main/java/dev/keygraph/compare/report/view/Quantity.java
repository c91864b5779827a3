package dev.keygraph.compare.report.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers for people: three digits that count, and a unit of a size that suits. */
public final class Quantity {
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final double KILO = 1_000;

  /** What is shown with three digits is a thousand from here on. */
  private static final double NEARLY_KILO = 999.5;

  private static final List<String> TIMES = List.of("ns", "µs", "ms", "s");
  private static final List<String> SIZES = List.of("B", "kB", "MB", "GB", "TB");

  private Quantity() {}

  /** Returns a value with its unit: {@code 1.25 ms} for 1250 us. */
  public static String text(double value, String unit) {
    Scaled scaled = scaled(value, unit);
    return join(number(scaled.value), scaled.unit);
  }

  /**
   * Returns a value where there is little room: with its unit if that is a size or a time, whose
   * prefixes one has to see, else without.
   */
  public static String compact(double value, String unit) {
    return text(value, isScaled(unit) ? unit : "");
  }

  /** Returns whether a value is shown with a unit that depends on its size. */
  public static boolean isScaled(String unit) {
    return TIMES.contains(unit(unit)) || SIZES.contains(unit(unit));
  }

  /** Returns two values with their unit, once if it is the same: {@code 1.2 – 3.4 ms}. */
  public static String range(double from, double to, String unit) {
    Scaled low = scaled(from, unit);
    Scaled high = scaled(to, unit);
    String first = number(low.value);
    return (low.unit.equals(high.unit) ? first : join(first, low.unit))
        + "\u00A0–\u00A0"
        + join(number(high.value), high.unit);
  }

  /** Returns a round value as an axis shows it: {@code 1 ms} for 1000 us. */
  public static String tick(double value, String unit) {
    Scaled scaled = scaled(value, unit);
    String digits =
        new BigDecimal(scaled.value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
    return join(digits, scaled.unit);
  }

  /** Returns a number with three digits that count, or all of a whole part that has more. */
  public static String number(double value) {
    double size = new BigDecimal(value).abs().round(THREE_DIGITS).doubleValue();
    if (size == 0) {
      return "0";
    }
    int whole = (int) Math.floor(Math.log10(size)) + 1;
    int fraction = Math.min(6, Math.max(0, 3 - whole));
    return String.format(Locale.ROOT, "%,." + fraction + "f", value);
  }

  /** Returns a whole number with its thousands set apart. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Returns a part of one in percent: {@code 12 %}. */
  public static String percent(double part) {
    double percent = 100 * part;
    return (Math.abs(percent) >= 10
            ? String.format(Locale.ROOT, "%,.0f", percent)
            : String.format(Locale.ROOT, "%.1f", percent))
        + " %";
  }

  /** Returns a unit as people write it. */
  public static String unit(String unit) {
    return switch (unit) {
      case "us" -> "µs";
      case "bytes" -> "B";
      default -> unit;
    };
  }

  private static String join(String number, String unit) {
    return unit.isEmpty() ? number : number + "\u00A0" + unit;
  }

  private static Scaled scaled(double value, String unit) {
    String shown = unit(unit);
    if (TIMES.contains(shown)) {
      return scaled(value, shown, TIMES);
    }
    if (SIZES.contains(shown)) {
      return scaled(value, shown, SIZES);
    }
    if (Math.abs(value) >= KILO * KILO) {
      return new Scaled(value / KILO / KILO, ("M " + shown).strip());
    }
    return Math.abs(value) >= 10 * KILO
        ? new Scaled(value / KILO, ("k " + shown).strip())
        : new Scaled(value, shown);
  }

  private static Scaled scaled(double value, String unit, List<String> units) {
    double number = value;
    int index = units.indexOf(unit);
    while (Math.abs(number) >= NEARLY_KILO && index < units.size() - 1) {
      number /= KILO;
      index++;
    }
    while (number != 0 && Math.abs(number) < NEARLY_KILO / KILO && index > 0) {
      number *= KILO;
      index--;
    }
    return new Scaled(number, units.get(index));
  }

  private record Scaled(double value, String unit) {}
}
