package dev.keygraph.peer.neo4j;

import dev.keygraph.graph.UnitContent;
import dev.keygraph.peer.property.PropertyGraph;
import dev.keygraph.peer.property.UnitStatements;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Transaction;

/**
 * Loads units in transactions of a bounded size, which is what fits into the heap. Ids of symbols
 * are in memory meanwhile, since there is no index.
 */
final class Neo4jLoad {
  private static final int ENTRIES_OF_A_TRANSACTION = 50_000;

  private final Neo4jStore store;
  private final Map<String, Long> ids = new HashMap<>();
  private final Set<Long> defined = new HashSet<>();
  private final Set<Long> definedAgain = new HashSet<>();
  private long entries;

  Neo4jLoad(Neo4jStore store) {
    this.store = store;
  }

  /** Loads all units into the empty store. */
  void run(Iterator<UnitContent> units) {
    while (units.hasNext()) {
      try (Transaction transaction = store.begin()) {
        Part part = new Part(new Neo4jGraph(transaction));
        long end = entries + ENTRIES_OF_A_TRANSACTION;
        while (units.hasNext() && entries < end) {
          part.add(units.next());
        }
        transaction.commit();
      }
    }
    try (Transaction transaction = store.begin()) {
      Part part = new Part(new Neo4jGraph(transaction));
      definedAgain.forEach(part::show);
      transaction.commit();
    }
  }

  /** Returns how many nodes and edges there are, those of units included. */
  long entries() {
    return entries;
  }

  /** What is loaded in a transaction. */
  private final class Part {
    private final Neo4jGraph graph;
    private final UnitStatements<Node> statements;

    Part(Neo4jGraph graph) {
      this.graph = graph;
      statements = new UnitStatements<>(graph);
    }

    void add(UnitContent unit) {
      Node own = graph.add(PropertyGraph.Label.UNIT, unit.path());
      List<Node> nodes = statements.add(unit, own, this::symbol);
      for (int i = 0; i < unit.definitionCount(); i++) {
        Node node = nodes.get(unit.definitionRank(i));
        graph.set(node, PropertyGraph.KIND, unit.definitionKind(i).name());
        if (!defined.add(graph.id(node))) {
          definedAgain.add(graph.id(node));
        }
      }
      entries += 1L + unit.definitionCount() + unit.edgeCount();
    }

    private Node symbol(String symbol) {
      Long known = ids.get(symbol);
      if (known != null) {
        return graph.node(known);
      }
      Node node = statements.addSymbol(symbol);
      ids.put(symbol, graph.id(node));
      entries++;
      return node;
    }

    void show(long symbol) {
      statements.show(graph.node(symbol));
    }
  }
}
