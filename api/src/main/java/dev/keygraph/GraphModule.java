package dev.keygraph;

import dagger.Module;
import dagger.Provides;
import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.store.StoredGraph;
import jakarta.inject.Singleton;

/** Says how the parts of an open graph are made from each other. */
@Module
final class GraphModule {
  private GraphModule() {}

  @Provides
  @Singleton
  static KvStore store(KvEngine engine, Settings settings) {
    return KvStores.open(engine, settings.storeOptions(engine));
  }

  /** The store belongs to the graph from here on, and is closed with it. */
  @Provides
  @Singleton
  static Graph graph(KvStore store, Settings settings) {
    return StoredGraph.open(store, settings.hotTierOptions(), settings.warnBacklog());
  }
}
