package dev.keygraph.conformance.kv;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import org.junit.jupiter.api.Nested;

/**
 * What every engine must do: a test of an engine extends this class and says how to make one.
 *
 * <pre>{@code
 * final class LmdbConformanceTest extends KvConformance {
 *   @Override
 *   protected KvEngine engine() {
 *     return new LmdbEngine();
 *   }
 * }
 * }</pre>
 *
 * <p>The subclass has a constructor without parameters: the kit makes further instances of it in
 * child processes, which hold locks, misuse native code, and are killed. Tests cannot be
 * overridden. A test that needs a trait which the engine does not declare is skipped with a message
 * that names the trait; that the engine then refuses clearly is another test.
 *
 * <p>Between the guard and the engine stands a decorator that checks what the guard promises to
 * engines. After each test the kit checks the store's invariants, that no snapshot is left below
 * the guard, and that the store holds the same after it is opened again.
 */
public abstract class KvConformance {

  /** For subclasses, whose own constructor has no parameters. */
  protected KvConformance() {}

  /** Returns the engine under test. */
  protected abstract KvEngine engine();

  /**
   * Returns the engine's settings; by default what its {@code reference.conf} says under {@code
   * keygraph.engines.NAME}, or nothing if it has none.
   */
  protected Config settings() {
    KvEngine engine = engine();
    Config defaults = ConfigFactory.defaultReference(engine.getClass().getClassLoader());
    String path = "keygraph.engines." + engine.name();
    return defaults.hasPath(path) ? defaults.getConfig(path) : ConfigFactory.empty();
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

  @Nested
  final class Ordering extends OrderingTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Limits extends LimitTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Scans extends ScanTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Cursors extends CursorTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Views extends ViewTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Transactions extends TransactionTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class WritingScans extends WritingScanTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Snapshots extends SnapshotTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Reopening extends ReopenTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Locking extends LockTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Errors extends ErrorTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Closing extends CloseTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Misuse extends MisuseTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Interrupts extends InterruptTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Rebuilds extends RebuildTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Backups extends BackupTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Traits extends TraitTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Histories extends HistoryTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }

  @Nested
  final class Kills extends KillTests {
    @Override
    KvConformance conformance() {
      return KvConformance.this;
    }
  }
}
