package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.graph.GraphConformance;
import dev.keygraph.engine.mapdb.MapDbEngine;
import dev.keygraph.kv.KvEngine;

final class MapDbConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new MapDbEngine();
  }
}
