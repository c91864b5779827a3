package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What all lists of results have in common. */
final class Results {
  private Results() {}

  /** Returns nodes by symbol, which is an order that people and programs can rely on. */
  static List<Integer> bySymbol(GraphSnapshot snapshot, NodeSet nodes) {
    record Named(int node, String symbol) {}
    List<Named> named = new ArrayList<>();
    nodes.forEach(node -> named.add(new Named(node, snapshot.symbol(node))));
    named.sort((a, b) -> Texts.compare(a.symbol(), b.symbol()));
    return named.stream().map(Named::node).toList();
  }

  /** Returns the first results. */
  static <T> List<T> first(List<T> results, int limit) {
    return results.subList(0, Math.min(limit, results.size()));
  }

  static void writeCount(Json json, long total, long shown) throws IOException {
    json.field("total", total).field("complete", shown == total);
  }

  /** Says how many results are not shown. */
  static void printRest(Printer printer, long total, long shown) {
    if (shown < total) {
      printer.line(
          Text.of(
              "  … " + Numbers.count(total - shown) + " more (--limit 0 shows all)", Style.DIM));
    }
  }
}
