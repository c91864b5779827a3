package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.graph.GraphConformance;
import dev.keygraph.engine.xodus.XodusEngine;
import dev.keygraph.kv.KvEngine;

final class XodusConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new XodusEngine();
  }
}
