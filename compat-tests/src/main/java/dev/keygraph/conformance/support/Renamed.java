package dev.keygraph.conformance.support;

import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvTraits;

/**
 * An engine, as if it were another one: a kit that knows one engine alone can migrate to it.
 *
 * @param engine the engine that does the work
 * @param name what stores say wrote them
 */
public record Renamed(KvEngine engine, String name) implements KvEngine {
  @Override
  public KvTraits traits() {
    return engine.traits();
  }

  @Override
  public EngineStore open(EngineOptions options) {
    return engine.open(options);
  }
}
