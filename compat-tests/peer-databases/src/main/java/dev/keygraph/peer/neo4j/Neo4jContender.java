package dev.keygraph.peer.neo4j;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.peer.property.PropertyGraph;
import dev.keygraph.peer.property.PropertyReader;
import dev.keygraph.peer.property.UnitStatements;
import java.util.Iterator;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.ResourceIterator;
import org.neo4j.graphdb.Transaction;

/** An open database. */
final class Neo4jContender implements Contender {
  private final Neo4jStore store;
  private long commitNanos;

  /** Takes a store over. */
  Neo4jContender(Neo4jStore store) {
    this.store = store;
  }

  @Override
  public boolean isEmpty() {
    try (Transaction transaction = store.begin();
        ResourceIterator<Node> units =
            transaction.findNodes(Label.label(PropertyGraph.Label.UNIT.name()))) {
      return !units.hasNext();
    }
  }

  @Override
  public long load(Iterator<UnitContent> units) {
    if (!isEmpty()) {
      throw new IllegalStateException("the store is not empty");
    }
    Neo4jLoad load = new Neo4jLoad(store);
    store.load(() -> load.run(units));
    return load.entries();
  }

  @Override
  public void save(UnitContent unit) {
    try (Transaction transaction = store.begin()) {
      new UnitStatements<>(new Neo4jGraph(transaction)).replace(unit);
      long start = System.nanoTime();
      transaction.commit();
      commitNanos += System.nanoTime() - start;
    }
  }

  @Override
  public long commitNanos() {
    return commitNanos;
  }

  @Override
  public ContenderReader reader() {
    Transaction transaction = store.begin();
    return new PropertyReader<>(new Neo4jGraph(transaction), transaction::close);
  }

  @Override
  public long bytesOnDisk() {
    return store.bytesOnDisk();
  }

  @Override
  public void close() {
    store.close();
  }
}
