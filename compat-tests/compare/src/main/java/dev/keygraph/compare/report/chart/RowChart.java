package dev.keygraph.compare.report.chart;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Panel;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Words;
import java.util.List;
import java.util.stream.DoubleStream;

/** A row for each contender: a bar, a range of percentiles, or parts end to end. */
final class RowChart {
  private static final double ROW = 20;
  private static final double TOP = 18;
  private static final double BOTTOM = 22;
  private static final double LEAST_VALUES = 40;
  private static final double LONGEST_LABEL = 130;

  /** Names may have wide letters. */
  private static final double LABEL_LETTER = 6.8;

  private static final double BAR = 11;
  private static final int PART_STYLES = 4;

  private final Panel panel;
  private final Looks looks;
  private final List<String> contenders;
  private final Drawing drawing;
  private final Scale scale;
  private final double left;
  private final double right;
  private final double bottom;

  RowChart(Panel panel, Looks looks, String alternative) {
    this.panel = panel;
    this.looks = looks;
    contenders = panel.contenders();
    left =
        Math.min(
            LONGEST_LABEL,
            10 + LABEL_LETTER * contenders.stream().mapToInt(String::length).max().orElse(0));
    right = Drawing.WIDTH - values();
    bottom = TOP + ROW * contenders.size();
    drawing = new Drawing(bottom + BOTTOM, alternative);
    scale = scale();
  }

  /** How wide the values to the right are, with a mark and a gap. */
  private double values() {
    int letters = 0;
    for (Figure figure : panel.figures()) {
      letters = Math.max(letters, Quantity.compact(figure.median(), figure.unit()).length());
    }
    return Math.max(LEAST_VALUES, (letters + 2) * Drawing.LETTER + 6);
  }

  private Scale scale() {
    DoubleStream goal = panel.goal().stream();
    if (panel.shape() == Panel.Shape.PARTS) {
      double longest = contenders.stream().mapToDouble(this::sum).max().orElse(0);
      return Scale.linear(Math.max(longest, goal.max().orElse(0)), left, right);
    }
    double max =
        Math.max(
            goal.max().orElse(0),
            panel.figures().stream().mapToDouble(Figure::max).max().orElse(0));
    double min =
        Math.min(
            panel.goal().orElse(max),
            panel.figures().stream().mapToDouble(Figure::min).min().orElse(0));
    return panel.shape() == Panel.Shape.RANGES && min > 0
        ? Scale.logarithmic(min, max, left, right)
        : Scale.suiting(min, max, left, right);
  }

  Markup draw() {
    drawing.axisBelow(scale, panel.unit(), TOP, bottom);
    panel
        .goal()
        .ifPresent(
            goal -> {
              double x = scale.at(goal);
              drawing.line("goal", x, TOP - 4, x, bottom);
              drawing.text(
                  "goal-text",
                  x,
                  TOP - 7,
                  x > right - 40 ? "end" : "middle",
                  "goal " + Quantity.text(goal, panel.unit()));
            });
    if (panel.shape() == Panel.Shape.RANGES) {
      drawing.text("tick", Drawing.WIDTH, TOP - 7, "end", "p" + Panel.TAIL);
    }
    for (int i = 0; i < contenders.size(); i++) {
      row(contenders.get(i), TOP + ROW * i + ROW / 2);
    }
    return drawing.finish();
  }

  private void row(String contender, double y) {
    int letters = (int) ((left - 10) / LABEL_LETTER);
    String label =
        contender.length() <= letters ? contender : contender.substring(0, letters - 1) + "…";
    drawing.text("label", left - 7, y + 4, "end", label);
    List<Figure> figures = panel.of(contender);
    switch (panel.shape()) {
      case RANGES -> range(contender, figures, y);
      case PARTS -> parts(figures, y);
      default -> figures.forEach(figure -> single(contender, figure, y));
    }
  }

  private void single(String contender, Figure figure, double y) {
    Looks.Look look = looks.of(contender);
    String title = title(figure);
    double x = scale.at(figure.median());
    if (scale.isLogarithmic()) {
      // A bar has no foot on an axis without a zero.
      drawing.marker(look, x, y, title);
    } else {
      drawing.bar("fill " + look.style(), left, y - BAR / 2, x, BAR, title);
    }
    spread(figure, y);
    value(figure, Quantity.compact(figure.median(), figure.unit()), y);
  }

  private void range(String contender, List<Figure> figures, double y) {
    Looks.Look look = looks.of(contender);
    double from = scale.at(figures.stream().mapToDouble(Figure::median).min().orElse(0));
    double to = scale.at(figures.stream().mapToDouble(Figure::median).max().orElse(0));
    drawing.bar("fill " + look.style(), from, y - 2, to, 4, "");
    for (Figure figure : figures) {
      double x = scale.at(figure.median());
      String percentile = figure.key().parameters().getOrDefault(Parameters.PERCENTILE, "");
      if (percentile.equals(Panel.MEDIAN)) {
        drawing.marker(new Looks.Look(look.style(), 0), x, y, title(figure));
      } else if (percentile.equals(Panel.TAIL)) {
        spread(figure, y);
        drawing.marker(new Looks.Look(look.style(), 3), x, y, title(figure));
        value(figure, Quantity.compact(figure.median(), figure.unit()), y);
      } else {
        drawing.bar("fill " + look.style(), x - 1, y - 5, x + 1, 10, title(figure));
      }
    }
  }

  /** The shades of a part are the same for all contenders, in the order of the legend. */
  private void parts(List<Figure> figures, double y) {
    double end = 0;
    for (Figure figure : figures) {
      int shade = panel.axisValues().indexOf(panel.axisValue(figure)) % PART_STYLES;
      String style = "part part" + shade + " " + looks.of(figure.contender()).style();
      double start = end;
      end += figure.median();
      drawing.bar(style, scale.at(start), y - BAR / 2, scale.at(end), BAR, title(figure));
    }
    double goal = panel.goal().orElse(Double.POSITIVE_INFINITY);
    drawing.text(
        end > goal ? "value missed" : "value",
        Drawing.WIDTH,
        y + 4,
        "end",
        Quantity.compact(end, panel.unit()) + (end > goal ? " ✗" : ""));
  }

  private double sum(String contender) {
    return panel.of(contender).stream().mapToDouble(Figure::median).sum();
  }

  private void spread(Figure figure, double y) {
    if (figure.max() > figure.min()) {
      double from = scale.at(figure.min());
      double to = scale.at(figure.max());
      drawing.line("spread", from, y, to, y);
      drawing.line("spread", from, y - 3, from, y + 3);
      drawing.line("spread", to, y - 3, to, y + 3);
    }
  }

  private void value(Figure figure, String text, double y) {
    boolean missed = !figure.passes().orElse(true);
    drawing.text(
        missed ? "value missed" : "value",
        Drawing.WIDTH,
        y + 4,
        "end",
        missed ? text + " ✗" : text);
  }

  private static String title(Figure figure) {
    return figure.contender() + ": " + Words.value(figure, true);
  }
}
