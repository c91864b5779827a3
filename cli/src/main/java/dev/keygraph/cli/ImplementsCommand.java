package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.query.BlastRadius;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodeSelection;
import dev.keygraph.query.TraversalOptions;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keygraph implements}. */
@Command(
    name = "implements",
    description =
        "Show who implements or extends a type, directly or not, as a tree; or which"
            + " methods override a method.")
final class ImplementsCommand extends QuestionCommand {
  @Parameters(paramLabel = "SYMBOL", description = "A type or method.")
  private String symbol = "";

  @Override
  int answer(GraphSnapshot snapshot) {
    SymbolQuestion question = new SymbolQuestion(this, snapshot);
    OptionalInt found = question.find(symbol, question.typesAndMethods());
    if (found.isEmpty()) {
      return ExitCodes.PARTIAL;
    }
    int node = found.getAsInt();
    return question.functions().test(node) ? overriding(snapshot, node) : subtypes(snapshot, node);
  }

  private int subtypes(GraphSnapshot snapshot, int node) {
    BlastRadius radius =
        GraphQueries.over(snapshot)
            .blastRadius(
                node,
                TraversalOptions.incoming()
                    .kinds(EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS)
                    .limits(time().limits()));
    time().note(radius.report());
    RadiusView view = new RadiusView(snapshot, node, radius, limit());
    if (json()) {
      document(
          json -> {
            view.write(json);
            writeCount(json, radius.size(), view.shown());
          });
    } else {
      Printer printer = printer();
      printer.tree(view.tree());
      printer.line(Text.of(Numbers.count(radius.size(), "subtype"), Style.DIM));
      printRest(radius.size(), view.shown());
    }
    return radius.size() == 0 ? ExitCodes.PARTIAL : ExitCodes.OK;
  }

  private int overriding(GraphSnapshot snapshot, int node) {
    NodeText text = new NodeText(snapshot);
    NodeSelection found =
        time().noted(GraphQueries.over(snapshot).implementations(node, time().limits()));
    List<Integer> results = Results.bySymbol(snapshot, found.nodes());
    List<Integer> shown = Results.first(results, limit());
    if (json()) {
      document(
          json -> {
            json.object("node", each -> text.write(each, node));
            text.writeAll(json, "results", shown);
            writeCount(json, results.size(), shown.size());
          });
    } else {
      Printer printer = printer();
      printer.line(text.name(node).plus("  ").plus(text.place(node)));
      printer.line(Text.of(Numbers.count(results.size(), "overriding method"), Style.DIM));
      Table table = new Table();
      shown.forEach(each -> table.row(text.name(each), text.place(each)));
      printer.table(table);
      printRest(results.size(), shown.size());
    }
    return results.isEmpty() ? ExitCodes.PARTIAL : ExitCodes.OK;
  }
}
