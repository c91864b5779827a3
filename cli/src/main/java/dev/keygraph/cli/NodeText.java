package dev.keygraph.cli;

import dev.keygraph.cli.symbol.SymbolText;
import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Shows nodes of a snapshot, to people and to programs. */
final class NodeText {
  private static final Pattern LINE_NUMBER = Pattern.compile("[0-9]{1,18}");

  private final GraphSnapshot snapshot;

  NodeText(GraphSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Returns the name of a node; what no unit defines looks less important. */
  Text name(int node) {
    String symbol = snapshot.symbol(node);
    boolean unresolved = snapshot.kind(node).equals(NodeKind.UNRESOLVED);
    return Text.of(SymbolText.packagePart(symbol), Style.DIM)
        .plus(SymbolText.namePart(symbol), unresolved ? Style.PLAIN : Style.BOLD)
        .plus(SymbolText.parametersPart(symbol), Style.DIM);
  }

  /** Returns the kind of a node in small letters. */
  Text kind(int node) {
    return Text.of(snapshot.kind(node).name().toLowerCase(Locale.ROOT), Style.CYAN);
  }

  /** Returns where a node is defined, or "". */
  Text place(int node) {
    Attributes attributes = snapshot.attributes(node);
    return place(attributes, attributes.get(Attributes.START_LINE).orElse(""));
  }

  /** Returns where an edge is stated: in the file of the node that it starts in. */
  Text placeOfEdge(int from, EdgeKind kind, int to) {
    String line = line(from, kind, to);
    return line.isEmpty() ? place(from) : place(snapshot.attributes(from), line);
  }

  /** Returns the line of an edge, or "". */
  String line(int from, EdgeKind kind, int to) {
    return snapshot
        .edgeAttributes(from, kind, to)
        .flatMap(attributes -> attributes.get(Attributes.LINE))
        .orElse("");
  }

  private static Text place(Attributes attributes, String line) {
    String file = attributes.get(Attributes.FILE).orElse("");
    return Text.of(line.isEmpty() || file.isEmpty() ? file : file + ":" + line, Style.DIM);
  }

  /** Writes the fields of a node. */
  void write(Json json, int node) throws IOException {
    String symbol = snapshot.symbol(node);
    json.field("symbol", symbol)
        .field("kind", snapshot.kind(node).name())
        .field("display", SymbolText.of(symbol));
    Map<String, String> attributes = snapshot.attributes(node).asMap();
    json.object(
        "attributes",
        object -> {
          for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            object.field(attribute.getKey(), attribute.getValue());
          }
        });
  }

  /** Writes a field {@code line}, where there is one; whoever made the edge may not count lines. */
  static void writeLine(Json json, String line) throws IOException {
    if (LINE_NUMBER.matcher(line).matches()) {
      json.field("line", Long.parseLong(line));
    } else if (!line.isEmpty()) {
      json.field("line", line);
    }
  }

  /** Writes a field that holds nodes. */
  void writeAll(Json json, String name, List<Integer> nodes) throws IOException {
    json.array(name, nodes, this::write);
  }
}
