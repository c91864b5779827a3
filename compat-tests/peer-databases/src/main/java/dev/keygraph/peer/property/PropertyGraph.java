package dev.keygraph.peer.property;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a graph database has to do, within one of its transactions if it has any.
 *
 * @param <N> its nodes, equal if they are the same node
 */
public interface PropertyGraph<N> {
  /** The property of a node that is found by it: a symbol, or the path of a unit. */
  String NAME = "name";

  /** The property of a symbol, and of a unit's edge to a symbol that it defines. */
  String KIND = "kind";

  /** The property of an edge between symbols: the id of the unit that states it. */
  String UNIT = "unit";

  /** The property of whatever has attributes: these, as a text. */
  String ATTRIBUTES = "attributes";

  /** The property of a unit: the hash of its content. */
  String HASH = "hash";

  /** The type of a unit's edges; the name of an edge's kind could be any other text. */
  String STATES = "keygraph:states";

  /** What a node is. */
  enum Label {
    /** A node of the graph. */
    SYMBOL,
    /** A unit. */
    UNIT
  }

  /** Returns the node with a name, or {@code null} if there is none. */
  @Nullable N find(Label label, String name);

  /** Adds a node. */
  N add(Label label, String name);

  /** Returns the id of a node, by which {@link #node} finds it. */
  long id(N node);

  /** Returns the node with an id. */
  N node(long id);

  /** Returns a property of a node, which it has. */
  Object property(N node, String property);

  /** Sets a property of a node. */
  void set(N node, String property, Object value);

  /** Adds an edge. */
  void connect(N from, String type, N to, Map<String, Object> properties);

  /**
   * Passes on the other ends of the edges of a node; an end of parallel edges comes once for each.
   *
   * @param incoming whether the edges end in the node, or else begin there
   * @return how many there are
   */
  long neighbors(N node, boolean incoming, String type, Consumer<? super N> sink);

  /** Passes on the symbols that a unit defines. */
  void definedBy(N unit, Consumer<? super N> sink);

  /** Passes on the units that define a symbol, each with the kind that it states. */
  void definitions(N symbol, BiConsumer<? super N, String> sink);

  /**
   * Removes all edges that a unit states, and its own.
   *
   * @return the symbols that it mentioned
   */
  Set<N> removeStatements(N unit);

  /** Removes a node that has no edge. */
  boolean removeIfUnused(N node);
}
