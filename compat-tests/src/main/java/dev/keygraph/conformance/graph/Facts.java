package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Definition;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The truth: what a graph of some units must answer, worked out by brute force from what the
 * interfaces of {@code dev.keygraph.graph} promise. It shares no code with the store.
 */
final class Facts implements Answers {
  private final NavigableMap<String, UnitContent> units = new TreeMap<>(CodePoints.ORDER);
  private final NavigableMap<String, NodeFacts> nodes = new TreeMap<>(CodePoints.ORDER);
  private final NavigableMap<SymbolEdge, EdgeFacts> edges = new TreeMap<>();

  Facts(Collection<UnitContent> contents) {
    contents.forEach(unit -> units.put(unit.path(), unit));
    NavigableMap<String, List<Definition>> definitions = new TreeMap<>(CodePoints.ORDER);
    NavigableMap<SymbolEdge, List<EdgeStatement>> statements = new TreeMap<>();
    for (UnitContent unit : units.values()) {
      collect(unit, definitions, statements);
    }
    definitions.forEach(
        (symbol, all) ->
            nodes.put(
                symbol,
                all.isEmpty()
                    ? new NodeFacts(NodeKind.UNRESOLVED, Attributes.EMPTY, all)
                    : new NodeFacts(all.get(0).kind(), all.get(0).attributes(), all)));
    statements.forEach((edge, all) -> edges.put(edge, new EdgeFacts(all.get(0).attributes(), all)));
  }

  /** Units come by path, so that the first definition or statement is the one of the smallest. */
  private static void collect(
      UnitContent unit,
      NavigableMap<String, List<Definition>> definitions,
      NavigableMap<SymbolEdge, List<EdgeStatement>> statements) {
    for (int i = 0; i < unit.definitionCount(); i++) {
      definitions
          .computeIfAbsent(unit.definitionSymbol(i), symbol -> new ArrayList<>())
          .add(new Definition(unit.path(), unit.definitionKind(i), unit.definitionAttributes(i)));
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      SymbolEdge edge = new SymbolEdge(unit.edgeFrom(i), unit.edgeKind(i), unit.edgeTo(i));
      definitions.computeIfAbsent(edge.from(), symbol -> new ArrayList<>());
      definitions.computeIfAbsent(edge.to(), symbol -> new ArrayList<>());
      statements
          .computeIfAbsent(edge, each -> new ArrayList<>())
          .add(new EdgeStatement(unit.path(), unit.edgeAttributes(i)));
    }
  }

  @Override
  public SortedMap<String, NodeFacts> nodes() {
    return Collections.unmodifiableSortedMap(nodes);
  }

  @Override
  public SortedMap<SymbolEdge, EdgeFacts> edges() {
    return Collections.unmodifiableSortedMap(edges);
  }

  @Override
  public SortedSet<SymbolEdge> reverseEdges() {
    return Collections.unmodifiableSortedSet(edges.navigableKeySet());
  }

  @Override
  public SortedMap<String, UnitContent> units() {
    return Collections.unmodifiableSortedMap(units);
  }

  @Override
  public SortedSet<String> unitPaths() {
    return Collections.unmodifiableSortedSet(units.navigableKeySet());
  }

  @Override
  public Optional<UnitContent> unit(String path) {
    return Optional.ofNullable(units.get(path));
  }

  @Override
  public Optional<NodeFacts> node(String symbol) {
    return Optional.ofNullable(nodes.get(symbol));
  }

  @Override
  public Counts counts() {
    long unresolved =
        nodes.values().stream().filter(node -> node.kind().equals(NodeKind.UNRESOLVED)).count();
    return new Counts(units.size(), nodes.size(), unresolved, edges.size());
  }

  @Override
  public boolean hasNode(String symbol) {
    return nodes.containsKey(symbol);
  }

  @Override
  public SortedSet<SymbolEdge> edges(String symbol, Direction direction, EdgeKinds kinds) {
    SortedSet<SymbolEdge> found = new TreeSet<>();
    for (SymbolEdge edge : edges.keySet()) {
      String near = direction == Direction.OUTGOING ? edge.from() : edge.to();
      if (near.equals(symbol) && kinds.contains(edge.kind())) {
        found.add(edge);
      }
    }
    return found;
  }

  private List<String> symbols(Predicate<String> wanted) {
    return nodes.keySet().stream().filter(wanted).toList();
  }

  @Override
  public List<String> withPrefix(String prefix) {
    return symbols(symbol -> CodePoints.startsWith(symbol, prefix));
  }

  @Override
  public List<String> named(String simpleName) {
    return symbols(symbol -> SymbolNames.simpleName(symbol).equals(simpleName));
  }

  @Override
  public List<String> namedWithPrefix(String prefix) {
    return symbols(symbol -> CodePoints.startsWith(SymbolNames.simpleName(symbol), prefix));
  }

  @Override
  public List<String> matching(String pattern) {
    return symbols(symbol -> SymbolNames.matchesCamelCase(pattern, symbol));
  }

  @Override
  public List<String> ofKind(NodeKind kind) {
    return symbols(symbol -> Objects.requireNonNull(nodes.get(symbol)).kind().equals(kind));
  }

  @Override
  public List<String> inPackage(String packageName) {
    return symbols(symbol -> SymbolNames.packageName(symbol).equals(packageName));
  }

  @Override
  public List<String> ofUnit(String path) {
    return symbols(
        symbol ->
            Objects.requireNonNull(nodes.get(symbol)).definitions().stream()
                .anyMatch(definition -> definition.unitPath().equals(path)));
  }
}
