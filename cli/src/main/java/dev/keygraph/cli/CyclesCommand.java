package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.query.Cycle;
import dev.keygraph.query.Cycles;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodePattern;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.SubgraphSelection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keygraph cycles}. */
@Command(
    name = "cycles",
    description =
        "Show the cycles of calls, or of other edges, with a shortest walk around each;"
            + " those with the most nodes first.")
final class CyclesCommand extends QuestionCommand {
  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "Only within a package, such as java.util.")
  private @Nullable String packageName;

  @Option(
      names = "--unit",
      paramLabel = "PATH",
      description = "Only within a unit and its neighbours.")
  private @Nullable String unit;

  @Mixin private KindsOption kinds;

  @Spec private CommandSpec spec;

  @Override
  int answer(GraphSnapshot snapshot) {
    GraphQueries queries = GraphQueries.over(snapshot);
    Subgraph subgraph = subgraph(snapshot, queries, kinds.of(snapshot, EdgeKind.CALLS));
    Cycles found = queries.cycles(subgraph, time().limits());
    time().note(found.report());
    List<Cycle> cycles =
        found.cycles().stream()
            .sorted(Comparator.comparingInt((Cycle cycle) -> -cycle.component().size()))
            .toList();
    List<Cycle> shown = Results.first(cycles, limit());
    PathView view = new PathView(snapshot);
    if (json()) {
      document(
          json -> {
            json.array(
                "cycles",
                shown,
                (each, cycle) -> {
                  each.field("size", cycle.component().size());
                  view.write(each, cycle.walk());
                });
            writeCount(json, cycles.size(), shown.size());
          });
      return cycles.isEmpty() ? ExitCodes.PARTIAL : ExitCodes.OK;
    }
    Printer printer = printer();
    for (Cycle cycle : shown) {
      int size = cycle.component().size();
      int length = cycle.walk().length();
      printer.line(
          Text.of(Numbers.count(size, "node"), Style.YELLOW)
              .plus(size == 1 ? " leads to itself" : ", a walk of " + length + ":"));
      view.print(printer, cycle.walk());
    }
    printer.line(
        Text.of(Numbers.count(cycles.size(), "cycle"), Style.BOLD)
            .plus(" among " + Numbers.count(subgraph.nodes().size(), "node"), Style.DIM));
    printRest(cycles.size(), shown.size());
    return cycles.isEmpty() ? ExitCodes.PARTIAL : ExitCodes.OK;
  }

  private Subgraph subgraph(GraphSnapshot snapshot, GraphQueries queries, EdgeKinds followed) {
    if (unit != null) {
      if (snapshot.unit(unit).isEmpty()) {
        throw new ParameterException(spec.commandLine(), "There is no unit " + unit + ".");
      }
      SubgraphSelection around = queries.unitAndNeighbors(unit, followed, time().limits());
      time().note(around.report());
      return around.subgraph();
    }
    NodePattern chosen =
        packageName == null
            ? NodePattern.all()
            : NodePattern.inPackage(packageName.replace('.', '/'));
    return new Subgraph(time().noted(queries.nodes(chosen, time().limits())).nodes(), followed);
  }
}
