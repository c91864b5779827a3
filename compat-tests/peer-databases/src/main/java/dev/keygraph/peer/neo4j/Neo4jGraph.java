package dev.keygraph.peer.neo4j;

import dev.keygraph.peer.property.PropertyGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.neo4j.graphdb.Direction;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.RelationshipType;
import org.neo4j.graphdb.ResourceIterable;
import org.neo4j.graphdb.Transaction;

/** The database, within a transaction. */
final class Neo4jGraph implements PropertyGraph<Node> {
  private static final RelationshipType STATEMENT = RelationshipType.withName(STATES);

  private final Transaction transaction;

  Neo4jGraph(Transaction transaction) {
    this.transaction = transaction;
  }

  private static org.neo4j.graphdb.Label label(Label label) {
    return org.neo4j.graphdb.Label.label(label.name());
  }

  @Override
  public @Nullable Node find(Label label, String name) {
    return transaction.findNode(label(label), NAME, name);
  }

  @Override
  public Node add(Label label, String name) {
    Node node = transaction.createNode(label(label));
    node.setProperty(NAME, name);
    return node;
  }

  /** The number; an element id is a text made from it, and costs as much to read as an edge. */
  @Override
  @SuppressWarnings({"deprecation", "removal"})
  public long id(Node node) {
    return node.getId();
  }

  @Override
  @SuppressWarnings({"deprecation", "removal"})
  public Node node(long id) {
    return transaction.getNodeById(id);
  }

  @Override
  public Object property(Node node, String property) {
    return node.getProperty(property);
  }

  @Override
  public void set(Node node, String property, Object value) {
    node.setProperty(property, value);
  }

  @Override
  public void connect(Node from, String type, Node to, Map<String, Object> properties) {
    Relationship edge = from.createRelationshipTo(to, RelationshipType.withName(type));
    properties.forEach(edge::setProperty);
  }

  @Override
  public long neighbors(Node node, boolean incoming, String type, Consumer<? super Node> sink) {
    long count = 0;
    try (ResourceIterable<Relationship> edges =
        node.getRelationships(
            incoming ? Direction.INCOMING : Direction.OUTGOING, RelationshipType.withName(type))) {
      for (Relationship edge : edges) {
        sink.accept(incoming ? edge.getStartNode() : edge.getEndNode());
        count++;
      }
    }
    return count;
  }

  @Override
  public void definedBy(Node unit, Consumer<? super Node> sink) {
    try (ResourceIterable<Relationship> edges =
        unit.getRelationships(Direction.OUTGOING, STATEMENT)) {
      for (Relationship edge : edges) {
        if (edge.hasProperty(KIND)) {
          sink.accept(edge.getEndNode());
        }
      }
    }
  }

  @Override
  public void definitions(Node symbol, BiConsumer<? super Node, String> sink) {
    try (ResourceIterable<Relationship> edges =
        symbol.getRelationships(Direction.INCOMING, STATEMENT)) {
      for (Relationship edge : edges) {
        if (edge.getProperty(KIND, null) instanceof String kind) {
          sink.accept(edge.getStartNode(), kind);
        }
      }
    }
  }

  @Override
  public Set<Node> removeStatements(Node unit) {
    Set<Node> mentioned = new HashSet<>();
    Long id = id(unit);
    for (Relationship statement : outgoing(unit)) {
      Node symbol = statement.getEndNode();
      mentioned.add(symbol);
      for (Relationship edge : outgoing(symbol)) {
        if (id.equals(edge.getProperty(UNIT, null))) {
          mentioned.add(edge.getEndNode());
          edge.delete();
        }
      }
      statement.delete();
    }
    return mentioned;
  }

  /** A copy, since edges are deleted while it is gone through. */
  private static List<Relationship> outgoing(Node node) {
    try (ResourceIterable<Relationship> edges = node.getRelationships(Direction.OUTGOING)) {
      return edges.stream().toList();
    }
  }

  @Override
  public boolean removeIfUnused(Node node) {
    if (node.hasRelationship()) {
      return false;
    }
    node.delete();
    return true;
  }
}
