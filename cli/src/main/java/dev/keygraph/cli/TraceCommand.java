package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.query.GraphPath;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.Paths;
import dev.keygraph.query.Trace;
import dev.keygraph.query.TraversalOptions;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keygraph trace}. */
@Command(
    name = "trace",
    description =
        "Show how one definition leads to another: a shortest path, or all paths up to a"
            + " length.")
final class TraceCommand extends QuestionCommand {
  @Parameters(index = "0", paramLabel = "FROM", description = "Where the path begins.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Where it ends.")
  private String to = "";

  @Option(
      names = "--all",
      arity = "0..1",
      fallbackValue = "6",
      paramLabel = "LENGTH",
      description = "Show all paths of at most LENGTH edges (default: ${FALLBACK-VALUE}).")
  private int all;

  @Mixin private KindsOption kinds;

  @Override
  int answer(GraphSnapshot snapshot) {
    SymbolQuestion question = new SymbolQuestion(this, snapshot);
    OptionalInt start = question.find(from, SymbolQuestion.anything());
    if (start.isEmpty()) {
      return ExitCodes.PARTIAL;
    }
    OptionalInt end = question.find(to, SymbolQuestion.anything());
    if (end.isEmpty()) {
      return ExitCodes.PARTIAL;
    }
    EdgeKinds followed =
        kinds.of(
            snapshot,
            EdgeKind.CALLS,
            EdgeKind.ACCESSES,
            EdgeKind.USES,
            EdgeKind.EXTENDS,
            EdgeKind.IMPLEMENTS,
            EdgeKind.OVERRIDES,
            EdgeKind.DEFINES);
    TraversalOptions options = TraversalOptions.outgoing().kinds(followed).limits(time().limits());
    GraphQueries queries = GraphQueries.over(snapshot);
    List<GraphPath> paths;
    boolean complete;
    if (all > 0) {
      Paths found =
          queries.paths(
              start.getAsInt(),
              end.getAsInt(),
              options.maxDepth(all).maxResults(Math.min(limit(), 100_000)));
      paths = found.paths();
      time().note(found.report());
      complete = found.report().isComplete();
    } else {
      Trace found = queries.trace(start.getAsInt(), end.getAsInt(), options);
      time().note(found.report());
      paths = found.path().stream().toList();
      complete = found.report().isComplete();
    }
    show(snapshot, start.getAsInt(), end.getAsInt(), paths, complete);
    return paths.isEmpty() ? ExitCodes.PARTIAL : ExitCodes.OK;
  }

  private void show(
      GraphSnapshot snapshot, int start, int end, List<GraphPath> paths, boolean complete) {
    NodeText text = new NodeText(snapshot);
    PathView view = new PathView(snapshot);
    if (json()) {
      document(
          json -> {
            json.object("from", each -> text.write(each, start));
            json.object("to", each -> text.write(each, end));
            json.array(
                "paths",
                paths,
                (Json each, GraphPath path) -> {
                  each.field("length", path.length());
                  view.write(each, path);
                });
            json.field("complete", complete);
            writeEnd(json);
          });
      return;
    }
    Printer printer = printer();
    for (GraphPath path : paths) {
      view.print(printer, path);
    }
    if (time().isOver()) {
      printEnd();
    } else if (paths.isEmpty()) {
      printer.line(
          Text.of("no path from ").plus(text.name(start)).plus(" to ").plus(text.name(end)));
    } else if (!complete) {
      printer.line(Text.of("  … and more (--limit N shows N)", Style.DIM));
    }
  }
}
