package dev.keygraph.engine.xodus;

import dagger.Module;
import dagger.Provides;
import dev.keygraph.kv.KvEngine;

/** Binds {@link KvEngine} to Xodus, for a component that picks its engine at compile time. */
@Module
public final class XodusEngineModule {
  private XodusEngineModule() {}

  @Provides
  static KvEngine engine() {
    return new XodusEngine();
  }
}
