package dev.keygraph.compare.report.html;

import dev.keygraph.compare.report.chart.FlameChart;
import dev.keygraph.compare.report.flame.Flame;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Quantity;
import java.util.List;

/** Where the time went: a picture and a table for each contender and phase. */
final class HtmlFlames {
  private static final int METHODS = 10;

  private final Markup page;
  private final HtmlNames names;

  HtmlFlames(Markup page, HtmlNames names) {
    this.page = page;
    this.names = names;
  }

  void section(List<Flame> flames) {
    page.open("section", "id", "profiles").element("h2", "Where the time went");
    page.element(
        "p",
        "Calls lie below their callers, as wide as their share of the samples. Blue is keygraph,"
            + " orange is a library, grey is the JDK; point at a call for its whole name.");
    for (Flame flame : flames) {
      page.open("details").open("summary");
      names.contender(flame.contender());
      page.text(", " + flame.phase() + ": " + Quantity.count(flame.root().samples()) + " samples")
          .close();
      page.open("div", "class", "flame").add(FlameChart.of(flame)).close();
      methods(flame);
      page.close();
    }
    page.close();
  }

  private void methods(Flame flame) {
    page.open("table").open("thead").open("tr");
    page.element("th", "Method", "scope", "col").element("th", "itself", "scope", "col");
    page.close().close().open("tbody");
    for (Flame.Self self : flame.heaviest(METHODS)) {
      double share = (double) self.samples() / flame.root().samples();
      page.open("tr").element("td", self.method()).element("td", Quantity.percent(share)).close();
    }
    page.close().close();
  }
}
