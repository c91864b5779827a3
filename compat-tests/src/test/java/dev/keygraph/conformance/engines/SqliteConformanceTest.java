package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.graph.GraphConformance;
import dev.keygraph.engine.sqlite.SqliteEngine;
import dev.keygraph.kv.KvEngine;

final class SqliteConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new SqliteEngine();
  }
}
