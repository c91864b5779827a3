package dev.keygraph.engine.rocks;

import dagger.Module;
import dagger.Provides;
import dev.keygraph.kv.KvEngine;

/** Binds {@link KvEngine} to RocksDB, for a component that picks its engine at compile time. */
@Module
public final class RocksEngineModule {
  private RocksEngineModule() {}

  @Provides
  static KvEngine engine() {
    return new RocksEngine();
  }
}
