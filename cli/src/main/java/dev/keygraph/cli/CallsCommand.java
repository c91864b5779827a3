package dev.keygraph.cli;

import dev.keygraph.cli.symbol.Dispatch;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodeSelection;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Callers or callees of a function. */
abstract class CallsCommand extends QuestionCommand {
  @Parameters(paramLabel = "SYMBOL", description = "The function.")
  private String symbol = "";

  @Option(names = "--dispatch", description = "Follow dynamic dispatch, see above.")
  private boolean dispatch;

  /** Returns which end of the calls is asked for: incoming for callers. */
  abstract Direction direction();

  @Override
  int answer(GraphSnapshot snapshot) {
    SymbolQuestion question = new SymbolQuestion(this, snapshot);
    OptionalInt function = question.find(symbol, question.functions());
    if (function.isEmpty()) {
      return ExitCodes.PARTIAL;
    }
    int node = function.getAsInt();
    NodeSet found = dispatch ? dispatched(snapshot, node) : direct(snapshot, node);
    List<Integer> results = Results.bySymbol(snapshot, found);
    List<Integer> shown = Results.first(results, limit());
    if (json()) {
      write(snapshot, node, results.size(), shown);
    } else {
      print(snapshot, node, results.size(), shown);
    }
    return results.isEmpty() ? ExitCodes.PARTIAL : ExitCodes.OK;
  }

  private NodeSet direct(GraphSnapshot snapshot, int node) {
    GraphQueries queries = GraphQueries.over(snapshot);
    NodeSelection found =
        direction() == Direction.INCOMING
            ? queries.callers(node, time().limits())
            : queries.callees(node, time().limits());
    return time().noted(found).nodes();
  }

  private NodeSet dispatched(GraphSnapshot snapshot, int node) {
    Dispatch calls = new Dispatch(snapshot, time());
    return direction() == Direction.INCOMING ? calls.callers(node) : calls.callees(node);
  }

  private void print(GraphSnapshot snapshot, int node, int total, List<Integer> shown) {
    NodeText text = new NodeText(snapshot);
    Printer printer = printer();
    printer.line(text.name(node).plus("  ").plus(text.place(node)));
    String thing = direction() == Direction.INCOMING ? "caller" : "callee";
    printer.line(Text.of(Numbers.count(total, thing), Style.DIM));
    Table table = new Table();
    for (int each : shown) {
      Text place =
          direction() == Direction.INCOMING
              ? text.placeOfEdge(each, EdgeKind.CALLS, node)
              : text.place(each);
      table.row(text.name(each), place);
    }
    printer.table(table);
    printRest(total, shown.size());
  }

  private void write(GraphSnapshot snapshot, int node, int total, List<Integer> shown) {
    NodeText text = new NodeText(snapshot);
    document(
        json -> {
          json.object("node", each -> text.write(each, node));
          json.array(
              "results",
              shown,
              (each, other) -> {
                text.write(each, other);
                boolean incoming = direction() == Direction.INCOMING;
                int from = incoming ? other : node;
                int to = incoming ? node : other;
                NodeText.writeLine(each, text.line(from, EdgeKind.CALLS, to));
              });
          writeCount(json, total, shown.size());
        });
  }
}
