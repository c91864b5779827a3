package dev.keygraph.conformance.graph;

import com.typesafe.config.Config;
import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvStore;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.StoredGraph;
import dev.keygraph.store.WarmUpMode;

/**
 * The whole kit: what every engine must do by itself, and below a graph. A test of an engine
 * extends this class and says how to make one.
 *
 * <pre>{@code
 * final class LmdbConformanceTest extends GraphConformance {
 *   @Override
 *   protected KvEngine engine() {
 *     return new LmdbEngine();
 *   }
 * }
 * }</pre>
 *
 * <p>After each test of the graph's half, the kit checks both laws of its graph, before and after
 * opening it again: every question is answered as the units say, worked out by brute force; and the
 * store holds, key by key, what the documented format makes of those units, and nothing else.
 *
 * <p>Random tests run with new seeds each time; a failure names the seed and a shortened history.
 * To repeat one, set the system property {@code keygraph.conformance.seed}; for longer histories,
 * {@code keygraph.conformance.steps}.
 */
public abstract class GraphConformance extends DamageTests {

  /** For subclasses, whose own constructor has no parameters. */
  protected GraphConformance() {}

  /**
   * Returns the settings of an engine that is to survive damage to any byte of its files: those of
   * the other tests, unless it needs others for that.
   */
  @Override
  protected Config settingsAgainstDamage(Config settings) {
    return settings;
  }

  /**
   * Opens the graph in a store as users do. Only tests of the kit have a reason to override this.
   *
   * @param store belongs to the graph from now on
   */
  @Override
  protected Graph graph(KvStore store) {
    return StoredGraph.open(store);
  }

  /**
   * Opens the graph in a store as users do who want a hot tier.
   *
   * @param store belongs to the graph from now on
   * @param maxBytes bound of the memory
   */
  @Override
  protected Graph hotGraph(KvStore store, long maxBytes) {
    return StoredGraph.open(store, new HotTierOptions(true, maxBytes, maxBytes / 4));
  }

  /**
   * Opens the graph in a store as users do who want a hot tier to be warm soon.
   *
   * @param store belongs to the graph from now on
   * @param maxBytes bound of the memory
   * @param everything whether to read what was not in memory before, too
   */
  @Override
  protected Graph warmGraph(KvStore store, long maxBytes, boolean everything) {
    WarmUpMode mode = everything ? WarmUpMode.BACKGROUND : WarmUpMode.SAVED;
    return StoredGraph.open(store, new HotTierOptions(true, maxBytes, maxBytes / 4, mode));
  }
}
