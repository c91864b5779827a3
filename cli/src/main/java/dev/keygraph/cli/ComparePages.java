package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportJson;
import dev.keygraph.compare.report.baseline.Change;
import dev.keygraph.compare.report.baseline.Changes;
import dev.keygraph.compare.report.flame.Flame;
import dev.keygraph.compare.report.html.HtmlReport;
import dev.keygraph.compare.report.markdown.MarkdownReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a comparison leaves behind: three files of the same facts, and what changed. */
final class ComparePages {
  private static final String NAME = "report";

  private final Report report;
  private final @Nullable Changes changes;
  private final List<Flame> flames;

  /**
   * Pages of a report.
   *
   * @param changes what changed since a baseline, or {@code null} if there is none
   * @param flames where the time went; none if that was not recorded
   */
  ComparePages(Report report, @Nullable Changes changes, List<Flame> flames) {
    this.flames = List.copyOf(flames);
    this.report = report;
    this.changes = changes;
  }

  /**
   * Makes a directory that pages can be written to.
   *
   * @throws IOException if there is no way
   */
  static void prepare(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    Files.createDirectories(directory);
    Files.delete(Files.createTempFile(directory, NAME, null));
  }

  /** Returns the file of a report in the directory of its pages. */
  static Path reportFile(Path directory) {
    return directory.resolve(NAME + ".json");
  }

  /**
   * Writes {@code report.json}, {@code report.html} and {@code report.md}.
   *
   * @return the page to look at
   * @throws IOException if one cannot be written
   */
  Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path page = directory.resolve(NAME + ".html");
    ReportJson.write(report, reportFile(directory));
    MarkdownReport.write(report, changes, directory.resolve(NAME + ".md"));
    HtmlReport.write(report, changes, flames, page);
    return page;
  }

  /**
   * Writes all facts as one JSON document: the report, with what changed in its field {@code
   * changes}.
   */
  void writeJson(Writer target) throws IOException {
    // Whole, or not at all: another document may have to say why.
    StringWriter document = new StringWriter();
    ReportJson.write(
        report,
        changes == null ? Map.of() : Map.of("changes", ChangesFields.of(changes)),
        document);
    target.append(document.getBuffer());
  }

  /** Says what changed. */
  void printChanges(Printer printer) {
    Changes since = changes;
    if (since == null) {
      return;
    }
    printer.line(Text.of("Since the baseline", Style.BOLD));
    since.cautions().forEach(caution -> printer.line(Text.of(caution, Style.YELLOW)));
    print(printer, "worse: ", Style.RED, since.worse());
    print(printer, "better: ", Style.GREEN, since.better());
    since
        .missing()
        .forEach(key -> printer.line(Text.of("no longer measured: " + Changes.title(key))));
    printer.line(Text.of(since.summary()));
    printer.line();
  }

  private static void print(Printer printer, String word, Style style, List<Change> some) {
    for (Change change : some) {
      printer.line(Text.of(word, style).plus(change.title() + ": " + change.amount()));
    }
  }

  /** Returns what the exit code says of it all; answers that differ weigh most. */
  int exitCode() {
    if (!report.answersAgree() || !report.isWhole()) {
      return ExitCodes.PARTIAL;
    }
    return changes != null && !changes.worse().isEmpty() ? ExitCodes.WORSE : ExitCodes.OK;
  }
}
