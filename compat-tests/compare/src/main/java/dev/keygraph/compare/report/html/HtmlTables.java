package dev.keygraph.compare.report.html;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Distribution;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.FigureRow;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Score;
import dev.keygraph.compare.report.view.SizeRow;
import dev.keygraph.compare.report.view.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables of a page: what the charts show, in numbers. */
final class HtmlTables {
  private final Report report;
  private final Markup page;
  private final HtmlNames names;

  HtmlTables(Report report, Markup page, HtmlNames names) {
    this.report = report;
    this.page = page;
    this.names = names;
  }

  /** All figures of a section: a row for each, a column for each contender that has one. */
  void figures(List<Figure> figures, String label) {
    List<String> contenders = contenders(figures);
    boolean goals = figures.stream().anyMatch(figure -> figure.goal() != null);
    start(label, "");
    page.open("thead").open("tr").element("th", "", "scope", "col");
    if (goals) {
      page.element("th", "Goal", "scope", "col");
    }
    contenders.forEach(names::columnHead);
    page.close().close().open("tbody");
    for (FigureRow row : FigureRow.of(figures)) {
      page.open("tr").element("th", Words.title(row.key()), "scope", "row");
      if (goals) {
        page.element("td", row.goal().map(goal -> Quantity.text(goal, row.unit())).orElse(""));
      }
      for (String contender : contenders) {
        Optional<Figure> figure = row.of(contender);
        if (figure.isPresent()) {
          figure(row, figure.get());
        } else {
          page.element("td", "–", "class", "soft");
        }
      }
      page.close();
    }
    end();
  }

  private void figure(FigureRow row, Figure figure) {
    page.open("td", "class", row.isBest(figure) ? "best" : "");
    page.text(Words.value(figure, false));
    figure.passes().ifPresent(this::mark);
    if (figure.values().size() > 1) {
      page.element("small", Words.spread(figure));
    }
    page.close();
  }

  private void mark(boolean passes) {
    page.text(" ")
        .element(
            "span",
            passes ? "✓" : "✗",
            "class",
            passes ? "good" : "bad",
            "title",
            passes ? "reaches its goal" : "misses its goal");
  }

  /** How many goals each contender reaches, by section. */
  void scores(Set<Section> sections) {
    start("Goals reached", "");
    page.open("thead").open("tr").element("th", "Contender", "scope", "col");
    sections.forEach(section -> page.element("th", section.title(), "scope", "col"));
    page.close().close().open("tbody");
    for (ContenderInfo contender : report.contenders()) {
      page.open("tr").open("th", "scope", "row");
      names.contender(contender.name());
      page.close();
      for (Section section : sections) {
        Score score = Score.of(report, section, contender.name());
        page.open("td");
        if (score.total() == 0) {
          page.element("span", "–", "class", "soft");
        } else {
          page.text(score.reached() + " of " + score.total());
          mark(score.missed().isEmpty());
        }
        page.close();
      }
      page.close();
    }
    end();
  }

  /** What each contender promises. */
  void guarantees() {
    Set<String> promises = new LinkedHashSet<>();
    report.contenders().forEach(contender -> promises.addAll(contender.guarantees().keySet()));
    start("Guarantees", "words");
    page.open("thead").open("tr").element("th", "Contender", "scope", "col");
    page.element("th", "levels of durability", "scope", "col");
    promises.forEach(promise -> page.element("th", promise, "scope", "col"));
    page.close().close().open("tbody");
    for (ContenderInfo contender : report.contenders()) {
      page.open("tr").open("th", "scope", "row");
      names.contender(contender.name());
      page.close();
      page.element("td", String.join(", ", contender.durabilities()));
      promises.forEach(
          promise -> page.element("td", contender.guarantees().getOrDefault(promise, "–")));
      page.close();
    }
    end();
  }

  /** How much was asked, and how large the answers were. */
  void sizes(List<Distribution> distributions) {
    start("Distributions and sizes of answers", "");
    page.open("thead").open("tr");
    SizeRow.titles().forEach(title -> page.element("th", title, "scope", "col"));
    page.close().close().open("tbody");
    for (Distribution distribution : distributions) {
      List<String> cells = SizeRow.of(distribution);
      page.open("tr").element("th", cells.get(0), "scope", "row");
      cells.stream().skip(1).forEach(cell -> page.element("td", cell));
      page.close();
    }
    end();
  }

  /** Facts by their names. */
  void facts(Map<String, String> facts) {
    start("Where this comes from", "words");
    page.open("tbody");
    facts.forEach(
        (name, fact) ->
            page.open("tr").element("th", name, "scope", "row").element("td", fact).close());
    end();
  }

  private List<String> contenders(List<Figure> figures) {
    Set<String> present = new LinkedHashSet<>();
    report.contenders().forEach(contender -> present.add(contender.name()));
    figures.forEach(figure -> present.add(figure.contender()));
    return present.stream()
        .filter(name -> figures.stream().anyMatch(figure -> figure.contender().equals(name)))
        .toList();
  }

  /** What scrolls can be reached with the keyboard. */
  private void start(String label, String style) {
    page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label)
        .open("table", "class", style);
  }

  private void end() {
    page.close().close().close();
  }
}
