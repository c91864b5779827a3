package dev.keygraph.conformance.broken;

import dev.keygraph.conformance.kv.KvConformance;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.StoreOptions;

/**
 * The kit over a flawed engine or guard, which a system property names: child processes get it too.
 */
final class FlawedConformance extends KvConformance {
  static final String PROPERTY = "keygraph.conformance.flaw";

  private static Flaw flaw() {
    return Flaw.valueOf(System.getProperty(PROPERTY, Flaw.NONE.name()));
  }

  @Override
  protected KvEngine engine() {
    return new FlawedEngine(flaw());
  }

  @Override
  protected KvStore open(KvEngine engine, StoreOptions options) {
    return new FlawedGuard(super.open(engine, options), flaw());
  }
}
