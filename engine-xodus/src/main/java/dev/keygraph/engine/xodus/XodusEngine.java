package dev.keygraph.engine.xodus;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvTraits;
import java.util.EnumSet;

/** Xodus, by the name {@code xodus}. */
public final class XodusEngine implements KvEngine {
  private static final KvTraits TRAITS =
      new KvTraits(
          EnumSet.allOf(Durability.class),
          true,
          false,
          KvTraits.COMMON_MAX_KEY_BYTES,
          KvTraits.COMMON_MAX_VALUE_BYTES,
          true,
          false,
          true,
          false);

  /** The engine keeps no state. */
  public XodusEngine() {}

  @Override
  public String name() {
    return "xodus";
  }

  @Override
  public KvTraits traits() {
    return TRAITS;
  }

  @Override
  public EngineStore open(EngineOptions options) {
    XodusSettings settings = XodusSettings.of(options.settings());
    return Interrupts.deferred(() -> XodusStore.open(options, settings));
  }
}
