package dev.keygraph.compare.report.markdown;

import java.util.ArrayList;
import java.util.List;

/** A table whose columns stand below each other in the source too. */
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row of escaped cells; the first row has the titles. */
  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      for (int column = 0; column < columns(); column++) {
        String cell = column < rows.get(i).size() ? rows.get(i).get(column) : "";
        String padding = " ".repeat(width(column) - length(cell));
        text.append(column == 0 ? "| " + cell + padding : " | " + padding + cell);
      }
      text.append(" |\n");
      if (i == 0) {
        rule(text);
      }
    }
    return text.toString();
  }

  /** Names to the left, figures to the right. */
  private void rule(StringBuilder text) {
    for (int column = 0; column < columns(); column++) {
      String dashes = "-".repeat(width(column));
      text.append(column == 0 ? "|:" + dashes + "-|" : "-" + dashes + ":|");
    }
    text.append('\n');
  }

  private int columns() {
    return rows.stream().mapToInt(List::size).max().orElse(0);
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> length(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
