package dev.keygraph.compare.report.html;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Recommendation;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.report.baseline.Change;
import dev.keygraph.compare.report.baseline.Changes;
import dev.keygraph.compare.report.chart.Looks;
import dev.keygraph.compare.report.flame.Flame;
import dev.keygraph.compare.report.markup.Markup;
import dev.keygraph.compare.report.view.Facts;
import dev.keygraph.compare.report.view.Score;
import dev.keygraph.compare.report.view.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report as one page that needs nothing else: {@code report.html}. First the answer, then what it
 * rests on. For one thread.
 */
public final class HtmlReport {
  private final Report report;
  private final @Nullable Changes changes;
  private final List<Flame> flames;
  private final Markup page = new Markup();
  private final HtmlNames names;
  private final HtmlTables tables;
  private final HtmlSections sections;

  private HtmlReport(Report report, @Nullable Changes changes, List<Flame> flames) {
    this.flames = flames;
    this.report = report;
    this.changes = changes;
    Looks looks = new Looks(report.contenders());
    names = new HtmlNames(page, looks);
    tables = new HtmlTables(report, page, names);
    sections = new HtmlSections(report, page, looks);
  }

  /**
   * Writes a report, over a file that exists.
   *
   * @param changes what changed since a baseline, or {@code null} if there is none
   * @param flames where the time went; none if that was not recorded
   * @throws IOException if the file cannot be written
   */
  public static void write(Report report, @Nullable Changes changes, List<Flame> flames, Path file)
      throws IOException {
    Files.writeString(file, text(report, changes, flames));
  }

  /** Returns the page. */
  public static String text(Report report, @Nullable Changes changes, List<Flame> flames) {
    return "<!DOCTYPE html>\n" + new HtmlReport(report, changes, flames).page();
  }

  private Markup page() {
    page.open("html", "lang", "en").open("head");
    page.leaf("meta", "charset", "utf-8")
        .leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .element("title", "Which engine? keygraph compare")
        .style(sheet())
        .close();
    page.open("body").open("header");
    page.element("h1", "Which engine for my code?")
        .element("p", Facts.code(report.inputs()), "class", "soft")
        .close();
    page.open("main");
    verdict();
    contents();
    goals();
    since();
    for (Section section : Section.values()) {
      if (HtmlSections.isShown(report, section)) {
        sections.section(section);
      }
    }
    if (!flames.isEmpty()) {
      new HtmlFlames(page, names).section(flames);
    }
    origin();
    return page.close().close().close();
  }

  private void verdict() {
    page.open("section", "id", "answer", "aria-label", "Recommendation");
    report.findings().stream()
        .filter(finding -> finding.section() == null || isGrave(finding))
        .forEach(sections::finding);
    if (report.recommendations().isEmpty()) {
      page.element(
          "p", "This run recommends no engine; the goals and figures below are what it has.");
    } else {
      page.open("div", "class", "cards");
      report.recommendations().forEach(this::card);
      page.close();
    }
    String agreement =
        report.answersAgree()
            ? "All contenders gave the same answers. "
            : "The contenders' answers differ, so this comparison failed. ";
    page.element("p", agreement + Facts.noise(report.environment().noise()));
    String peers = Facts.peers(report.contenders());
    if (!peers.isEmpty()) {
      page.element("p", peers);
    }
    page.close();
  }

  private static boolean isGrave(Finding finding) {
    return finding.severity() != Severity.NOTE;
  }

  private void card(Recommendation recommendation) {
    page.open("article", "class", "card");
    page.element("div", Words.sentence(recommendation.use()), "class", "use");
    page.open("div", "class", "pick");
    names.contender(recommendation.contender());
    page.close().element("p", recommendation.text());
    Optional<String> title = Words.commonTitle(recommendation.reasons());
    title.ifPresent(text -> page.element("div", text, "class", "use"));
    page.open("ul");
    for (Key reason : recommendation.reasons()) {
      page.open("li");
      page.text(reason.contender() + ": ");
      if (title.isEmpty()) {
        page.text(Words.figureTitle(reason) + ": ");
      }
      page.text(report.figure(reason).map(figure -> Words.value(figure, true)).orElse("–"));
      page.close();
    }
    page.close().close();
  }

  private void contents() {
    page.open("nav", "aria-label", "Contents");
    link("goals", "Goals");
    if (changes != null) {
      link("changes", "Since the baseline");
    }
    for (Section section : Section.values()) {
      if (HtmlSections.isShown(report, section)) {
        link(HtmlSections.id(section), section.title());
      }
    }
    if (!flames.isEmpty()) {
      link("profiles", "Where the time went");
    }
    link("guarantees", "Guarantees");
    link("origin", "Where this comes from");
    page.close();
  }

  private void link(String id, String title) {
    page.element("a", title, "href", "#" + id);
  }

  private void goals() {
    Set<Section> asked = EnumSet.noneOf(Section.class);
    report.figures().stream()
        .filter(figure -> figure.goal() != null)
        .forEach(figure -> asked.add(figure.section()));
    page.open("section", "id", "goals").element("h2", "Goals");
    if (asked.isEmpty()) {
      page.element("p", "Nothing that was measured has a goal.");
    } else {
      page.element("p", "How many goals each contender reaches, in the median of the rounds.");
      tables.scores(asked);
      missed(asked);
    }
    page.close();
  }

  private void missed(Set<Section> asked) {
    List<Figure> missed =
        asked.stream()
            .flatMap(
                section ->
                    report.contenders().stream()
                        .flatMap(
                            contender ->
                                Score.of(report, section, contender.name()).missed().stream()))
            .toList();
    if (missed.isEmpty()) {
      return;
    }
    page.open("details").element("summary", "Goals that are missed: " + missed.size());
    tables.figures(missed, "Goals that are missed");
    page.close();
  }

  private void since() {
    Changes since = changes;
    if (since == null) {
      return;
    }
    page.open("section", "id", "changes").element("h2", "Since the baseline");
    page.element("p", since.summary());
    since.cautions().forEach(caution -> page.element("p", caution, "class", "finding warn"));
    changes("Worse", "bad", since.worse());
    changes("Better", "good", since.better());
    if (!since.missing().isEmpty()) {
      page.element("h3", "No longer measured").open("ul");
      since.missing().forEach(key -> page.element("li", Changes.title(key)));
      page.close();
    }
    page.close();
  }

  private void changes(String title, String style, List<Change> some) {
    if (some.isEmpty()) {
      return;
    }
    page.element("h3", title, "class", style).open("ul");
    some.forEach(change -> page.element("li", change.title() + ": " + change.amount()));
    page.close();
  }

  private void origin() {
    page.open("section", "id", "guarantees").element("h2", "Guarantees");
    page.element(
        "p", "What each contender promises; the conformance kit holds engines to it, and no peer.");
    tables.guarantees();
    page.close();
    page.open("section", "id", "origin").element("h2", "Where this comes from");
    tables.facts(Facts.environment(report));
    page.close();
  }

  private static String sheet() {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the style sheet of the report is missing", e);
    }
  }
}
