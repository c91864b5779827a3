package dev.keygraph.conformance.graph;

import com.typesafe.config.Config;
import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.store.StoredGraph;
import org.junit.jupiter.api.Nested;

/**
 * What a graph must do over every engine: a test of an engine extends this class and says how to
 * make one.
 *
 * <pre>{@code
 * final class LmdbGraphConformanceTest extends GraphConformance {
 *   @Override
 *   protected KvEngine engine() {
 *     return new LmdbEngine();
 *   }
 * }
 * }</pre>
 *
 * <p>The subclass has a constructor without parameters, since child processes make instances of it.
 * Tests cannot be overridden. A test that needs a trait which the engine does not declare is
 * skipped with a message that names the trait.
 *
 * <p>After each test the kit checks both laws of its graph, before and after opening it again:
 * every question is answered as the units say, worked out by brute force; and the store holds, key
 * by key, what the documented format makes of those units, and nothing else.
 *
 * <p>Random tests run with new seeds each time; a failure names the seed and a shortened history.
 * To repeat one, set the system property {@code keygraph.conformance.seed}; for longer histories,
 * {@code keygraph.conformance.steps}.
 */
public abstract class GraphConformance {

  /** For subclasses, whose own constructor has no parameters. */
  protected GraphConformance() {}

  /** Returns the engine under test. */
  protected abstract KvEngine engine();

  /**
   * Returns the engine's settings; by default what its {@code reference.conf} says under {@code
   * keygraph.engines.NAME}, or nothing if it has none.
   */
  protected Config settings() {
    return GraphGroup.settings(engine());
  }

  /**
   * Opens a store as users do. Only tests of the kit have a reason to override this.
   *
   * @param engine the engine under test
   * @param options with {@link #settings()}
   */
  protected KvStore open(KvEngine engine, StoreOptions options) {
    return KvStores.open(engine, options);
  }

  /**
   * Opens the graph in a store as users do. Only tests of the kit have a reason to override this.
   *
   * @param store belongs to the graph from now on
   */
  protected Graph graph(KvStore store) {
    return StoredGraph.open(store);
  }

  @Nested
  final class Laws extends LawTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Units extends UnitTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Edits extends EditTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Texts extends TextTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class AttributesAndLimits extends AttributeTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Snapshots extends SnapshotTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Commits extends CommitTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Imports extends ImportTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Questions extends QuestionTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }

  @Nested
  final class Kills extends KillTests {
    @Override
    GraphConformance conformance() {
      return GraphConformance.this;
    }
  }
}
