package dev.keygraph.conformance.kv;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;

/**
 * What every engine must do by itself. An engine's test extends {@link
 * dev.keygraph.conformance.graph.GraphConformance}, which adds what it must do below a graph; this
 * class alone is for engines that no graph will be stored in.
 *
 * <p>The subclass has a constructor without parameters: the kit makes further instances of it in
 * child processes, which hold locks, misuse native code, and are killed. Tests cannot be
 * overridden. A test that needs a trait which the engine does not declare is skipped with a message
 * that names the trait; that the engine then refuses clearly is another test.
 *
 * <p>The tests are in groups, each a class with one subject that extends the group before it, so
 * that reports name the engine and the test and nothing between.
 *
 * <p>Between the guard and the engine stands a decorator that checks what the guard promises to
 * engines. After each test the kit checks the store's invariants, that no snapshot is left below
 * the guard, and that the store holds the same after it is opened again.
 */
public abstract class KvConformance extends KillTests {

  /** For subclasses, whose own constructor has no parameters. */
  protected KvConformance() {}

  /** Returns the engine under test. */
  protected abstract KvEngine engine();

  /**
   * Returns the engine's settings; by default what its {@code reference.conf} says under {@code
   * keygraph.engines.NAME}, or nothing if it has none.
   */
  protected Config settings() {
    return EngineSettings.defaults(engine());
  }

  /**
   * Opens a store as users do. Only tests of the kit have a reason to override this.
   *
   * @param engine the engine under test, or a decorator of it
   * @param options with {@link #settings()}
   */
  protected KvStore open(KvEngine engine, StoreOptions options) {
    return KvStores.open(engine, options);
  }

  @Override
  final KvConformance conformance() {
    return this;
  }
}
