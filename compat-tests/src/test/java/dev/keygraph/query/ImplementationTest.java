package dev.keygraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveGraph.Edge;
import dev.keygraph.conformance.graph.NaiveGraph.Node;
import dev.keygraph.conformance.graph.NaiveQueries;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class ImplementationTest {

  @Provide
  Arbitrary<NaiveGraph> hierarchies() {
    return RandomGraphs.hierarchies();
  }

  @Property
  void implementations(
      @ForAll("hierarchies") NaiveGraph graph, @ForAll @IntRange(max = 4) int limit) {
    EdgeListSnapshot snapshot = new EdgeListSnapshot(graph);
    GraphQueries queries = GraphQueries.over(snapshot);
    NaiveQueries naive = new NaiveQueries(graph);
    for (int node : graph.nodes().keySet()) {
      long before = snapshot.edgesStreamed();
      NodeSelection found = queries.implementations(node, QueryLimits.none());
      assertThat(found.report().edgesVisited()).isEqualTo(snapshot.edgesStreamed() - before);
      assertThat(found.report().isComplete()).isTrue();
      assertThat(found.report().results()).isEqualTo(found.nodes().size());
      assertThat(RandomGraphs.list(found.nodes().toArray()))
          .as(snapshot.symbol(node))
          .containsExactlyElementsOf(naive.implementations(node));

      List<Integer> streamed = new ArrayList<>();
      queries.implementations(node, QueryLimits.none(), streamed::add);
      List<Integer> some = new ArrayList<>();
      QueryReport report =
          queries.implementations(node, QueryLimits.none().maxResults(limit), some::add);
      assertThat(some).isEqualTo(streamed.subList(0, Math.min(limit, streamed.size())));
      assertThat(report.completion())
          .isEqualTo(limit >= streamed.size() ? Completion.COMPLETE : Completion.RESULT_LIMIT);
    }
  }

  @Example
  void aMethodOfAnInterface() {
    Map<String, Integer> ids = new TreeMap<>();
    TreeMap<Integer, Node> nodes = new TreeMap<>();
    for (String symbol :
        List.of(
            "List",
            "ArrayList",
            "MyList",
            "List#add(I)Z",
            "ArrayList#add(I)Z",
            "MyList#add(I)Z",
            "List#of()V",
            "ArrayList#of()V",
            "ArrayList#<init>()V",
            "MyList#<init>()V",
            "Odd#plus()V")) {
      NodeKind kind = symbol.contains("#") ? NodeKind.FUNCTION : NodeKind.STRUCT;
      Attributes attributes =
          symbol.endsWith("#of()V")
              ? Attributes.of(Map.of(Attributes.MODIFIERS, "static"))
              : Attributes.EMPTY;
      nodes.put(ids.size(), new Node(symbol, kind, attributes));
      ids.put(symbol, ids.size());
    }
    List<Edge> edges = new ArrayList<>();
    for (String symbol : ids.keySet()) {
      int member = symbol.indexOf('#');
      if (member >= 0 && ids.containsKey(symbol.substring(0, member))) {
        edges.add(edge(ids, symbol.substring(0, member), EdgeKind.DEFINES, symbol));
      }
    }
    edges.add(edge(ids, "ArrayList", EdgeKind.IMPLEMENTS, "List"));
    edges.add(edge(ids, "MyList", EdgeKind.EXTENDS, "ArrayList"));
    edges.add(edge(ids, "Odd#plus()V", EdgeKind.OVERRIDES, "List#add(I)Z"));
    EdgeListSnapshot snapshot = new EdgeListSnapshot(new NaiveGraph(nodes, edges));

    assertThat(implementations(snapshot, "List")).containsExactly("ArrayList", "MyList");
    assertThat(implementations(snapshot, "List#add(I)Z"))
        .containsExactly("Odd#plus()V", "ArrayList#add(I)Z", "MyList#add(I)Z");
    assertThat(implementations(snapshot, "ArrayList#add(I)Z")).containsExactly("MyList#add(I)Z");
    assertThat(implementations(snapshot, "List#of()V")).isEmpty();
    assertThat(implementations(snapshot, "ArrayList#<init>()V")).isEmpty();
  }

  private static Edge edge(Map<String, Integer> ids, String from, EdgeKind kind, String to) {
    return new Edge(ids.getOrDefault(from, -1), kind, ids.getOrDefault(to, -1));
  }

  private static List<String> implementations(EdgeListSnapshot snapshot, String symbol) {
    List<String> found = new ArrayList<>();
    GraphQueries.over(snapshot)
        .implementations(
            snapshot.node(symbol), QueryLimits.none(), node -> found.add(snapshot.symbol(node)));
    return found;
  }
}
