package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.view.Facts;
import dev.keygraph.compare.report.view.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Shows the figures of a comparison: a table for each section, a column for each contender. */
final class CompareTables {
  /** The percentiles that fit on a screen; the report has all. */
  private static final Set<String> SHOWN = Set.of("50", "99");

  private final Report report;

  CompareTables(Report report) {
    this.report = report;
  }

  void print(Printer printer) {
    for (Section section : Section.values()) {
      List<Figure> figures = report.figures(section);
      if (!figures.isEmpty()) {
        printer.line(Text.of(section.title(), Style.BOLD));
        printer.table(table(figures));
        printer.line();
      }
    }
    printer.line(
        Text.of(
            "Medians of the rounds; * is beyond its goal. "
                + Numbers.count(report.inputs().units(), "unit")
                + ", "
                + Numbers.count(report.inputs().nodes(), "node")
                + ", "
                + Numbers.count(report.inputs().edges(), "edge")
                + "; stores on "
                + report.environment().fileSystem()
                + (report.environment().inMemory() ? ", in memory." : "."),
            Style.DIM));
    String peers = Facts.peers(report.contenders());
    if (!peers.isEmpty()) {
      printer.line(Text.of(peers, Style.DIM));
    }
  }

  private Table table(List<Figure> figures) {
    Table table = new Table();
    table.right(IntStream.rangeClosed(1, report.contenders().size()).toArray());
    List<String> titles = new ArrayList<>(List.of(""));
    report.contenders().forEach(contender -> titles.add(contender.name()));
    table.header(titles.toArray(String[]::new));
    Set<Key> rows = new LinkedHashSet<>();
    figures.forEach(figure -> rows.add(figure.key().of("")));
    rows.removeIf(
        row -> !SHOWN.contains(row.parameters().getOrDefault(Parameters.PERCENTILE, "50")));
    for (Key row : rows) {
      List<Text> cells = new ArrayList<>();
      cells.add(Text.of(title(row)));
      for (ContenderInfo contender : report.contenders()) {
        cells.add(report.figure(row.of(contender.name())).map(this::cell).orElse(Text.empty()));
      }
      table.row(cells.toArray(Text[]::new));
    }
    return table;
  }

  private static String title(Key row) {
    List<String> words = new ArrayList<>(List.of(row.name()));
    row.parameters().forEach((name, value) -> words.add(name + " " + value));
    return String.join(", ", words);
  }

  private Text cell(Figure figure) {
    String quantity = plain(Words.value(figure, false));
    boolean missed = !figure.passes().orElse(true);
    return missed ? Text.of(quantity + "*", Style.RED) : Text.of(quantity);
  }

  /** What a terminal can show in any encoding; the report is a page of Unicode. */
  private static String plain(String quantity) {
    return quantity.replace('\u00A0', ' ').replace('µ', 'u');
  }
}
