package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.operations.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a store, for people and for programs.
 *
 * @param counts findings by part
 * @param findings those that are listed
 * @param limit how many are shown at most
 */
record FindingsView(Map<String, Long> counts, List<Finding> findings, int limit) {

  void print(Printer printer) {
    if (counts.isEmpty()) {
      return;
    }
    Table parts = new Table().right(0);
    counts.forEach(
        (part, count) -> parts.row(Text.of(Numbers.count(count), Style.YELLOW), Text.of(part)));
    printer.table(parts);
    List<Finding> shown = Results.first(findings, limit);
    for (Finding finding : shown) {
      printer.line(
          Text.of(finding.part(), Style.DIM)
              .plus("  " + finding.place() + "  ")
              .plus(finding.problem(), Style.YELLOW));
    }
    long total = total();
    if (shown.size() < total) {
      printer.line(Text.of("… " + Numbers.count(total - shown.size()) + " more", Style.DIM));
    }
  }

  void write(Json json) throws IOException {
    List<Finding> shown = Results.first(findings, limit);
    json.object(
        "counts",
        each -> {
          for (Map.Entry<String, Long> part : counts.entrySet()) {
            each.field(part.getKey(), part.getValue());
          }
        });
    json.array(
        "results",
        shown,
        (each, finding) ->
            each.field("part", finding.part())
                .field("place", finding.place())
                .field("problem", finding.problem()));
    Results.writeCount(json, total(), shown.size());
  }

  private long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
