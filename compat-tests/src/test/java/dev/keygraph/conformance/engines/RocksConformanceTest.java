package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.engine.rocks.RocksEngine;
import dev.keygraph.kv.KvEngine;

final class RocksConformanceTest extends KvConformance {
  @Override
  protected KvEngine engine() {
    return new RocksEngine();
  }
}
