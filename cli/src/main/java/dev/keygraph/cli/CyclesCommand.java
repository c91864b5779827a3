package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.query.Cycle;
import dev.keygraph.query.Cycles;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
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
final class CyclesCommand extends GraphCommand {
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

  @Mixin private Limit limit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    return ask(this::answer);
  }

  private int answer(GraphSnapshot snapshot) {
    GraphQueries queries = GraphQueries.over(snapshot);
    Subgraph subgraph = subgraph(snapshot, queries, kinds.of(snapshot, EdgeKind.CALLS));
    Cycles found = queries.cycles(subgraph, QueryLimits.none());
    List<Cycle> cycles =
        found.cycles().stream()
            .sorted(Comparator.comparingInt((Cycle cycle) -> -cycle.component().size()))
            .toList();
    List<Cycle> shown = Results.first(cycles, limit.of());
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
            Results.writeCount(json, cycles.size(), shown.size());
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
    Results.printRest(printer, cycles.size(), shown.size());
    return cycles.isEmpty() ? ExitCodes.PARTIAL : ExitCodes.OK;
  }

  private Subgraph subgraph(GraphSnapshot snapshot, GraphQueries queries, EdgeKinds followed) {
    if (unit != null) {
      if (snapshot.unit(unit).isEmpty()) {
        throw new ParameterException(spec.commandLine(), "There is no unit " + unit + ".");
      }
      return queries.unitAndNeighbors(unit, followed);
    }
    if (packageName == null) {
      return new Subgraph(queries.allNodes(), followed);
    }
    NodeSet.Builder nodes = NodeSet.builder();
    snapshot.nodesInPackage(packageName.replace('.', '/'), nodes);
    return new Subgraph(nodes.build(), followed);
  }
}
