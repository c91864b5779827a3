package dev.keygraph.conformance.graph;

import dev.keygraph.engine.rocks.RocksEngine;
import dev.keygraph.kv.KvEngine;

final class RocksGraphConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new RocksEngine();
  }
}
