package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.engine.mapdb.MapDbEngine;
import dev.keygraph.kv.KvEngine;

final class MapDbConformanceTest extends KvConformance {
  @Override
  protected KvEngine engine() {
    return new MapDbEngine();
  }
}
