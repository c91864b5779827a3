package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Definition;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What a graph says, by symbols, so that graphs with other ids can be compared: {@link Facts}
 * answers from the units alone, {@link SnapshotAnswers} asks a graph.
 */
interface Answers {
  /**
   * What there is to say of a node.
   *
   * @param kind the kind that is shown
   * @param attributes the attributes that are shown
   * @param definitions what each unit says, by path
   */
  record NodeFacts(NodeKind kind, Attributes attributes, List<Definition> definitions) {}

  /**
   * What there is to say of an edge.
   *
   * @param attributes the attributes that are shown
   * @param statements what each unit says, by path
   */
  record EdgeFacts(Attributes attributes, List<EdgeStatement> statements) {}

  /**
   * The counts of a graph.
   *
   * @param units units
   * @param nodes nodes
   * @param unresolved nodes that no unit defines
   * @param edges edges
   */
  record Counts(long units, long nodes, long unresolved, long edges) {}

  /** All nodes, by symbol. */
  SortedMap<String, NodeFacts> nodes();

  /** All edges, as their starts know them. */
  SortedMap<SymbolEdge, EdgeFacts> edges();

  /** All edges, as their ends know them. */
  SortedSet<SymbolEdge> reverseEdges();

  /** All units, by path. */
  SortedMap<String, UnitContent> units();

  /** The paths of all units. */
  SortedSet<String> unitPaths();

  /** What a unit says, if there is one. */
  Optional<UnitContent> unit(String path);

  Counts counts();

  /** What there is to say of a node, if there is one. */
  Optional<NodeFacts> node(String symbol);

  boolean hasNode(String symbol);

  /** The edges of a node of some kinds; none if there is no such node. */
  SortedSet<SymbolEdge> edges(String symbol, Direction direction, EdgeKinds kinds);

  /** By symbol, as all lists of symbols here. */
  List<String> withPrefix(String prefix);

  List<String> named(String simpleName);

  List<String> namedWithPrefix(String prefix);

  List<String> matching(String camelCasePattern);

  List<String> ofKind(NodeKind kind);

  List<String> inPackage(String packageName);

  List<String> ofUnit(String path);
}
