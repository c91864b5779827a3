package dev.keygraph.conformance.graph;

import dev.keygraph.conformance.graph.NaiveGraph.Edge;
import dev.keygraph.conformance.graph.NaiveGraph.Node;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.NodeKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The questions of {@code dev.keygraph.query}, answered from their definitions by relaxation over
 * the list of edges and by recursion, for graphs of a few dozen nodes. Nothing here is shared with
 * the algorithms that it checks.
 */
public final class NaiveQueries {
  private final NaiveGraph graph;

  /** Asks questions of a graph. */
  public NaiveQueries(NaiveGraph graph) {
    this.graph = graph;
  }

  /** Returns the nodes at the other end of a node's edges. */
  public SortedSet<Integer> neighbors(int node, Direction direction, EdgeKinds kinds) {
    SortedSet<Integer> found = new TreeSet<>();
    for (Edge edge : graph.edges(kinds)) {
      if (edge.source(direction) == node) {
        found.add(edge.target(direction));
      }
    }
    return found;
  }

  /**
   * Returns the distance of each node that some nodes reach, in edges; those nodes have 0. Every
   * edge is relaxed until nothing changes (Bellman and Ford).
   */
  public SortedMap<Integer, Integer> distances(
      Collection<Integer> starts, Direction direction, EdgeKinds kinds) {
    return distances(starts, direction, graph.edges(kinds));
  }

