package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.cli.terminal.Tree;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.query.GraphPath;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.IntStream;

/** Shows paths: a line for each node, below the one that it is reached from. */
final class PathView {
  private final NodeText text;

  PathView(GraphSnapshot snapshot) {
    this.text = new NodeText(snapshot);
  }

  void print(Printer printer, GraphPath path) {
    Tree root = new Tree(text.name(path.first()).plus("  ").plus(text.place(path.first())));
    Tree last = root;
    for (int i = 0; i < path.length(); i++) {
      EdgeKind kind = path.kind(i);
      last =
          last.add(
              Text.of(kind.name().toLowerCase(Locale.ROOT), Style.MAGENTA)
                  .plus(" ")
                  .plus(text.name(path.node(i + 1)))
                  .plus("  ")
                  .plus(text.placeOfEdge(path.node(i), kind, path.node(i + 1))));
    }
    printer.tree(root);
  }

  /** Writes the field {@code steps}: the nodes after the first, each with the edge to it. */
  void write(Json json, GraphPath path) throws IOException {
    json.array(
        "steps",
        IntStream.range(0, path.length()).boxed().toList(),
        (each, i) -> {
          text.write(each, path.node(i + 1));
          each.field("edge", path.kind(i).name());
          NodeText.writeLine(each, text.line(path.node(i), path.kind(i), path.node(i + 1)));
        });
  }
}
