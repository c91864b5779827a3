package dev.keygraph.compare.report.chart;

import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A line for each contender. */
final class LineChart {
  private static final double LEFT = 52;
  private static final double RIGHT = Drawing.WIDTH - 12;
  private static final double TOP = 14;
  private static final double BOTTOM = 196;
  private static final double HEIGHT = 234;

  private final Looks looks;
  private final List<Line> lines;
  private final OptionalDouble goal;
  private final Axis x;
  private final Axis y;

  /** Lines of one point at least each. */
  LineChart(Looks looks, List<Line> lines, Axis x, Axis y, OptionalDouble goal) {
    this.looks = looks;
    this.lines = lines;
    this.x = x;
    this.y = y;
    this.goal = goal;
  }

  /** A line of a contender. */
  record Line(String contender, List<Point> points, boolean marked) {}

  /** A point, with the least and the greatest value over the rounds, and what it says. */
  record Point(double x, double y, double low, double high, String title) {}

  /**
   * An axis.
   *
   * @param title what it shows; empty to say nothing
   * @param unit the unit of its values
   * @param named names for values that are shown as ticks; empty for round values
   */
  record Axis(String title, String unit, List<Tick> named) {}

  /** A tick with a name. */
  record Tick(double value, String name) {}

  Markup draw(String alternative) {
    Drawing drawing = new Drawing(HEIGHT, alternative);
    Scale across = across();
    Scale up = up();
    drawing.axisLeft(up, y.unit(), LEFT, RIGHT);
    for (Tick tick : x.named()) {
      double place = across.at(tick.value());
      drawing.line("grid", place, TOP, place, BOTTOM);
      drawing.text("tick", place, BOTTOM + 15, "middle", tick.name());
    }
    drawing.text("tick", (LEFT + RIGHT) / 2, BOTTOM + 32, "middle", x.title());
    goal.ifPresent(
        value -> {
          double place = up.at(value);
          drawing.line("goal", LEFT, place, RIGHT, place);
          drawing.text(
              "goal-text", RIGHT, place - 4, "end", "goal " + Quantity.text(value, y.unit()));
        });
    for (Line line : lines) {
      Looks.Look look = looks.of(line.contender());
      List<double[]> points = new ArrayList<>();
      for (Point point : line.points()) {
        points.add(new double[] {across.at(point.x()), up.at(point.y())});
      }
      drawing.path(look.style(), points);
      if (line.marked()) {
        mark(drawing, line, across, up);
      }
    }
    return drawing.finish();
  }

  private void mark(Drawing drawing, Line line, Scale across, Scale up) {
    for (Point point : line.points()) {
      double place = across.at(point.x());
      if (point.high() > point.low()) {
        drawing.line("spread", place, up.at(point.low()), place, up.at(point.high()));
      }
      drawing.marker(looks.of(line.contender()), place, up.at(point.y()), point.title());
    }
  }

  private Scale across() {
    double min = Double.MAX_VALUE;
    double max = 0;
    for (Line line : lines) {
      for (Point point : line.points()) {
        min = Math.min(min, point.x());
        max = Math.max(max, point.x());
      }
    }
    return min > 0 ? Scale.logarithmic(min, max, LEFT, RIGHT) : Scale.linear(max, LEFT, RIGHT);
  }

  private Scale up() {
    double min = goal.orElse(Double.MAX_VALUE);
    double max = goal.orElse(0);
    for (Line line : lines) {
      for (Point point : line.points()) {
        min = Math.min(min, point.low());
        max = Math.max(max, point.high());
      }
    }
    return Scale.suiting(min, max, BOTTOM, TOP);
  }
}
