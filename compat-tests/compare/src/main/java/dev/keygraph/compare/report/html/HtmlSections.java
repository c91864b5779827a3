package dev.keygraph.compare.report.html;

import dev.keygraph.compare.report.Distribution;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.compare.report.chart.Charts;
import dev.keygraph.compare.report.chart.Looks;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Panel;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The parts of a page about the parts of a comparison: what it did, charts, tables. */
final class HtmlSections {
  private final Report report;
  private final Markup page;
  private final HtmlNames names;
  private final HtmlTables tables;
  private final Charts charts;

  HtmlSections(Report report, Markup page, Looks looks) {
    this.report = report;
    this.page = page;
    names = new HtmlNames(page, looks);
    tables = new HtmlTables(report, page, names);
    charts = new Charts(looks);
  }

  static String id(Section section) {
    return section.name().toLowerCase(Locale.ROOT);
  }

  static boolean isShown(Report report, Section section) {
    return !report.figures(section).isEmpty()
        || report.findings().stream().anyMatch(finding -> finding.section() == section)
        || !distributions(report, section).isEmpty();
  }

  void section(Section section) {
    List<Figure> figures = report.figures(section);
    page.open("section", "id", id(section));
    page.element("h2", section.title()).element("p", Words.introduction(section));
    report.findings().stream()
        .filter(finding -> finding.section() == section)
        .forEach(this::finding);
    if (!figures.isEmpty()) {
      charts(figures);
      page.open("details").element("summary", "All figures of this part as a table");
      page.element(
          "p",
          "Medians of the rounds; below them the least and the greatest. Bold is the best.",
          "class",
          "soft");
      tables.figures(figures, section.title());
      page.close();
    }
    List<Distribution> distributions = distributions(report, section);
    if (!distributions.isEmpty()) {
      curves(distributions);
      page.open("details").element("summary", "Distributions and sizes of answers as a table");
      tables.sizes(distributions);
      page.close();
    }
    page.close();
  }

  private static List<Distribution> distributions(Report report, Section section) {
    return report.distributions().stream()
        .filter(distribution -> distribution.key().section() == section)
        .toList();
  }

  void finding(Finding finding) {
    String contender = finding.contender();
    String style = finding.severity() == Severity.NOTE ? "warn" : "bad";
    String word =
        switch (finding.severity()) {
          case DIFFERENCE -> "Answers differ. ";
          case FAILURE -> "Failed. ";
          case NOTE -> "";
        };
    page.open("p", "class", "finding " + style);
    page.element("strong", word + (contender == null ? "" : contender + ": "));
    page.text(finding.text()).close();
  }

  private void charts(List<Figure> figures) {
    List<Panel> panels = Panel.of(figures);
    how(panels);
    names.legend(figures.stream().map(Figure::contender).distinct().toList());
    page.open("div", "class", "charts");
    for (Panel panel : panels) {
      page.open("figure").element("h3", title(panel)).add(charts.of(panel));
      caption(panel);
      page.close();
    }
    page.close();
  }

  private static String title(Panel panel) {
    String title = Words.title(panel.key());
    return Quantity.isScaled(panel.unit()) ? title : title + " (" + panel.unit() + ")";
  }

  private void how(List<Panel> panels) {
    List<String> words = new ArrayList<>();
    if (has(panels, Panel.Shape.RANGES)) {
      words.add(
          "The dot is the median, the diamond p99, the strokes p95 and p99.9, on a logarithmic"
              + " axis; the number is p99.");
    }
    if (has(panels, Panel.Shape.PARTS)) {
      words.add("Medians of the parts lie end to end; the number is their sum.");
    }
    words.add("Thin lines with ends reach from the least to the greatest of the rounds.");
    if (report.contenders().stream().anyMatch(contender -> contender.tier() == Tier.HOT)) {
      words.add("Hollow or dashed is hot: answered from memory.");
    }
    if (panels.stream().anyMatch(panel -> panel.goal().isPresent())) {
      words.add("The dashed red line is the goal, ✗ misses it.");
    }
    page.element("p", String.join(" ", words), "class", "soft");
  }

  private static boolean has(List<Panel> panels, Panel.Shape shape) {
    return panels.stream().anyMatch(panel -> panel.shape() == shape);
  }

  private void caption(Panel panel) {
    if (panel.shape() == Panel.Shape.PARTS) {
      page.element("figcaption", "From left to right: " + String.join(", ", panel.axisValues()));
    } else {
      answer(panel).ifPresent(size -> page.element("figcaption", sizes(size)));
    }
  }

  /**
   * The sizes of the answers are the same for all, as far as all were asked as often; nothing where
   * no edge was visited.
   */
  private Optional<Distribution> answer(Panel panel) {
    return report.distributions().stream()
        .filter(distribution -> distribution.key().of("").equals(panel.key()))
        .filter(distribution -> distribution.edges().max() > 0)
        .findFirst();
  }

  private static String sizes(Distribution distribution) {
    return Quantity.number(distribution.edges().mean())
        + " edges an answer on average, "
        + Quantity.count(distribution.edges().p99())
        + " at p99, "
        + Quantity.count(distribution.edges().max())
        + " at most";
  }

  private void curves(List<Distribution> distributions) {
    Map<Key, List<Distribution>> charted = new LinkedHashMap<>();
    for (Distribution distribution : distributions) {
      charted
          .computeIfAbsent(distribution.key().of(""), any -> new ArrayList<>())
          .add(distribution);
    }
    page.open("details").element("summary", "Whole distributions as charts");
    page.element(
        "p",
        "How long the given share of all questions took at most, over all rounds together.",
        "class",
        "soft");
    page.open("div", "class", "charts");
    charted.forEach(
        (key, all) ->
            page.open("figure")
                .element("h3", Words.title(key))
                .add(charts.curves(all, goal(all.get(0).key())))
                .close());
    page.close().close();
  }

  private OptionalDouble goal(Key key) {
    return report
        .figure(key.with(Parameters.PERCENTILE, Panel.TAIL))
        .map(Figure::goal)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }
}
