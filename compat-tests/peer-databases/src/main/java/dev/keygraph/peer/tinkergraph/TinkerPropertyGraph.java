package dev.keygraph.peer.tinkergraph;

import dev.keygraph.peer.property.PropertyGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.commons.configuration2.BaseConfiguration;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Property;
import org.apache.tinkerpop.gremlin.structure.T;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerIndexHelper;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerVertex;
import org.jspecify.annotations.Nullable;

/** The graph in memory. */
final class TinkerPropertyGraph implements PropertyGraph<Vertex> {
  private final TinkerGraph graph;

  TinkerPropertyGraph() {
    BaseConfiguration configuration = new BaseConfiguration();
    configuration.setProperty(
        TinkerGraph.GREMLIN_TINKERGRAPH_VERTEX_ID_MANAGER,
        TinkerGraph.DefaultIdManager.LONG.name());
    graph = TinkerGraph.open(configuration);
    graph.createIndex(NAME, Vertex.class);
  }

  @Override
  public @Nullable Vertex find(Label label, String name) {
    for (TinkerVertex vertex : TinkerIndexHelper.queryVertexIndex(graph, NAME, name)) {
      if (vertex.label().equals(label.name())) {
        return vertex;
      }
    }
    return null;
  }

  @Override
  public Vertex add(Label label, String name) {
    return graph.addVertex(T.label, label.name(), NAME, name);
  }

  @Override
  public long id(Vertex node) {
    return (Long) node.id();
  }

  @Override
  public Vertex node(long id) {
    return graph.vertices(id).next();
  }

  @Override
  public Object property(Vertex node, String property) {
    return node.value(property);
  }

  @Override
  public void set(Vertex node, String property, Object value) {
    node.property(property, value);
  }

  @Override
  public void connect(Vertex from, String type, Vertex to, Map<String, Object> properties) {
    Edge edge = from.addEdge(type, to);
    properties.forEach(edge::property);
  }

  @Override
  public long neighbors(Vertex node, boolean incoming, String type, Consumer<? super Vertex> sink) {
    long count = 0;
    Iterator<Vertex> neighbors = node.vertices(incoming ? Direction.IN : Direction.OUT, type);
    while (neighbors.hasNext()) {
      sink.accept(neighbors.next());
      count++;
    }
    return count;
  }

  @Override
  public void definedBy(Vertex unit, Consumer<? super Vertex> sink) {
    unit.edges(Direction.OUT, STATES)
        .forEachRemaining(
            edge -> {
              if (edge.property(KIND).isPresent()) {
                sink.accept(edge.inVertex());
              }
            });
  }

  @Override
  public void definitions(Vertex symbol, BiConsumer<? super Vertex, String> sink) {
    symbol
        .edges(Direction.IN, STATES)
        .forEachRemaining(
            edge -> {
              Property<String> kind = edge.property(KIND);
              if (kind.isPresent()) {
                sink.accept(edge.outVertex(), kind.value());
              }
            });
  }

  @Override
  public Set<Vertex> removeStatements(Vertex unit) {
    Set<Vertex> mentioned = new HashSet<>();
    for (Edge statement : outgoing(unit)) {
      Vertex symbol = statement.inVertex();
      mentioned.add(symbol);
      for (Edge edge : outgoing(symbol)) {
        if (edge.value(UNIT).equals(unit.id())) {
          mentioned.add(edge.inVertex());
          edge.remove();
        }
      }
      statement.remove();
    }
    return mentioned;
  }

  /** A copy, since edges are removed while it is gone through. */
  private static List<Edge> outgoing(Vertex node) {
    List<Edge> edges = new ArrayList<>();
    node.edges(Direction.OUT).forEachRemaining(edges::add);
    return edges;
  }

  @Override
  public boolean removeIfUnused(Vertex node) {
    if (node.edges(Direction.BOTH).hasNext()) {
      return false;
    }
    node.remove();
    return true;
  }
}
