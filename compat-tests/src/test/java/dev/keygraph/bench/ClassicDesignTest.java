package dev.keygraph.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contender answers as the graph does, so that their times may be compared. */
class ClassicDesignTest {
  private static final int TYPES = 20;
  private static final int FUNCTIONS = 60;
  private static final List<EdgeKind> KINDS =
      List.of(EdgeKind.CALLS, EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS, EdgeKind.USES);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answersAsTheGraphDoes(long seed) {
    try (Graph graph = BenchGraphs.open("sqlite", directory.resolve("store"))) {
      graph.importUnits(List.of(unit(new Random(seed))).iterator(), ImportOptions.defaults());
      Path file = directory.resolve("classic.db");
      try (GraphSnapshot snapshot = graph.snapshot()) {
        ClassicDesign.load(snapshot, file);
        try (ClassicDesign classic = new ClassicDesign(file)) {
          snapshot.nodes(
              node -> {
                compare(snapshot, classic, node);
                return true;
              });
          assertThat(classic.node("nobody")).isEqualTo(GraphSnapshot.NO_NODE);
        }
      }
    }
  }

  private static UnitContent unit(Random random) {
    UnitContent.Builder unit = UnitContent.builder("unit");
    for (int i = 0; i < TYPES; i++) {
      unit.define("type" + i, i % 2 == 0 ? NodeKind.TRAIT : NodeKind.STRUCT);
      unit.edge(
          "type" + i,
          random.nextBoolean() ? EdgeKind.IMPLEMENTS : EdgeKind.EXTENDS,
          "type" + random.nextInt(TYPES));
    }
    for (int i = 0; i < FUNCTIONS; i++) {
      unit.define("function" + i, NodeKind.FUNCTION);
      for (int calls = random.nextInt(4); calls > 0; calls--) {
        unit.edge("function" + i, EdgeKind.CALLS, "function" + random.nextInt(FUNCTIONS));
      }
      unit.edge("function" + i, EdgeKind.USES, "type" + random.nextInt(TYPES));
    }
    return unit.build();
  }

  private static void compare(GraphSnapshot snapshot, ClassicDesign classic, int node) {
    GraphQueries queries = GraphQueries.over(snapshot);
    assertThat(classic.node(snapshot.symbol(node))).isEqualTo(node);
    assertThat(sorted(visitor -> classic.callers(node, visitor)))
        .isEqualTo(sorted(visitor -> queries.callers(node, QueryLimits.none(), visitor)));
    for (int depth = 0; depth <= 5; depth++) {
      compareBlastRadius(queries, classic, node, depth);
    }
    NodeSet start = NodeSet.of(node);
    for (Direction direction : List.of(Direction.INCOMING, Direction.OUTGOING)) {
      TraversalOptions options =
          TraversalOptions.outgoing().direction(direction).kinds(EdgeKinds.all());
      assertThat(sorted(visitor -> classic.reachable(node, direction, KINDS, visitor)))
          .isEqualTo(
              sorted(
                  visitor ->
                      queries.blastRadius(
                          start, options, (found, depth, parent, kind) -> visitor.visit(found))));
    }
    if (!snapshot.kind(node).equals(NodeKind.FUNCTION)) {
      assertThat(sorted(visitor -> classic.implementations(node, visitor)))
          .isEqualTo(sorted(visitor -> queries.implementations(node, QueryLimits.none(), visitor)));
    }
  }

  private static void compareBlastRadius(
      GraphQueries queries, ClassicDesign classic, int node, int depth) {
    TraversalOptions options = TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(depth);
    assertThat(
            sorted(
                visitor ->
                    classic.blastRadius(node, Direction.INCOMING, EdgeKind.CALLS, depth, visitor)))
        .isEqualTo(
            sorted(
                visitor ->
                    queries.blastRadius(
                        node, options, (found, at, parent, kind) -> visitor.visit(found))));
  }

  private static List<Integer> sorted(Consumer<NodeVisitor> question) {
    List<Integer> nodes = new ArrayList<>();
    question.accept(nodes::add);
    nodes.sort(null);
    return nodes;
  }
}
