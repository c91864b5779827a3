package dev.keygraph.query;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveGraph.Edge;
import dev.keygraph.conformance.graph.NaiveGraph.Node;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NodeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Small graphs with gaps between ids, parallel edges, edges from a node to itself, and islands. */
final class RandomGraphs extends DomainContextBase {
  static final List<EdgeKind> KINDS = List.of(EdgeKind.CALLS, EdgeKind.EXTENDS, EdgeKind.USES);

  private static final List<String> TYPES = List.of("A", "A$B", "C", "D", "E", "F");
  private static final List<String> SUFFIXES = List.of("#f()V", "#g(I)I", "#<init>()V", "#$f()V");

  @Provide
  Arbitrary<NaiveGraph> graphs() {
    Arbitrary<List<int[]>> edges =
        Arbitraries.integers()
            .between(0, 1 << 20)
            .map(code -> new int[] {code & 31, (code >> 5) & 31, (code >> 10) % KINDS.size()})
            .list()
            .ofMaxSize(40);
    return Combinators.combine(
            Arbitraries.integers().between(1, 14), Arbitraries.integers().between(1, 3), edges)
        .as(RandomGraphs::graph);
  }

  @Provide
  Arbitrary<EdgeKinds> kinds() {
    return Arbitraries.of(
        EdgeKinds.all(),
        EdgeKinds.of(EdgeKind.CALLS),
        EdgeKinds.of(EdgeKind.USES, EdgeKind.CALLS),
        EdgeKinds.of());
  }

  static List<Integer> list(int[] nodes) {
    return Arrays.stream(nodes).boxed().toList();
  }

  private static NaiveGraph graph(int size, int stride, List<int[]> codes) {
    List<Edge> edges = new ArrayList<>();
    for (int[] code : codes) {
      int from = 1 + code[0] % size * stride;
      int to = 1 + code[1] % size * stride;
      edges.add(new Edge(from, KINDS.get(code[2]), to));
    }
    SortedMap<Integer, Node> nodes = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      int id = 1 + i * stride;
      nodes.put(id, new Node("n" + id, NodeKind.FUNCTION, Attributes.EMPTY));
    }
    return new NaiveGraph(nodes, edges);
  }

  /** Graphs of types and methods, where each method's symbol is its type's and a suffix. */
  static Arbitrary<NaiveGraph> hierarchies() {
    int methods = TYPES.size() * SUFFIXES.size();
    Arbitrary<Set<Integer>> unresolved =
        Arbitraries.integers().between(0, TYPES.size() + methods - 1).set().ofMaxSize(6);
    Arbitrary<List<Integer>> subtypings =
        Arbitraries.integers().between(0, 2 * TYPES.size() * TYPES.size() - 1).list().ofMaxSize(9);
    Arbitrary<List<Integer>> overridings =
        Arbitraries.integers().between(0, methods * methods - 1).list().ofMaxSize(4);
    Arbitrary<List<Integer>> flags =
        Arbitraries.frequency(
                net.jqwik.api.Tuple.of(12, 0),
                net.jqwik.api.Tuple.of(1, 1),
                net.jqwik.api.Tuple.of(1, 2),
                net.jqwik.api.Tuple.of(1, 3))
            .list()
            .ofSize(methods);
    return Combinators.combine(unresolved, subtypings, overridings, flags)
        .as(RandomGraphs::hierarchy);
  }

  private static NaiveGraph hierarchy(
      Set<Integer> unresolved,
      List<Integer> subtypings,
      List<Integer> overridings,
      List<Integer> flags) {
    SortedMap<Integer, Node> nodes = new TreeMap<>();
    List<Edge> edges = new ArrayList<>();
    int types = TYPES.size();
    for (int type = 0; type < types; type++) {
      nodes.put(type, node(TYPES.get(type), NodeKind.STRUCT, unresolved.contains(type), 0));
    }
    for (int method = 0; method < flags.size(); method++) {
      int type = method % types;
      int id = types + method;
      String symbol = TYPES.get(type) + SUFFIXES.get(method / types);
      nodes.put(id, node(symbol, NodeKind.FUNCTION, unresolved.contains(id), flags.get(method)));
      edges.add(new Edge(type, EdgeKind.DEFINES, id));
      if (symbol.startsWith("A$B")) {
        edges.add(new Edge(TYPES.indexOf("A"), EdgeKind.DEFINES, id));
      }
    }
    for (int code : subtypings) {
      int pair = code / 2;
      edges.add(
          new Edge(
              pair / types, code % 2 == 0 ? EdgeKind.EXTENDS : EdgeKind.IMPLEMENTS, pair % types));
    }
    for (int code : overridings) {
      edges.add(
          new Edge(types + code / flags.size(), EdgeKind.OVERRIDES, types + code % flags.size()));
    }
    return new NaiveGraph(nodes, edges);
  }

  private static Node node(String symbol, NodeKind kind, boolean unresolved, int flag) {
    if (unresolved) {
      return new Node(symbol, NodeKind.UNRESOLVED, Attributes.EMPTY);
    }
    Attributes.Builder attributes = Attributes.builder();
    switch (flag) {
      case 1 -> attributes.visibility("private");
      case 2 -> attributes.put(Attributes.MODIFIERS, "final static");
      case 3 -> attributes.visibility("public").put(Attributes.MODIFIERS, "nonstatic");
      default -> {}
    }
    return new Node(symbol, kind, attributes.build());
  }
}
