package dev.keygraph.cli;

import dev.keygraph.cli.symbol.SymbolResolver;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keygraph find}. */
@Command(
    name = "find",
    description =
        "Find definitions: by exact symbol, name (HashMap.put), camel-case initials"
            + " (HMPut), or the beginning of a name.")
final class FindCommand extends QuestionCommand {
  @Parameters(paramLabel = "TEXT", description = "What to look for.")
  private String text = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only nodes of this kind: function, struct, trait, field, module, unresolved.")
  private @Nullable String kind;

  @Override
  int answer(GraphSnapshot snapshot) {
    List<Integer> found =
        new SymbolResolver(snapshot, time())
            .find(text).stream().filter(node -> isOfKind(snapshot, node)).toList();
    if (found.isEmpty()) {
      new SymbolQuestion(this, snapshot).tellNotFound(text);
      return ExitCodes.PARTIAL;
    }
    List<Integer> shown = found.subList(0, Math.min(limit(), found.size()));
    NodeText node = new NodeText(snapshot);
    if (json()) {
      document(
          json -> {
            node.writeAll(json, "results", shown);
            writeCount(json, found.size(), shown.size());
          });
      return ExitCodes.OK;
    }
    Table table = new Table();
    for (int each : shown) {
      table.row(node.kind(each), node.name(each), node.place(each));
    }
    printer().table(table);
    printRest(found.size(), shown.size());
    return ExitCodes.OK;
  }

  private boolean isOfKind(GraphSnapshot snapshot, int node) {
    return kind == null || snapshot.kind(node).equals(new NodeKind(kind.toUpperCase(Locale.ROOT)));
  }
}
