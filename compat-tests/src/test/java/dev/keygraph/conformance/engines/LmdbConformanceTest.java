package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.engine.lmdb.LmdbEngine;
import dev.keygraph.kv.KvEngine;

final class LmdbConformanceTest extends KvConformance {
  @Override
  protected KvEngine engine() {
    return new LmdbEngine();
  }
}
