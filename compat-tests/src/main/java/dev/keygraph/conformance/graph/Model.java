package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a graph should hold: its units, changed the plain way. */
final class Model {
  private final NavigableMap<String, UnitContent> units = new TreeMap<>(CodePoints.ORDER);

  Model copy() {
    Model copy = new Model();
    copy.units.putAll(units);
    return copy;
  }

  Facts facts() {
    return new Facts(units.values());
  }

  List<UnitContent> units() {
    return List.copyOf(units.values());
  }

  boolean isEmpty() {
    return units.isEmpty();
  }

  @Nullable ContentHash hash(String path) {
    UnitContent unit = units.get(path);
    return unit == null ? null : unit.hash();
  }

  void replace(UnitContent unit) {
    units.put(unit.path(), unit);
  }

  void replaceAll(Collection<UnitContent> all) {
    all.forEach(this::replace);
  }

  void remove(String path) {
    units.remove(path);
  }

  void retainOnly(Set<String> paths) {
    units.keySet().retainAll(paths);
  }

  /** What a unit says, taken apart to be changed. */
  private static final class Draft {
    private record Said(NodeKind kind, Attributes attributes) {}

    final NavigableMap<String, Said> definitions = new TreeMap<>(CodePoints.ORDER);
    final NavigableMap<SymbolEdge, Attributes> edges = new TreeMap<>();

    Draft(@Nullable UnitContent unit) {
      if (unit == null) {
        return;
      }
      for (int i = 0; i < unit.definitionCount(); i++) {
        definitions.put(
            unit.definitionSymbol(i),
            new Said(unit.definitionKind(i), unit.definitionAttributes(i)));
      }
      for (int i = 0; i < unit.edgeCount(); i++) {
        edges.put(
            new SymbolEdge(unit.edgeFrom(i), unit.edgeKind(i), unit.edgeTo(i)),
            unit.edgeAttributes(i));
      }
    }

    boolean saysTheSameAs(Draft other) {
      return definitions.equals(other.definitions) && edges.equals(other.edges);
    }

    UnitContent toUnit(String path) {
      UnitContent.Builder unit = UnitContent.builder(path);
      definitions.forEach((symbol, said) -> unit.define(symbol, said.kind, said.attributes));
      edges.forEach(
          (edge, attributes) -> unit.edge(edge.from(), edge.kind(), edge.to(), attributes));
      return unit.build();
    }
  }

  /** An edit that changes nothing leaves a unit as it is; one that leaves nothing removes it. */
  private void edit(@Nullable String unitPath, String symbol, Consumer<Draft> change) {
    String path = unitPath == null ? UnitContent.implicitPath(symbol) : unitPath;
    UnitContent before = units.get(path);
    Draft draft = new Draft(before);
    change.accept(draft);
    if (draft.saysTheSameAs(new Draft(before))) {
      return;
    }
    if (draft.definitions.isEmpty() && draft.edges.isEmpty()) {
      units.remove(path);
    } else {
      units.put(path, draft.toUnit(path));
    }
  }

  void putNode(@Nullable String path, String symbol, NodeKind kind, Attributes attributes) {
    edit(path, symbol, unit -> unit.definitions.put(symbol, new Draft.Said(kind, attributes)));
  }

  void removeNode(@Nullable String path, String symbol) {
    edit(
        path,
        symbol,
        unit -> {
          unit.definitions.remove(symbol);
          unit.edges.keySet().removeIf(edge -> edge.from().equals(symbol));
        });
  }

  void putEdge(
      @Nullable String path, String from, EdgeKind kind, String to, Attributes attributes) {
    edit(path, from, unit -> unit.edges.put(new SymbolEdge(from, kind, to), attributes));
  }

  void removeEdge(@Nullable String path, String from, EdgeKind kind, String to) {
    edit(path, from, unit -> unit.edges.remove(new SymbolEdge(from, kind, to)));
  }
}
