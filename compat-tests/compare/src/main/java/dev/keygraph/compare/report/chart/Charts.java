package dev.keygraph.compare.report.chart;

import dev.keygraph.compare.report.Distribution;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Panel;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Draws what a report shows. Every chart says in words what it shows. */
public final class Charts {
  /** The farthest percentile that a curve shows; beyond it a single time decides. */
  private static final double LAST_PERCENTILE = 99.99;

  private static final List<LineChart.Tick> PERCENTILES =
      List.of(
          tick(50), tick(90), tick(99), tick(99.9), new LineChart.Tick(distance(99.99), "99.99 %"));

  private final Looks looks;

  /** Draws contenders as they look. */
  public Charts(Looks looks) {
    this.looks = looks;
  }

  /** Returns a chart of a panel. */
  public Markup of(Panel panel) {
    String alternative = alternative(panel);
    return panel.shape() == Panel.Shape.LINES
        ? lines(panel).draw(alternative)
        : new RowChart(panel, looks, alternative).draw();
  }

  /**
   * Returns a chart of whole distributions: a line for each contender.
   *
   * @param distributions of the same question and the same unit; at least one
   * @param goal the goal at p99
   */
  public Markup curves(List<Distribution> distributions, OptionalDouble goal) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (Distribution distribution : distributions) {
      lines.add(
          new LineChart.Line(
              distribution.key().contender(),
              distribution.curve().stream()
                  .filter(point -> point.percentile() <= LAST_PERCENTILE)
                  .map(
                      point ->
                          new LineChart.Point(
                              distance(point.percentile()),
                              point.value(),
                              point.value(),
                              point.value(),
                              ""))
                  .toList(),
              false));
    }
    lines.removeIf(line -> line.points().isEmpty());
    String unit = distributions.get(0).unit();
    return new LineChart(
            looks,
            lines,
            new LineChart.Axis("percentile", "", PERCENTILES),
            new LineChart.Axis("", unit, List.of()),
            goal)
        .draw(
            Words.title(distributions.get(0).key())
                + ": the whole distribution. The table of distributions has its figures.");
  }

  private LineChart lines(Panel panel) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (String contender : panel.contenders()) {
      lines.add(
          new LineChart.Line(
              contender,
              panel.of(contender).stream()
                  .map(
                      figure ->
                          new LineChart.Point(
                              panel.position(figure),
                              figure.median(),
                              figure.min(),
                              figure.max(),
                              contender
                                  + ", "
                                  + Words.parameter(panel.axis(), panel.axisValue(figure))
                                  + ": "
                                  + Words.value(figure, true)))
                  .sorted(Comparator.comparingDouble(LineChart.Point::x))
                  .toList(),
              true));
    }
    List<LineChart.Tick> ticks =
        panel.axisValues().stream()
            .map(
                value -> {
                  double number = Panel.number(value).orElseThrow();
                  return new LineChart.Tick(number, Quantity.tick(number, ""));
                })
            .toList();
    return new LineChart(
        looks,
        lines,
        new LineChart.Axis(Words.axis(panel.axis()), "", ticks),
        new LineChart.Axis("", panel.unit(), List.of()),
        panel.goal());
  }

  private static String alternative(Panel panel) {
    StringBuilder words = new StringBuilder(Words.title(panel.key()));
    String separator = ": ";
    for (Figure figure : panel.figures()) {
      words.append(separator).append(figure.contender()).append(' ');
      if (!panel.axis().isEmpty()) {
        words.append(Words.parameter(panel.axis(), panel.axisValue(figure))).append(' ');
      }
      words.append(Words.value(figure, false));
      separator = ", ";
    }
    panel
        .goal()
        .ifPresent(goal -> words.append("; goal ").append(Quantity.text(goal, panel.unit())));
    return words.append('.').toString();
  }

  private static LineChart.Tick tick(double percentile) {
    return new LineChart.Tick(distance(percentile), Quantity.tick(percentile, "%"));
  }

  /** The farther out, the rarer: each factor of ten to 100 % is as wide as the one before. */
  private static double distance(double percentile) {
    return 100 / (100 - percentile);
  }
}
