package dev.keygraph.conformance.graph;

import dev.keygraph.engine.lmdb.LmdbEngine;
import dev.keygraph.kv.KvEngine;

final class LmdbGraphConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new LmdbEngine();
  }
}
