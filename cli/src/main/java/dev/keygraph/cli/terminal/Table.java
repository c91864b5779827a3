package dev.keygraph.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells that are printed in columns, two spaces apart. Not for several threads. */
public final class Table {
  private static final String GAP = "  ";

  private final List<Integer> rightAligned = new ArrayList<>();
  private final List<List<Text>> rows = new ArrayList<>();

  /** Aligns columns to the right, such as those of numbers. */
  public Table right(int... columns) {
    for (int column : columns) {
      rightAligned.add(column);
    }
    return this;
  }

  /** Adds a row. */
  public Table row(Text... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Adds a row of column titles. */
  public Table header(String... titles) {
    List<Text> cells = new ArrayList<>();
    for (String title : titles) {
      cells.add(Text.of(title, Style.DIM));
    }
    rows.add(cells);
    return this;
  }

  /** Returns the rows, aligned. */
  List<Text> rows() {
    List<Integer> widths = new ArrayList<>();
    for (List<Text> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = row.get(i).width();
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    List<Text> lines = new ArrayList<>();
    for (List<Text> row : rows) {
      lines.add(aligned(row, widths));
    }
    return lines;
  }

  private Text aligned(List<Text> row, List<Integer> widths) {
    int size = row.size();
    while (size > 0 && row.get(size - 1).width() == 0) {
      size--;
    }
    Text line = Text.empty();
    for (int i = 0; i < size; i++) {
      Text cell = row.get(i);
      String padding = " ".repeat(widths.get(i) - cell.width());
      line = i == 0 ? line : line.plus(GAP);
      boolean last = i == size - 1;
      if (rightAligned.contains(i)) {
        line = line.plus(padding).plus(cell);
      } else {
        line = last ? line.plus(cell) : line.plus(cell).plus(padding);
      }
    }
    return line;
  }
}
