package dev.keygraph.conformance.graph;

import dev.keygraph.engine.sqlite.SqliteEngine;
import dev.keygraph.kv.KvEngine;

final class SqliteGraphConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new SqliteEngine();
  }
}