  private static SortedMap<Integer, Integer> distances(
      Collection<Integer> starts, Direction direction, List<Edge> edges) {
    SortedMap<Integer, Integer> distances = new TreeMap<>();
    starts.forEach(start -> distances.put(start, 0));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Edge edge : edges) {
        Integer before = distances.get(edge.source(direction));
        Integer known = distances.get(edge.target(direction));
        if (before != null && (known == null || known > before + 1)) {
          distances.put(edge.target(direction), before + 1);
          changed = true;
        }
      }
    }
    return distances;
  }

  /** Returns the depth of each node in the blast radius of some nodes, without those. */
  public SortedMap<Integer, Integer> blastRadius(
      Collection<Integer> starts, Direction direction, EdgeKinds kinds, int maxDepth) {
    SortedMap<Integer, Integer> depths = distances(starts, direction, kinds);
    depths.values().removeIf(depth -> depth == 0 || depth > maxDepth);
    return depths;
  }

  /** Returns who implements a type or overrides a method. */
  public SortedSet<Integer> implementations(int node) {
    if (!node(node).kind().equals(NodeKind.FUNCTION)) {
      return subtypes(node);
    }
    SortedSet<Integer> found = below(node, Direction.INCOMING, EdgeKinds.of(EdgeKind.OVERRIDES));
    String symbol = node(node).symbol();
    int owner = -1;
    for (int definer : neighbors(node, Direction.INCOMING, EdgeKinds.of(EdgeKind.DEFINES))) {
      String candidate = node(definer).symbol();
      boolean isOwner = !candidate.equals(symbol) && symbol.startsWith(candidate);
      if (isOwner && (owner < 0 || candidate.length() > node(owner).symbol().length())) {
        owner = definer;
      }
    }
    if (owner < 0 || !canOverride(node)) {
      return found;
    }
    String suffix = symbol.substring(node(owner).symbol().length());
    if (suffix.startsWith("#<")) {
      return found;
    }
    for (int subtype : subtypes(owner)) {
      for (int method : graph.nodesOf(node(subtype).symbol() + suffix)) {
        if (canOverride(method) && !node(method).kind().equals(NodeKind.UNRESOLVED)) {
          found.add(method);
        }
      }
    }
    found.remove(node);
    return found;
  }

  private SortedSet<Integer> subtypes(int type) {
    return below(type, Direction.INCOMING, EdgeKinds.of(EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS));
  }

  private SortedSet<Integer> below(int node, Direction direction, EdgeKinds kinds) {
    SortedSet<Integer> found = new TreeSet<>();
    collectBelow(node, direction, kinds, found);
    found.remove(node);
    return found;
  }

  private void collectBelow(int node, Direction direction, EdgeKinds kinds, Set<Integer> found) {
    for (int next : neighbors(node, direction, kinds)) {
      if (found.add(next)) {
        collectBelow(next, direction, kinds, found);
      }
    }
  }

  private boolean canOverride(int method) {
    Attributes attributes = node(method).attributes();
    String visibility = attributes.get(Attributes.VISIBILITY).orElse("");
    String modifiers = " " + attributes.get(Attributes.MODIFIERS).orElse("") + " ";
    return !visibility.equals("private") && !modifiers.contains(" static ");
  }

  private Node node(int id) {
    Node node = graph.nodes().get(id);
    if (node == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return node;
  }

  /** Returns the length of a shortest path, or -1 if there is none. */
  public int shortestPathLength(int from, int to, Direction direction, EdgeKinds kinds) {
    return distances(Set.of(from), direction, kinds).getOrDefault(to, -1);
  }

  /** Returns the nodes of all simple paths that have at most so many edges. */
  public List<List<Integer>> simplePaths(
      int from, int to, Direction direction, EdgeKinds kinds, int maxLength) {
    List<List<Integer>> found = new ArrayList<>();
    extend(List.of(from), to, direction, kinds, maxLength, found);
    return found;
  }

  private void extend(
      List<Integer> path,
      int to,
      Direction direction,
      EdgeKinds kinds,
      int edgesLeft,
      List<List<Integer>> found) {
    int last = path.get(path.size() - 1);
    if (last == to) {
      found.add(path);
    } else if (edgesLeft > 0) {
      for (int next : neighbors(last, direction, kinds)) {
        if (!path.contains(next)) {
          List<Integer> longer = new ArrayList<>(path);
          longer.add(next);
          extend(longer, to, direction, kinds, edgesLeft - 1, found);
        }
      }
    }
  }

  /** Returns the strongly connected components of a subgraph, by their smallest node. */
  public List<SortedSet<Integer>> components(Set<Integer> among, EdgeKinds kinds) {
    List<Edge> edges = graph.edgesAmong(among, kinds);
    Map<Integer, Set<Integer>> reached = new TreeMap<>();
    for (int node : among) {
      reached.put(node, distances(Set.of(node), Direction.OUTGOING, edges).keySet());
    }
    SortedMap<Integer, SortedSet<Integer>> bySmallest = new TreeMap<>();
    reached.forEach(
        (node, others) -> {
          SortedSet<Integer> component = new TreeSet<>();
          for (int other : others) {
            if (reached.getOrDefault(other, Set.of()).contains(node)) {
              component.add(other);
            }
          }
          bySmallest.put(component.first(), component);
        });
    return new ArrayList<>(bySmallest.values());
  }

  /** Returns the components of a subgraph that have a cycle, by their smallest node. */
  public List<SortedSet<Integer>> cyclicComponents(Set<Integer> among, EdgeKinds kinds) {
    Set<Integer> loops = new TreeSet<>();
    for (Edge edge : graph.edgesAmong(among, kinds)) {
      if (edge.from() == edge.to()) {
        loops.add(edge.from());
      }
    }
    List<SortedSet<Integer>> cyclic = components(among, kinds);
    cyclic.removeIf(component -> component.size() == 1 && !loops.contains(component.first()));
    return cyclic;
  }

  /**
   * Returns the length of a shortest cycle through the smallest node of a component that has one;
   * an edge from that node to itself counts only where it is alone.
   */
  public int shortestCycleLength(SortedSet<Integer> component, EdgeKinds kinds) {
    if (component.size() == 1) {
      return 1;
    }
    int smallest = component.first();
    int shortest = Integer.MAX_VALUE;
    for (int next : neighbors(smallest, Direction.OUTGOING, kinds)) {
      if (next != smallest && component.contains(next)) {
        int back = shortestPathLength(next, smallest, Direction.OUTGOING, kinds);
        shortest = Math.min(shortest, 1 + back);
      }
    }
    return shortest;
  }

  /** Returns whether a list has the nodes of a subgraph once each, and each edge leads forward. */
  public boolean isTopologicalOrder(List<Integer> order, Set<Integer> among, EdgeKinds kinds) {
    boolean forward =
        graph.edgesAmong(among, kinds).stream()
            .allMatch(edge -> order.indexOf(edge.from()) < order.indexOf(edge.to()));
    return forward && order.size() == among.size() && among.equals(Set.copyOf(order));
  }

  /** Returns how many edges a node has, each kind counted. */
  public int degree(int node, Direction direction, EdgeKinds kinds) {
    return (int) graph.edges(kinds).stream().filter(edge -> edge.source(direction) == node).count();
  }

  /** Returns whether there is an edge of a kind. */
  public boolean hasEdge(int from, EdgeKind kind, int to) {
    return graph.edges().contains(new Edge(from, kind, to));
  }
}
