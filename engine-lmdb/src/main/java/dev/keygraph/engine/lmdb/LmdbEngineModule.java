package dev.keygraph.engine.lmdb;

import dagger.Module;
import dagger.Provides;
import dev.keygraph.kv.KvEngine;

/** Binds {@link KvEngine} to LMDB, for a component that picks its engine at compile time. */
@Module
public final class LmdbEngineModule {
  private LmdbEngineModule() {}

  @Provides
  static KvEngine engine() {
    return new LmdbEngine();
  }
}
