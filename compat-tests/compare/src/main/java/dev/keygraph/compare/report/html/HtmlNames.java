package dev.keygraph.compare.report.html;

import dev.keygraph.compare.report.chart.Looks;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Words;
import java.util.List;

/** Names of contenders beside their colours. */
final class HtmlNames {
  private final Markup page;
  private final Looks looks;

  HtmlNames(Markup page, Looks looks) {
    this.page = page;
    this.looks = looks;
  }

  void contender(String name) {
    page.open("span", "class", "swatch " + looks.of(name).style(), "aria-hidden", "true")
        .close()
        .text(Words.contender(name, looks.isPeer(name)));
  }

  void columnHead(String name) {
    page.open("th", "scope", "col");
    contender(name);
    page.close();
  }

  void legend(List<String> contenders) {
    page.open("ul", "class", "legend");
    for (String name : contenders) {
      page.open("li");
      contender(name);
      page.close();
    }
    page.close();
  }
}
