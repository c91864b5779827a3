package dev.keygraph.conformance.graph;

import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.memory.MemoryEngine;

final class MemoryGraphConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new MemoryEngine();
  }
}
