package dev.keygraph.compare.report.chart;

import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Quantity;
import java.util.List;

/**
 * One chart's SVG, and what all charts draw. As wide as a phone, so that its text stays legible.
 */
final class Drawing {
  static final double WIDTH = 360;

  /** About how wide a letter is. */
  static final double LETTER = 6.1;

  private static final double AXIS_TEXT = 14;
  private static final double MARKER = 3.6;

  private final Markup svg = new Markup();

  /**
   * Starts a chart.
   *
   * @param alternative what it shows, in words
   */
  Drawing(double height, String alternative) {
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + Markup.number(WIDTH) + " " + Markup.number(height),
        "role",
        "img",
        "aria-label",
        alternative);
  }

  Markup finish() {
    return svg.close();
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    svg.leaf(
        "line",
        "class",
        style,
        "x1",
        Markup.number(x1),
        "y1",
        Markup.number(y1),
        "x2",
        Markup.number(x2),
        "y2",
        Markup.number(y2));
  }

  /** A bar with a title that shows when it is pointed at; empty for none. */
  void bar(String style, double x1, double y, double x2, double height, String title) {
    svg.open(
        "rect",
        "class",
        style,
        "x",
        Markup.number(Math.min(x1, x2)),
        "y",
        Markup.number(y),
        "width",
        Markup.number(Math.abs(x2 - x1)),
        "height",
        Markup.number(height));
    if (!title.isEmpty()) {
      svg.element("title", title);
    }
    svg.close();
  }

  /** Text whose anchor is {@code start}, {@code middle} or {@code end}. */
  void text(String style, double x, double y, String anchor, String content) {
    svg.element(
        "text",
        content,
        "class",
        style,
        "x",
        Markup.number(x),
        "y",
        Markup.number(y),
        "text-anchor",
        anchor);
  }

  void path(String style, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    for (double[] point : points) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(Markup.number(point[0]))
          .append(' ')
          .append(Markup.number(point[1]));
    }
    svg.leaf("path", "class", "line " + style, "d", path.toString());
  }

  /** A marker of an engine's shape, with a title that shows when it is pointed at. */
  void marker(Looks.Look look, double x, double y, String title) {
    String shape =
        switch (look.marker()) {
          case 1 -> "M-1-1H1V1H-1Z";
          case 2 -> "M0-1.3L1.2 1H-1.2Z";
          case 3 -> "M0-1.4L1.4 0L0 1.4L-1.4 0Z";
          default -> "M-1.1 0A1.1 1.1 0 1 0 1.1 0A1.1 1.1 0 1 0-1.1 0Z";
        };
    svg.open(
        "path",
        "class",
        "mark " + look.style(),
        "d",
        shape,
        "transform",
        "translate(" + Markup.number(x) + " " + Markup.number(y) + ") scale(" + MARKER + ")");
    svg.element("title", title);
    svg.close();
  }

  /** A horizontal axis with lines up to the top. */
  void axisBelow(Scale scale, String unit, double top, double bottom) {
    double end = Double.NEGATIVE_INFINITY;
    for (double tick : scale.ticks()) {
      String text = Quantity.tick(tick, Quantity.isScaled(unit) ? unit : "");
      double x = scale.at(tick);
      double half = text.length() * LETTER / 2;
      line("grid", x, top, x, bottom);
      if (x - half > end && x + half < WIDTH + half / 2) {
        text("tick", x, bottom + AXIS_TEXT, "middle", text);
        end = x + half;
      }
    }
  }

  /** A vertical axis with lines to the right. */
  void axisLeft(Scale scale, String unit, double left, double right) {
    for (double tick : scale.ticks()) {
      double y = scale.at(tick);
      line("grid", left, y, right, y);
      text(
          "tick", left - 5, y + 4, "end", Quantity.tick(tick, Quantity.isScaled(unit) ? unit : ""));
    }
  }
}
