package dev.keygraph.query;

import dev.keygraph.conformance.graph.NaiveGraph;
import dev.keygraph.conformance.graph.NaiveGraph.Edge;
import dev.keygraph.conformance.graph.NaiveGraph.Node;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Graphs of CALLS edges in which nodes are numbered from 0, of a shape that a test needs. */
final class ShapedGraphs {
  private ShapedGraphs() {}

  /** A chain: each node calls the next one. */
  static NaiveGraph chain(int size) {
    List<Edge> edges = new ArrayList<>();
    for (int node = 0; node + 1 < size; node++) {
      edges.add(new Edge(node, EdgeKind.CALLS, node + 1));
    }
    return graph(size, edges);
  }

  /** A chain whose last node calls the first one. */
  static NaiveGraph ring(int size) {
    List<Edge> edges = new ArrayList<>(chain(size).edges());
    edges.add(new Edge(size - 1, EdgeKind.CALLS, 0));
    return graph(size, edges);
  }

  /** Node 0 calls every other one. */
  static NaiveGraph star(int size) {
    List<Edge> edges = new ArrayList<>();
    for (int node = 1; node < size; node++) {
      edges.add(new Edge(0, EdgeKind.CALLS, node));
    }
    return graph(size, edges);
  }

  /** These edges. */
  static NaiveGraph graph(int size, List<Edge> edges) {
    SortedMap<Integer, Node> nodes = new TreeMap<>();
    for (int node = 0; node < size; node++) {
      nodes.put(node, new Node("n" + node, NodeKind.FUNCTION, Attributes.EMPTY));
    }
    return new NaiveGraph(nodes, edges);
  }
}
