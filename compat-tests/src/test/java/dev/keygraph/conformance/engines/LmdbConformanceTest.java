package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.graph.GraphConformance;
import dev.keygraph.engine.lmdb.LmdbEngine;
import dev.keygraph.kv.KvEngine;

final class LmdbConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new LmdbEngine();
  }
}
