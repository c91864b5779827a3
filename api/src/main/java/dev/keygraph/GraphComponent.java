package dev.keygraph;

import dagger.BindsInstance;
import dagger.Component;
import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvEngine;
import jakarta.inject.Singleton;

/** The wiring of one open graph: settings and engine, then store, then graph. */
@Singleton
@Component(modules = GraphModule.class)
interface GraphComponent {

  /** Opens the store and the graph in it, at the first call. */
  Graph graph();

  /** Makes components. */
  @Component.Factory
  interface Factory {
    /** Wires a graph of these settings together, on this engine. */
    GraphComponent create(@BindsInstance Settings settings, @BindsInstance KvEngine engine);
  }
}
