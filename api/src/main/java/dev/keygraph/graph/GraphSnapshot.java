package dev.keygraph.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One version of a graph, which never changes however long it is open.
 *
 * <p>Any thread may use a snapshot; calls run one at a time, so open one per thread where reads
 * must overlap. Visitors may read from the snapshot that calls them, but not close it. Results of
 * ids come in an order that depends on the graph's history alone, never on the engine. No method
 * boxes or allocates per result where it streams.
 *
 * <p>Complexity: <i>n</i> is the number of entries in the store, a look-up O(log n), a result of a
 * stream amortised O(1), unless a method says more. Ids that belong to no node (never handed out,
 * or of a symbol that is gone) are an {@link IllegalArgumentException} where a node is needed, and
 * have no neighbours.
 */
public interface GraphSnapshot extends AutoCloseable {
  /** What {@link #node(String)} returns on absence. */
  int NO_NODE = -1;

  /** Returns the version: the number of commits that changed something before this snapshot. */
  long version();

  /** Returns the id of the node of {@code symbol}, or {@link #NO_NODE}. */
  int node(String symbol);

  /** Returns whether {@code node} is the id of a node. */
  boolean contains(int node);

  /** Returns an exclusive upper bound of all ids, for callers that size arrays by it. O(1). */
  int nodeIdLimit();

  /** Returns the symbol of a node. */
  String symbol(int node);

  /**
   * Returns the kind of a node, as the smallest of the unit paths that define it states it, or
   * {@link NodeKind#UNRESOLVED}.
   */
  NodeKind kind(int node);

  /** Returns the attributes of a node by the same rule; empty for an unresolved one. */
  Attributes attributes(int node);

  /** Returns what each unit says of a node, by unit path; empty for an unresolved one. */
  List<Definition> definitions(int node);

  /** Returns the node kinds that this store knows, by name. */
  List<NodeKind> nodeKinds();

  /** Returns the edge kinds that this store knows, by name. */
  List<EdgeKind> edgeKinds();

  /**
   * Streams the neighbours of a node along edges of the chosen kinds, grouped by kind, by ascending
   * id within a kind; the order of kinds is the store's own. A neighbour comes once per kind.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean neighbors(int node, Direction direction, EdgeKinds kinds, NeighborVisitor visitor);

  /**
   * Puts a cursor before the first of the neighbours, in the same order. What it then shows is this
   * snapshot's, whatever is committed meanwhile.
   *
   * @return {@code false} if they are more than the cursor {@linkplain NeighborCursor copies}; it
   *     then shows some of them, and the other method streams all
   */
  default boolean neighbors(int node, Direction direction, EdgeKinds kinds, NeighborCursor cursor) {
    cursor.clear();
    return neighbors(node, direction, kinds, cursor.copier());
  }

  /**
   * Streams the neighbours of several nodes: node by node in the order of their ids, and those of
   * one node in the order of the other methods. An engine reads the edges of nodes whose ids follow
   * one another in one go, and the nodes that a unit brings in have such ids. An id that belongs to
   * no node has no edges.
   *
   * @return {@code false} if the visitor ended it
   */
  default boolean neighbors(
      NodeSet nodes, Direction direction, EdgeKinds kinds, EdgeVisitor visitor) {
    NeighborCursor cursor = new NeighborCursor();
    return nodes.forEach(
        node -> {
          if (!visitor.begin(node)) {
            return false;
          }
          if (!neighbors(node, direction, kinds, cursor)) {
            return neighbors(
                node, direction, kinds, (neighbor, kind) -> visitor.visit(node, neighbor, kind));
          }
          while (cursor.next()) {
            if (!visitor.visit(node, cursor.node(), cursor.kind())) {
              return false;
            }
          }
          return true;
        });
  }

  /** Returns whether the edge exists. */
  boolean hasEdge(int from, EdgeKind kind, int to);

  /**
   * Returns the attributes of an edge, as the smallest of the unit paths that state it has them, or
   * empty if there is no such edge.
   */
  Optional<Attributes> edgeAttributes(int from, EdgeKind kind, int to);

  /** Returns what each unit says of an edge, by unit path; empty if there is no such edge. */
  List<EdgeStatement> edgeStatements(int from, EdgeKind kind, int to);

  /**
   * Streams all nodes, by id.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodes(NodeVisitor visitor);

  /**
   * Streams the nodes whose symbol begins with {@code prefix}, by symbol (symbols over about 400
   * bytes that agree in those, in a fixed order of their own).
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodesWithPrefix(String prefix, NodeVisitor visitor);

  /**
   * Streams the nodes with a simple name, see {@link SymbolNames#simpleName}, by id.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodesNamed(String simpleName, NodeVisitor visitor);

  /**
   * Streams the nodes whose simple name begins with {@code prefix}, by name.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodesNamedWithPrefix(String prefix, NodeVisitor visitor);

  /**
   * Streams the nodes that a camel-case pattern matches as an IDE would, see {@link
   * SymbolNames#matchesCamelCase}: {@code HMPut} finds {@code java/util/HashMap#put}, {@code HM}
   * the class. Cost: the nodes whose initials begin with those of the pattern.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodesMatchingCamelCase(String pattern, NodeVisitor visitor);

  /**
   * Streams the nodes of a kind, {@link NodeKind#UNRESOLVED} included, by id.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodesOfKind(NodeKind kind, NodeVisitor visitor);

  /**
   * Streams the nodes of a package, see {@link SymbolNames#packageName}, without those of its
   * subpackages, by symbol. Cost: the results, and a seek for each subpackage.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodesInPackage(String packageName, NodeVisitor visitor);

  /**
   * Streams the nodes that a unit defines, by symbol; none if there is no such unit. Cost: the size
   * of the unit.
   *
   * @return {@code false} if the visitor ended it
   */
  boolean nodesOfUnit(String unitPath, NodeVisitor visitor);

  /** Returns a unit's entry in the manifest, or empty if there is no such unit. */
  Optional<UnitInfo> unit(String path);

  /** Returns a unit's content, or empty if there is no such unit. Cost: the size of the unit. */
  Optional<UnitContent> unitContent(String path);

  /**
   * Streams the manifest, by path.
   *
   * @param visitor returns whether to go on
   * @return {@code false} if the visitor ended it
   */
  boolean units(Predicate<? super UnitInfo> visitor);

  /**
   * Streams the units that changed between another snapshot and this one, by path, each once: the
   * net difference, whatever happened in between. No history is kept for it, so both snapshots must
   * be open; they may be of two graphs. If {@code older} is the newer one, additions and removals
   * change places.
   *
   * <p>Cost: O(1) for two snapshots of one version, else O(1) for each unit of either, and the size
   * of the units that {@code comparison} reads. Neither snapshot is kept from other threads
   * meanwhile; the visitor may use both.
   *
   * @param older a snapshot of a graph in a store
   * @param comparison when a unit counts as replaced
   * @return {@code false} if the visitor ended it
   * @throws IllegalArgumentException if {@code older} is some other implementation of this
   *     interface
   * @throws dev.keygraph.kv.KvClosedException if either snapshot is closed, or closes meanwhile
   */
  boolean unitsChangedSince(
      GraphSnapshot older, UnitComparison comparison, UnitChangeVisitor visitor);

  /** Returns the counts at this version, and the engine's figures as they are now. */
  GraphStatistics statistics();

  /** Frees the snapshot; a second call does nothing. Any other use then is an error. */
  @Override
  void close();
}
