package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.cli.terminal.Tree;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.query.BlastRadius;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Shows what a traversal found: each node below the one that it was found from, nearest first. */
final class RadiusView {
  private final GraphSnapshot snapshot;
  private final NodeText text;
  private final int start;
  private final BlastRadius radius;
  private final int shown;

  /**
   * Shows a traversal.
   *
   * @param limit how many nodes to show; those that are nearest
   */
  RadiusView(GraphSnapshot snapshot, int start, BlastRadius radius, int limit) {
    this.snapshot = snapshot;
    this.text = new NodeText(snapshot);
    this.start = start;
    this.radius = radius;
    this.shown = Math.min(limit, radius.size());
  }

  /** Returns how many nodes are shown. */
  int shown() {
    return shown;
  }

  /** A parent is nearer than its children, so it is among those that are shown. */
  Tree tree() {
    Tree root = new Tree(text.name(start).plus("  ").plus(text.place(start)));
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int parent = radius.parentIndex(i);
      trees.add((parent < 0 ? root : trees.get(parent)).add(label(i)));
    }
    return root;
  }

  void write(Json json) throws IOException {
    json.object("node", node -> text.write(node, start));
    json.array(
        "byDepth",
        IntStream.rangeClosed(1, radius.depth()).boxed().toList(),
        (each, depth) -> each.field("depth", depth).field("nodes", radius.countAtDepth(depth)));
    json.array("results", IntStream.range(0, shown).boxed().toList(), this::writeStep);
  }

  private void writeStep(Json json, int index) throws IOException {
    text.write(json, radius.node(index));
    json.field("depth", radius.depth(index))
        .field("edge", radius.kind(index).name())
        .field("parent", snapshot.symbol(radius.parent(index)));
    NodeText.writeLine(
        json, text.line(radius.node(index), radius.kind(index), radius.parent(index)));
  }

  private Text label(int index) {
    int node = radius.node(index);
    EdgeKind kind = radius.kind(index);
    return Text.of(kind.name().toLowerCase(Locale.ROOT), Style.MAGENTA)
        .plus(" ")
        .plus(text.name(node))
        .plus("  ")
        .plus(text.placeOfEdge(node, kind, radius.parent(index)));
  }
}
