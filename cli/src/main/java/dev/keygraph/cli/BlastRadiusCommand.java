package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.query.BlastRadius;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.TraversalOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keygraph blast-radius}. */
@Command(
    name = "blast-radius",
    description =
        "Show everything that depends on a definition, nearest first, as a tree of"
            + " shortest paths.")
final class BlastRadiusCommand extends QuestionCommand {
  @Parameters(paramLabel = "SYMBOL", description = "The definition that would change.")
  private String symbol = "";

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Go so many edges far, 0 for any number (default: ${DEFAULT-VALUE}).")
  private int depth = 5;

  @Mixin private KindsOption kinds;

  @Override
  int answer(GraphSnapshot snapshot) {
    OptionalInt found = new SymbolQuestion(this, snapshot).find(symbol, SymbolQuestion.anything());
    if (found.isEmpty()) {
      return ExitCodes.PARTIAL;
    }
    int node = found.getAsInt();
    BlastRadius radius =
        GraphQueries.over(snapshot)
            .blastRadius(
                node,
                TraversalOptions.incoming()
                    .kinds(
                        kinds.of(
                            snapshot,
                            EdgeKind.CALLS,
                            EdgeKind.ACCESSES,
                            EdgeKind.USES,
                            EdgeKind.EXTENDS,
                            EdgeKind.IMPLEMENTS,
                            EdgeKind.OVERRIDES))
                    .maxDepth(depth <= 0 ? TraversalOptions.ANY_DEPTH : depth)
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
      print(view, radius);
    }
    return radius.size() == 0 ? ExitCodes.PARTIAL : ExitCodes.OK;
  }

  private void print(RadiusView view, BlastRadius radius) {
    Printer printer = printer();
    printer.tree(view.tree());
    printRest(radius.size(), view.shown());
    List<String> depths = new ArrayList<>();
    for (int i = 1; i <= radius.depth(); i++) {
      depths.add(Numbers.count(radius.countAtDepth(i)));
    }
    printer.line(
        Text.of(Numbers.count(radius.size(), "dependent"), Style.BOLD)
            .plus(depths.isEmpty() ? "" : ", by depth: " + String.join(", ", depths))
            .plus(
                " (" + Numbers.count(radius.report().edgesVisited(), "edge") + " visited)",
                Style.DIM));
  }
}
