package dev.keygraph.query;

import dev.keygraph.graph.EdgeKind;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many edges of each kind a node has. Immutable.
 *
 * @param incoming the number of edges that end in the node, by kind, in the order of kinds' names;
 *     kinds without edges are absent
 * @param outgoing the same of edges that begin in it
 * @param report what it cost, and whether all edges were counted; it has no results
 */
public record DegreeProfile(
    SortedMap<EdgeKind, Integer> incoming,
    SortedMap<EdgeKind, Integer> outgoing,
    QueryReport report) {
  /** Copies the maps. */
  public DegreeProfile {
    incoming = copy(incoming);
    outgoing = copy(outgoing);
  }

  /** Returns the number of all edges that end in the node. */
  public int inDegree() {
    return incoming.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the number of all edges that begin in the node. */
  public int outDegree() {
    return outgoing.values().stream().mapToInt(Integer::intValue).sum();
  }

  static SortedMap<EdgeKind, Integer> emptyCounts() {
    return new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
  }

  private static SortedMap<EdgeKind, Integer> copy(Map<EdgeKind, Integer> counts) {
    SortedMap<EdgeKind, Integer> copy = emptyCounts();
    copy.putAll(counts);
    return Collections.unmodifiableSortedMap(copy);
  }
}
