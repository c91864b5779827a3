package dev.keygraph.conformance.graph;

import dev.keygraph.engine.xodus.XodusEngine;
import dev.keygraph.kv.KvEngine;

final class XodusGraphConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new XodusEngine();
  }
}
