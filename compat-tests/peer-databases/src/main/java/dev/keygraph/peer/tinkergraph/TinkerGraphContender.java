package dev.keygraph.peer.tinkergraph;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.peer.property.PropertyReader;
import dev.keygraph.peer.property.UnitStatements;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.tinkerpop.gremlin.structure.Vertex;

/** A graph in memory, with a lock between readers and saves. */
final class TinkerGraphContender implements Contender {
  private final TinkerPropertyGraph graph = new TinkerPropertyGraph();
  private final UnitStatements<Vertex> statements = new UnitStatements<>(graph);

  /** Fair, so that a save comes at last. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

  private boolean empty = true;
  private long commitNanos;

  @Override
  public boolean isEmpty() {
    return empty;
  }

  @Override
  public long load(Iterator<UnitContent> units) {
    if (!empty) {
      throw new IllegalStateException("the store is not empty");
    }
    long entries = 0;
    while (units.hasNext()) {
      UnitContent unit = units.next();
      save(unit);
      entries += 1L + unit.definitionCount() + unit.edgeCount();
    }
    return entries;
  }

  /** Nothing is written: a commit is how long the change itself takes, without the wait for it. */
  @Override
  public void save(UnitContent unit) {
    lock.writeLock().lock();
    try {
      long start = System.nanoTime();
      statements.replace(unit);
      empty = false;
      commitNanos += System.nanoTime() - start;
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public long commitNanos() {
    return commitNanos;
  }

  @Override
  public ContenderReader reader() {
    lock.readLock().lock();
    return new PropertyReader<>(graph, lock.readLock()::unlock);
  }

  @Override
  public long bytesOnDisk() {
    return 0;
  }

  @Override
  public void close() {
    // The memory is the garbage collector's.
  }
}
