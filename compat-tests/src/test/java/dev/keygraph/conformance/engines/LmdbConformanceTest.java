package dev.keygraph.conformance.engines;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.keygraph.conformance.graph.GraphConformance;
import dev.keygraph.engine.lmdb.LmdbEngine;
import dev.keygraph.kv.KvEngine;

final class LmdbConformanceTest extends GraphConformance {
  @Override
  protected KvEngine engine() {
    return new LmdbEngine();
  }

  /** Its pages have no checksums, and its code trusts them. */
  @Override
  protected Config settingsAgainstDamage(Config settings) {
    return settings.withValue("check-pages", ConfigValueFactory.fromAnyRef(true));
  }
}
