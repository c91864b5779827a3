package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.memory.MemoryEngine;

final class MemoryConformanceTest extends KvConformance {
  @Override
  protected KvEngine engine() {
    return new MemoryEngine();
  }
}
