package dev.keygraph.peer.property;

import dev.keygraph.compare.json.JsonText;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.Texts;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what units say.
 *
 * @param <N> the nodes of the database
 */
public final class UnitStatements<N> {
  private final PropertyGraph<N> graph;

  /** Writes to a graph, within its transaction if it has one. */
  public UnitStatements(PropertyGraph<N> graph) {
    this.graph = graph;
  }

  /** Makes a unit the content of its path. */
  public void replace(UnitContent unit) {
    N known = graph.find(PropertyGraph.Label.UNIT, unit.path());
    Set<N> old = known == null ? Set.of() : graph.removeStatements(known);
    N own = known == null ? graph.add(PropertyGraph.Label.UNIT, unit.path()) : known;
    List<N> nodes = add(unit, own, this::symbol);
    Set<N> rest = new HashSet<>(old);
    nodes.forEach(rest::remove);
    for (N node : rest) {
      if (!graph.removeIfUnused(node)) {
        show(node);
      }
    }
    nodes.forEach(this::show);
  }

  private N symbol(String symbol) {
    N known = graph.find(PropertyGraph.Label.SYMBOL, symbol);
    return known == null ? addSymbol(symbol) : known;
  }

  /** Adds a symbol that is not there, and that nothing defines so far. */
  public N addSymbol(String symbol) {
    N node = graph.add(PropertyGraph.Label.SYMBOL, symbol);
    graph.set(node, PropertyGraph.KIND, NodeKind.UNRESOLVED.name());
    return node;
  }

  /**
   * Adds all that a unit says. What its symbols show stays as it is.
   *
   * @param own the unit's node, which has no edges
   * @param symbols finds or makes the node of a symbol
   * @return the nodes of its symbols, by their ranks
   */
  public List<N> add(UnitContent unit, N own, Function<String, N> symbols) {
    graph.set(own, PropertyGraph.HASH, unit.hash().toByteArray());
    List<N> nodes = new ArrayList<>();
    for (int rank = 0; rank < unit.symbolCount(); rank++) {
      nodes.add(symbols.apply(unit.symbol(rank)));
    }
    Map<Integer, Map<String, Object>> stated = new LinkedHashMap<>();
    for (int i = 0; i < unit.definitionCount(); i++) {
      Map<String, Object> properties = properties(unit.definitionAttributes(i));
      properties.put(PropertyGraph.KIND, unit.definitionKind(i).name());
      stated.put(unit.definitionRank(i), properties);
    }
    long id = graph.id(own);
    for (int i = 0; i < unit.edgeCount(); i++) {
      stated.putIfAbsent(unit.edgeFromRank(i), Map.of());
      Map<String, Object> properties = properties(unit.edgeAttributes(i));
      properties.put(PropertyGraph.UNIT, id);
      graph.connect(
          nodes.get(unit.edgeFromRank(i)),
          unit.edgeKind(i).name(),
          nodes.get(unit.edgeToRank(i)),
          properties);
    }
    stated.forEach(
        (rank, properties) ->
            graph.connect(own, PropertyGraph.STATES, nodes.get(rank), properties));
    return nodes;
  }

  private static Map<String, Object> properties(Attributes attributes) {
    Map<String, Object> properties = new HashMap<>();
    if (!attributes.isEmpty()) {
      properties.put(PropertyGraph.ATTRIBUTES, JsonText.line(attributes.asMap()));
    }
    return properties;
  }

  /** Has a symbol show the kind that the unit with the smallest path states. */
  public void show(N symbol) {
    Shown shown = new Shown();
    graph.definitions(
        symbol,
        (unit, kind) -> shown.offer((String) graph.property(unit, PropertyGraph.NAME), kind));
    if (!graph.property(symbol, PropertyGraph.KIND).equals(shown.kind)) {
      graph.set(symbol, PropertyGraph.KIND, shown.kind);
    }
  }

  /** The statement of the smallest path. */
  private static final class Shown {
    private @Nullable String path;
    private String kind = NodeKind.UNRESOLVED.name();

    void offer(String candidate, String candidateKind) {
      if (path == null || Texts.compare(candidate, path) < 0) {
        path = candidate;
        kind = candidateKind;
      }
    }
  }
}
