package dev.keygraph.conformance.graph;

import dev.keygraph.engine.mapdb.MapDbEngine;
import dev.keygraph.kv.KvEngine;

final class MapDbGraphConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new MapDbEngine();
  }
}
