package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;

/**
 * The kit over an engine with the flaw that a system property names; run by {@link GraphKitTest}.
 */
final class FlawedGraphConformance extends GraphConformance {
  static final String PROPERTY = "keygraph.conformance.graphFlaw";

  private static GraphFlaw flaw() {
    return GraphFlaw.valueOf(System.getProperty(PROPERTY, GraphFlaw.NONE.name()));
  }

  @Override
  protected KvEngine engine() {
    return new MemoryEngine();
  }

  @Override
  protected KvStore open(KvEngine engine, StoreOptions options) {
    return flaw().applyTo(super.open(engine, options));
  }

  @Override
  protected Graph graph(KvStore store) {
    return flaw().applyTo(super.graph(store));
  }

  @Override
  protected Graph hotGraph(KvStore store, long maxBytes) {
    return flaw().applyTo(super.hotGraph(store, maxBytes));
  }

  @Override
  protected Graph warmGraph(KvStore store, long maxBytes, boolean everything) {
    return flaw().applyTo(super.warmGraph(store, maxBytes, everything));
  }
}
