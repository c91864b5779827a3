package dev.keygraph.engine.sqlite;

import dagger.Module;
import dagger.Provides;
import dev.keygraph.kv.KvEngine;

/** Binds {@link KvEngine} to SQLite, for a component that picks its engine at compile time. */
@Module
public final class SqliteEngineModule {
  private SqliteEngineModule() {}

  @Provides
  static KvEngine engine() {
    return new SqliteEngine();
  }
}
