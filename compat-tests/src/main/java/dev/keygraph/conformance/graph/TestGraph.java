package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvStore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A graph of a test, with the store below it; opened when it is wanted, and again after closing.
 */
final class TestGraph implements AutoCloseable {
  private final Supplier<KvStore> opener;
  private final Function<KvStore, Graph> asGraph;
  private final boolean persistent;
  private @Nullable KvStore store;
  private @Nullable Graph graph;

  TestGraph(Supplier<KvStore> opener, Function<KvStore, Graph> asGraph, boolean persistent) {
    this.opener = opener;
    this.asGraph = asGraph;
    this.persistent = persistent;
  }

  Graph graph() {
    Graph open = graph;
    if (open == null) {
      KvStore opened = opener.get();
      open = asGraph.apply(opened);
      store = opened;
      graph = open;
    }
    return open;
  }

  KvStore store() {
    graph();
    return java.util.Objects.requireNonNull(store);
  }

  boolean isOpen() {
    return graph != null;
  }

  boolean isPersistent() {
    return persistent;
  }

  /** Closes the graph and opens it again; does nothing where the engine keeps nothing. */
  void reopen() {
    if (persistent) {
      close();
      graph();
    }
  }

  @Override
  public void close() {
    Graph open = graph;
    graph = null;
    store = null;
    if (open != null) {
      open.close();
    }
  }
}
