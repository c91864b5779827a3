package dev.keygraph.compare.report.markdown;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Distribution;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Recommendation;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.baseline.Change;
import dev.keygraph.compare.report.baseline.Changes;
import dev.keygraph.compare.report.view.Facts;
import dev.keygraph.compare.report.view.FigureRow;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Score;
import dev.keygraph.compare.report.view.SizeRow;
import dev.keygraph.compare.report.view.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A report as Markdown: {@code report.md}. It states what the page states. For one thread. */
public final class MarkdownReport {
  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  /**
   * Writes a report, over a file that exists.
   *
   * @param changes what changed since a baseline, or {@code null} if there is none
   * @throws IOException if the file cannot be written
   */
  public static void write(Report report, @Nullable Changes changes, Path file) throws IOException {
    Files.writeString(file, text(report, changes));
  }

  /** Returns the text. */
  public static String text(Report report, @Nullable Changes changes) {
    MarkdownReport markdown = new MarkdownReport(report);
    markdown.verdict();
    markdown.goals();
    if (changes != null) {
      markdown.changes(changes);
    }
    for (Section section : Section.values()) {
      markdown.section(section);
    }
    markdown.guarantees();
    markdown.origin();
    return markdown.text.toString();
  }

  private void verdict() {
    text.append("# Which engine for my code?\n\n");
    paragraph(Facts.code(report.inputs()));
    report.findings().stream().filter(finding -> finding.section() == null).forEach(this::finding);
    report.recommendations().forEach(this::recommendation);
    paragraph(
        (report.answersAgree()
                ? "All contenders gave the same answers. "
                : "The contenders' answers differ, so this comparison failed. ")
            + Facts.noise(report.environment().noise()));
    String peers = Facts.peers(report.contenders());
    if (!peers.isEmpty()) {
      paragraph(peers);
    }
  }

  private void recommendation(Recommendation recommendation) {
    text.append("- **")
        .append(MarkdownText.escape(Words.sentence(recommendation.use())))
        .append(": ")
        .append(MarkdownText.escape(recommendation.contender()))
        .append(".** ")
        .append(MarkdownText.escape(recommendation.text()));
    Optional<String> title = Words.commonTitle(recommendation.reasons());
    title.ifPresent(each -> text.append(' ').append(MarkdownText.escape(each)).append(':'));
    text.append('\n');
    for (Key reason : recommendation.reasons()) {
      item(
          "  - ",
          reason.contender()
              + ": "
              + (title.isEmpty() ? Words.figureTitle(reason) + ": " : "")
              + report.figure(reason).map(figure -> Words.value(figure, true)).orElse("–"));
    }
    text.append('\n');
  }

  private void goals() {
    heading("Goals");
    List<Section> asked =
        report.figures().stream()
            .filter(figure -> figure.goal() != null)
            .map(Figure::section)
            .distinct()
            .sorted()
            .toList();
    if (asked.isEmpty()) {
      paragraph("Nothing that was measured has a goal.");
      return;
    }
    MarkdownTable table = new MarkdownTable();
    List<String> titles = new ArrayList<>(List.of("Goals reached"));
    asked.forEach(section -> titles.add(section.title()));
    table.row(titles);
    for (ContenderInfo contender : report.contenders()) {
      List<String> cells = new ArrayList<>(List.of(name(contender)));
      for (Section section : asked) {
        Score score = Score.of(report, section, contender.name());
        String mark = score.missed().isEmpty() ? " ✓" : " ✗";
        cells.add(score.total() == 0 ? "–" : score.reached() + " of " + score.total() + mark);
      }
      table.row(cells);
    }
    text.append(table).append('\n');
  }

  private void changes(Changes changes) {
    heading("Since the baseline");
    paragraph(changes.summary());
    changes.cautions().forEach(this::paragraph);
    changes("Worse", changes.worse());
    changes("Better", changes.better());
    if (!changes.missing().isEmpty()) {
      paragraph("No longer measured:");
      changes.missing().forEach(key -> item("- ", Changes.title(key)));
      text.append('\n');
    }
  }

  private void changes(String title, List<Change> some) {
    if (!some.isEmpty()) {
      paragraph(title + ":");
      some.forEach(change -> item("- ", change.title() + ": " + change.amount()));
      text.append('\n');
    }
  }

