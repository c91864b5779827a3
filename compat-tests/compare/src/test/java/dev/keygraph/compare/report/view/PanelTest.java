package dev.keygraph.compare.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.ReportFixture;
import dev.keygraph.compare.report.Section;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Figures find the chart that suits them. */
final class PanelTest {
  @Test
  void sectionsHaveTheShapesThatSuitThem() {
    assertThat(shapes(Section.LOAD)).containsOnly(Panel.Shape.BARS).hasSize(6);
    assertThat(shapes(Section.QUESTIONS)).containsOnly(Panel.Shape.RANGES).hasSize(12);
    assertThat(shapes(Section.THROUGHPUT)).containsExactly(Panel.Shape.LINES, Panel.Shape.LINES);
    assertThat(shapes(Section.GROWTH)).containsExactly(Panel.Shape.LINES);
    assertThat(shapes(Section.START)).containsExactly(Panel.Shape.BARS, Panel.Shape.BARS);
    assertThat(shapes(Section.SAVE))
        .containsExactly(
            Panel.Shape.RANGES, Panel.Shape.RANGES, Panel.Shape.PARTS, Panel.Shape.PARTS);
  }

  @Test
  void partsAreSetAgainstTheGoalOfTheWhole() {
    List<Panel> parts =
        panels(Section.SAVE).stream().filter(panel -> panel.shape() == Panel.Shape.PARTS).toList();
    assertThat(parts)
        .allSatisfy(
            panel -> {
              assertThat(panel.goal()).isEqualTo(OptionalDouble.of(12_000));
              assertThat(panel.axisValues())
                  .containsExactly("parse", "difference", "commit", "visible");
            });
  }

  @Test
  void linesRunAlongTheNumbersThatWereNamed() {
    Panel growth = panels(Section.GROWTH).get(0);
    Figure largest = growth.of("lmdb").get(3);
    assertThat(growth.position(largest)).isEqualTo(10_000_000);
  }

  @Test
  void everyFigureButSomePercentilesIsDrawn() {
    for (Section section : Section.values()) {
      List<Figure> drawn =
          panels(section).stream().flatMap(panel -> panel.figures().stream()).toList();
      assertThat(drawn).hasSameElementsAs(ReportFixture.report().figures(section));
    }
  }

  @Test
  void numbersAreRecognisedWithTheirPrefixes() {
    assertThat(Panel.number("10k")).hasValue(10_000);
    assertThat(Panel.number("1.5 M")).hasValue(1_500_000);
    assertThat(Panel.number("8")).hasValue(8);
    assertThat(Panel.number("k")).isEmpty();
    assertThat(Panel.number("-1")).isEmpty();
    assertThat(Panel.number("callers")).isEmpty();
  }

  private static List<Panel.Shape> shapes(Section section) {
    return panels(section).stream().map(Panel::shape).toList();
  }

  private static List<Panel> panels(Section section) {
    return Panel.of(ReportFixture.report().figures(section));
  }
}
