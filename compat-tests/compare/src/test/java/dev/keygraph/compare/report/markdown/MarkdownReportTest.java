package dev.keygraph.compare.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.HostileReport;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportFixture;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.baseline.Changes;
import dev.keygraph.compare.report.view.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The text has every figure of the report, in tables that are tables. */
final class MarkdownReportTest {
  @Test
  void everyFigureIsInTheTableOfItsSection() {
    Report report = ReportFixture.report();
    String text = MarkdownReport.text(report, null);
    for (Section section : Section.values()) {
      List<List<String>> rows = rows(part(text, section.title()));
      List<String> heads = rows.get(0);
      Map<String, List<String>> byTitle = new HashMap<>();
      rows.forEach(row -> byTitle.merge(row.get(0), row, (first, second) -> first));
      for (Figure figure : report.figures(section)) {
        List<String> row = byTitle.get(Words.title(figure.key().of("")));
        assertThat(row).as("%s", figure.key()).isNotNull();
        assertThat(row.get(heads.indexOf(figure.contender())))
            .as("%s", figure.key())
            .startsWith(Words.value(figure, true))
            .endsWith(figure.passes().map(passes -> passes ? "✓" : "✗").orElse(""));
      }
    }
  }

  @Test
  void columnsStandBelowEachOther() {
    int width = -1;
    int tables = 0;
    for (String line : MarkdownReport.text(ReportFixture.report(), null).split("\n", -1)) {
      if (!line.startsWith("|")) {
        width = -1;
      } else if (width < 0) {
        width = line.length();
        tables++;
      } else {
        assertThat(line).hasSize(width);
      }
    }
    assertThat(tables).isGreaterThanOrEqualTo(Section.values().length);
  }

  @Test
  void hostileNamesStayInTheirCells() {
    String text = MarkdownReport.text(HostileReport.report(), null);
    assertThat(text).doesNotContain("\u0000", "\u001b", "\n# x");
    assertThat(text.replace("\\<", "")).doesNotContain("<");
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows(part(text, "Guarantees"))) {
      widths.add(row.size());
    }
    assertThat(widths).hasSize(3).containsOnly(3);
  }

  @Test
  void changesSinceTheBaselineAreNamed() {
    Report report = ReportFixture.report(1.5);
    String text = MarkdownReport.text(report, Changes.between(ReportFixture.report(), report));
    assertThat(text).contains("## Since the baseline", "Worse:", "+50 %");
  }

  private static String part(String text, String title) {
    int start = text.indexOf("\n## " + title + "\n");
    assertThat(start).as("section %s", title).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /** The rows of tables, without escapes. */
  private static List<List<String>> rows(String part) {
    return Arrays.stream(part.split("\n", -1))
        .filter(line -> line.startsWith("|"))
        .map(
            line ->
                Arrays.stream(line.substring(1, line.length() - 1).split("(?<!\\\\)\\|", -1))
                    .map(cell -> cell.strip().replaceAll("\\\\(.)", "$1"))
                    .toList())
        .toList();
  }
}
