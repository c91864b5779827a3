package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A graph as a table of nodes and a list of edges: what answers are worked out from the slow way.
 *
 * @param nodes the nodes by id
 * @param edges the edges, each once
 */
public record NaiveGraph(SortedMap<Integer, Node> nodes, List<Edge> edges) {

  /**
   * A node.
   *
   * @param symbol its symbol
   * @param kind its kind, {@link NodeKind#UNRESOLVED} if nothing defines it
   * @param attributes its attributes
   */
  public record Node(String symbol, NodeKind kind, Attributes attributes) {}

  /**
   * An edge.
   *
   * @param from the id of the node where it begins
   * @param kind its kind
   * @param to the id of the node where it ends
   */
  public record Edge(int from, EdgeKind kind, int to) {
    /** Returns the node that the edge leads to, for one who goes in {@code direction}. */
    public int target(Direction direction) {
      return direction == Direction.OUTGOING ? to : from;
    }

    /** Returns the node that the edge comes from, for one who goes in {@code direction}. */
    public int source(Direction direction) {
      return target(direction.reverse());
    }
  }

  /** Copies the table and the list, without edges that come again. */
  public NaiveGraph {
    nodes = new TreeMap<>(nodes);
    edges = List.copyOf(new LinkedHashSet<>(edges));
  }

  /** Reads a whole snapshot: its nodes, and the edges that begin in them. */
  public static NaiveGraph of(GraphSnapshot snapshot) {
    SortedMap<Integer, Node> nodes = new TreeMap<>();
    snapshot.nodes(
        node -> {
          nodes.put(
              node,
              new Node(snapshot.symbol(node), snapshot.kind(node), snapshot.attributes(node)));
          return true;
        });
    List<Edge> edges = new ArrayList<>();
    for (int from : nodes.keySet()) {
      snapshot.neighbors(
          from,
          Direction.OUTGOING,
          EdgeKinds.all(),
          (to, kind) -> edges.add(new Edge(from, kind, to)));
    }
    return new NaiveGraph(nodes, edges);
  }

  /** Returns the edges of some kinds. */
  public List<Edge> edges(EdgeKinds kinds) {
    return edges.stream().filter(edge -> kinds.contains(edge.kind())).toList();
  }

  /** Returns the edges of some kinds that begin and end among some nodes. */
  public List<Edge> edgesAmong(Set<Integer> among, EdgeKinds kinds) {
    return edges(kinds).stream()
        .filter(edge -> among.contains(edge.from()) && among.contains(edge.to()))
        .toList();
  }

  /** Returns the ids of the nodes with a symbol: one or none. */
  public Set<Integer> nodesOf(String symbol) {
    Set<Integer> found = new LinkedHashSet<>();
    for (Map.Entry<Integer, Node> entry : nodes.entrySet()) {
      if (entry.getValue().symbol().equals(symbol)) {
        found.add(entry.getKey());
      }
    }
    return found;
  }
}
