package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.graph.GraphConformance;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.memory.MemoryEngine;

final class MemoryConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new MemoryEngine();
  }
}
