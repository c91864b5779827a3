package dev.keygraph.engine.mapdb;

import dagger.Module;
import dagger.Provides;
import dev.keygraph.kv.KvEngine;

/** Binds MapDB as the engine, for those who pick one at compile time. */
@Module
public final class MapDbEngineModule {
  private MapDbEngineModule() {}

  @Provides
  static KvEngine engine() {
    return new MapDbEngine();
  }
}
