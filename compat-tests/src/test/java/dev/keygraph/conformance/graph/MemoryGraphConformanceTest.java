package dev.keygraph.conformance.graph;

import dev.keygraph.kv.memory.MemoryEngine;
import dev.keygraph.kv.KvEngine;

final class MemoryGraphConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new MemoryEngine();
  }
}
