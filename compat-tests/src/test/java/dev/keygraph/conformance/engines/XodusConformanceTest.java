package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.engine.xodus.XodusEngine;
import dev.keygraph.kv.KvEngine;

final class XodusConformanceTest extends KvConformance {
  @Override
  protected KvEngine engine() {
    return new XodusEngine();
  }
}
