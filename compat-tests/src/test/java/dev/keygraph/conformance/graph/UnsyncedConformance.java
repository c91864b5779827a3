package dev.keygraph.conformance.graph;

import dev.keygraph.engine.lmdb.LmdbEngine;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvTraits;

/** An engine whose {@code durable} is no more than {@code relaxed}; run by {@link PowerCutTest}. */
final class UnsyncedConformance extends GraphConformance {
  @Override
  protected KvEngine engine() {
    KvEngine engine = new LmdbEngine();
    return new KvEngine() {
      @Override
      public String name() {
        return engine.name();
      }

      @Override
      public KvTraits traits() {
        return engine.traits();
      }

      @Override
      public EngineStore open(EngineOptions options) {
        return engine.open(
            new EngineOptions(
                options.directory(), Durability.RELAXED, options.readOnly(), options.settings()));
      }
    };
  }
}
