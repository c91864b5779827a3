package dev.keygraph.compare.contender;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import java.util.Iterator;

/** A graph of keygraph. */
final class KeygraphContender implements Contender {
  private final Graph graph;
  private final TimedEngine engine;

  /** Takes a graph over, and the engine that it was opened with. */
  KeygraphContender(Graph graph, TimedEngine engine) {
    this.graph = graph;
    this.engine = engine;
  }

  @Override
  public boolean isEmpty() {
    return graph.version() == 0;
  }

  @Override
  public long load(Iterator<UnitContent> units) {
    long entries = graph.importUnits(units, ImportOptions.defaults()).entries();
    graph.flush();
    return entries;
  }

  @Override
  public void save(UnitContent unit) {
    graph.writer().replaceUnit(unit);
  }

  @Override
  public long commitNanos() {
    return engine.commitNanos();
  }

  @Override
  public ContenderReader reader() {
    return new KeygraphReader(graph.snapshot());
  }

  @Override
  public long bytesOnDisk() {
    return graph.statistics().store().bytesOnDisk();
  }

  @Override
  public void close() {
    graph.close();
  }
}
