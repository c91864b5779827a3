package dev.keygraph.conformance.engines;

import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.engine.sqlite.SqliteEngine;
import dev.keygraph.kv.KvEngine;

final class SqliteConformanceTest extends KvConformance {
  @Override
  protected KvEngine engine() {
    return new SqliteEngine();
  }
}
