package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.graph.GraphConformance;
import dev.keygraph.engine.rocks.RocksEngine;
import dev.keygraph.kv.KvEngine;

final class RocksConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new RocksEngine();
  }
}
