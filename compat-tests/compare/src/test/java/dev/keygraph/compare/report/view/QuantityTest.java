package dev.keygraph.compare.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as people read them. */
final class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "1250, us, 1.25 ms",
    "0.25, us, 250 ns",
    "999, us, 999 µs",
    "1000, us, 1.00 ms",
    "999.9, us, 1.00 ms",
    "0, us, 0 µs",
    "90000000, ms, '90,000 s'",
    "1500, bytes, 1.50 kB",
    "28000000, bytes, 28.0 MB",
    "9000, units/s, '9,000 units/s'",
    "2930000, entries/s, 2.93 M entries/s",
    "12345, '', 12.3 k",
    "1.1, x, 1.10 x",
  })
  void valuesHaveThreeDigitsAndAUnitThatSuits(double value, String unit, String text) {
    assertThat(Quantity.text(value, unit).replace('\u00A0', ' ')).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1200, 3400, us, 1.20 – 3.40 ms",
    "900, 1100, us, 900 µs – 1.10 ms",
    "1, 2, x, 1.00 – 2.00 x",
  })
  void rangesNameTheirUnitOnce(double from, double to, String unit, String text) {
    assertThat(Quantity.range(from, to, unit).replace('\u00A0', ' ')).isEqualTo(text);
  }
}
