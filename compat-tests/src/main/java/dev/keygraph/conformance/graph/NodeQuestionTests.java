package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.CancellationToken;
import dev.keygraph.query.Completion;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodePattern;
import dev.keygraph.query.QueryCancelledException;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.QueryReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Nodes by a pattern, within limits. */
abstract class NodeQuestionTests extends QuestionTests {
  private static final int METHODS = 300;

  private record Search(NodePattern pattern, BiConsumer<GraphSnapshot, NodeVisitor> stream) {}

  private static final List<Search> SEARCHES =
      List.of(
          new Search(NodePattern.all(), GraphSnapshot::nodes),
          new Search(NodePattern.withPrefix("shop/"), (s, v) -> s.nodesWithPrefix("shop/", v)),
          new Search(NodePattern.named("pay"), (s, v) -> s.nodesNamed("pay", v)),
          new Search(
              NodePattern.namedWithPrefix("buyIt"), (s, v) -> s.nodesNamedWithPrefix("buyIt", v)),
          new Search(NodePattern.camelCase("bIt"), (s, v) -> s.nodesMatchingCamelCase("bIt", v)),
          new Search(
              NodePattern.ofKind(NodeKind.FUNCTION), (s, v) -> s.nodesOfKind(NodeKind.FUNCTION, v)),
          new Search(NodePattern.inPackage("shop"), (s, v) -> s.nodesInPackage("shop", v)),
          new Search(NodePattern.ofUnit("Shop.java"), (s, v) -> s.nodesOfUnit("Shop.java", v)));

  private static UnitContent shop() {
    UnitContent.Builder unit = UnitContent.builder("Shop.java");
    unit.define("shop/Shop", NodeKind.STRUCT).edge("shop/Shop", EdgeKind.USES, "bank/Bank");
    for (int i = 0; i < METHODS; i++) {
      unit.define("shop/Shop#buyItem" + i + "()V", NodeKind.FUNCTION);
      unit.define("shop/Shop" + i + "#pay()V", NodeKind.FUNCTION);
    }
    return unit.build();
  }

  private static List<Integer> ids(BiConsumer<GraphSnapshot, NodeVisitor> stream, GraphSnapshot s) {
    List<Integer> ids = new ArrayList<>();
    stream.accept(s, ids::add);
    return ids;
  }

  @Test
  final void nodesOfAPatternWithinLimits() {
    writer().replaceUnit(shop());
    QueryLimits none = QueryLimits.none();
    CancellationToken cancelled = new CancellationToken();
    cancelled.cancel();
    try (GraphSnapshot snapshot = graph().snapshot()) {
      GraphQueries queries = GraphQueries.over(snapshot);
      for (Search search : SEARCHES) {
        NodePattern pattern = search.pattern();
        List<Integer> expected = ids(search.stream(), snapshot);
        assertThat(expected).hasSizeGreaterThanOrEqualTo(METHODS);
        List<Integer> found = new ArrayList<>();
        QueryReport whole = queries.nodes(pattern, none, found::add);
        assertThat(whole).isEqualTo(new QueryReport(expected.size(), 0, 0, Completion.COMPLETE));
        assertThat(found).isEqualTo(expected);

        found.clear();
        QueryReport part = queries.nodes(pattern, none.maxResults(10), found::add);
        assertThat(part.completion()).isEqualTo(Completion.RESULT_LIMIT);
        assertThat(found).isEqualTo(expected.subList(0, 10));
        assertThat(queries.nodes(pattern, none.maxResults(expected.size())).report().isComplete())
            .isTrue();
        QueryReport late = queries.nodes(pattern, none.timeout(Duration.ZERO)).report();
        assertThat(late).isEqualTo(new QueryReport(0, 0, 0, Completion.TIMEOUT));
        assertThatExceptionOfType(QueryCancelledException.class)
            .isThrownBy(() -> queries.nodes(pattern, none.cancellation(cancelled)));
      }
    }
  }

  @Test
  final void aSearchThatFindsNothingHasLimitsToo() {
    writer().replaceUnit(shop());
    QueryLimits atOnce = QueryLimits.none().timeout(Duration.ZERO);
    try (GraphSnapshot snapshot = graph().snapshot()) {
      GraphQueries queries = GraphQueries.over(snapshot);
      // Its initials are those of hundreds of nodes, all of which are looked at.
      NodePattern pattern = NodePattern.camelCase("bIx");
      assertThat(queries.nodes(pattern, QueryLimits.none()).report())
          .isEqualTo(new QueryReport(0, 0, 0, Completion.COMPLETE));
      assertThat(queries.nodes(pattern, atOnce).report().completion())
          .isEqualTo(Completion.TIMEOUT);
    }
  }
}