  private void section(Section section) {
    List<Figure> figures = report.figures(section);
    List<Finding> findings =
        report.findings().stream().filter(finding -> finding.section() == section).toList();
    List<Distribution> distributions =
        report.distributions().stream()
            .filter(distribution -> distribution.key().section() == section)
            .toList();
    if (figures.isEmpty() && findings.isEmpty() && distributions.isEmpty()) {
      return;
    }
    heading(section.title());
    paragraph(Words.introduction(section));
    findings.forEach(this::finding);
    if (!figures.isEmpty()) {
      paragraph(
          "Medians of the rounds, with the least and the greatest; ✓ reaches its goal, ✗ misses it.");
      text.append(table(figures)).append('\n');
    }
    if (!distributions.isEmpty()) {
      MarkdownTable table = new MarkdownTable();
      table.row(SizeRow.titles());
      distributions.forEach(
          distribution ->
              table.row(SizeRow.of(distribution).stream().map(MarkdownText::escape).toList()));
      text.append(table).append('\n');
    }
  }

  private MarkdownTable table(List<Figure> figures) {
    Set<String> contenders = new LinkedHashSet<>();
    report.contenders().forEach(contender -> contenders.add(contender.name()));
    figures.forEach(figure -> contenders.add(figure.contender()));
    contenders.removeIf(
        name -> figures.stream().noneMatch(figure -> figure.contender().equals(name)));
    MarkdownTable table = new MarkdownTable();
    List<String> titles = new ArrayList<>(List.of("", "Goal"));
    contenders.forEach(name -> titles.add(MarkdownText.escape(name)));
    table.row(titles);
    for (FigureRow row : FigureRow.of(figures)) {
      List<String> cells = new ArrayList<>();
      cells.add(MarkdownText.escape(Words.title(row.key())));
      cells.add(
          row.goal().map(goal -> MarkdownText.escape(Quantity.text(goal, row.unit()))).orElse(""));
      contenders.forEach(name -> cells.add(row.of(name).map(MarkdownReport::cell).orElse("–")));
      table.row(cells);
    }
    return table;
  }

  private static String name(ContenderInfo contender) {
    return MarkdownText.escape(Words.contender(contender.name(), contender.peer()));
  }

  private static String cell(Figure figure) {
    String mark = figure.passes().map(passes -> passes ? " ✓" : " ✗").orElse("");
    return MarkdownText.escape(Words.value(figure, true)) + mark;
  }

  private void guarantees() {
    heading("Guarantees");
    Set<String> promises = new LinkedHashSet<>();
    report.contenders().forEach(contender -> promises.addAll(contender.guarantees().keySet()));
    MarkdownTable table = new MarkdownTable();
    List<String> titles = new ArrayList<>(List.of("", "levels of durability"));
    promises.forEach(promise -> titles.add(MarkdownText.escape(promise)));
    table.row(titles);
    for (ContenderInfo contender : report.contenders()) {
      List<String> cells = new ArrayList<>();
      cells.add(name(contender));
      cells.add(MarkdownText.escape(String.join(", ", contender.durabilities())));
      promises.forEach(
          promise ->
              cells.add(MarkdownText.escape(contender.guarantees().getOrDefault(promise, "–"))));
      table.row(cells);
    }
    text.append(table).append('\n');
  }

  private void origin() {
    heading("Where this comes from");
    Facts.environment(report).forEach((name, fact) -> item("- ", name + ": " + fact));
  }

  private void finding(Finding finding) {
    String contender = finding.contender();
    String word =
        switch (finding.severity()) {
          case DIFFERENCE -> "**Answers differ.** ";
          case FAILURE -> "**Failed.** ";
          case NOTE -> "Note: ";
        };
    text.append("> ")
        .append(word)
        .append(MarkdownText.escape((contender == null ? "" : contender + ": ") + finding.text()))
        .append("\n\n");
  }

  private void heading(String title) {
    text.append("## ").append(title).append("\n\n");
  }

  private void paragraph(String words) {
    text.append(MarkdownText.escape(words)).append("\n\n");
  }

  private void item(String bullet, String words) {
    text.append(bullet).append(MarkdownText.escape(words)).append('\n');
  }
}
