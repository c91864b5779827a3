package dev.keygraph.compare.report.chart;

import dev.keygraph.compare.report.flame.Flame;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Quantity;
import java.util.stream.Collectors;

/**
 * Draws calls below their callers, as wide as their share of the time; the greatest share of each
 * caller is to the left. What is too narrow to be seen is left out.
 */
public final class FlameChart {
  private static final double WIDTH = 1000;
  private static final double ROW = 15;
  private static final double LETTER = 5.6;
  private static final double NARROWEST = 3;
  private static final int FEWEST_LETTERS = 4;
  private static final int NAMED = 5;

  private final Flame flame;
  private final Markup svg = new Markup();

  private FlameChart(Flame flame) {
    this.flame = flame;
  }

  /** Returns the chart of a flame of one sample at least. */
  public static Markup of(Flame flame) {
    return new FlameChart(flame).draw();
  }

  private Markup draw() {
    String heaviest =
        flame.heaviest(NAMED).stream()
            .map(self -> self.method() + " " + share(self.samples()))
            .collect(Collectors.joining(", "));
    svg.open(
        "svg",
        "viewBox",
        "0 0 " + Markup.number(WIDTH) + " " + Markup.number(ROW * depth(flame.root())),
        "role",
        "img",
        "aria-label",
        flame.contender() + ", " + flame.phase() + ": most time went to " + heaviest + ".");
    call(flame.root(), 0, 0);
    return svg.close();
  }

  private void call(Flame.Call call, double x, int depth) {
    double width = width(call);
    svg.open("g").element("title", call.method() + ": " + share(call.samples()));
    svg.leaf(
        "rect",
        "class",
        depth == 0 ? "jdk" : kind(call.method()),
        "x",
        Markup.number(x),
        "y",
        Markup.number(depth * ROW),
        "width",
        Markup.number(width),
        "height",
        Markup.number(ROW));
    int letters = (int) ((width - 4) / LETTER);
    if (letters >= FEWEST_LETTERS) {
      String name = shortened(call.method());
      svg.element(
          "text",
          name.length() <= letters ? name : name.substring(0, letters - 1) + "…",
          "x",
          Markup.number(x + 3),
          "y",
          Markup.number(depth * ROW + 11));
    }
    svg.close();
    double left = x;
    for (Flame.Call callee : call.callees()) {
      if (width(callee) >= NARROWEST) {
        call(callee, left, depth + 1);
      }
      left += width(callee);
    }
  }

  private double width(Flame.Call call) {
    return WIDTH * call.samples() / flame.root().samples();
  }

  private int depth(Flame.Call call) {
    int deepest = 0;
    for (Flame.Call callee : call.callees()) {
      if (width(callee) >= NARROWEST) {
        deepest = Math.max(deepest, depth(callee));
      }
    }
    return deepest + 1;
  }

  private String share(long samples) {
    return Quantity.percent((double) samples / flame.root().samples());
  }

  /** Whose the method is; the page has the colours. */
  private static String kind(String method) {
    if (method.startsWith("dev.keygraph.")) {
      return "ours";
    }
    return method.startsWith("java.") || method.startsWith("jdk.") || method.startsWith("sun.")
        ? "jdk"
        : "library";
  }

  /** Without the package. */
  private static String shortened(String method) {
    int name = method.lastIndexOf('.');
    return method.substring(method.lastIndexOf('.', name - 1) + 1);
  }
}
