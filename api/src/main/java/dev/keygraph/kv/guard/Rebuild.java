package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvSnapshot;
import java.util.function.Consumer;

/** Fills and checks a fresh generation, on the writer thread. */
final class Rebuild {
  private final Generation fresh;
  private final StoreName name;
  private final SizeLimits limits;

  Rebuild(Generation fresh, StoreName name, SizeLimits limits) {
    this.fresh = fresh;
    this.name = name;
    this.limits = limits;
  }

  /** Loads, verifies and flushes; whatever throws, the generation's user has it to let go. */
  void run(Consumer<? super EngineStore.BulkLoader> load, Consumer<? super KvSnapshot> verify) {
    load(load);
    verify(verify);
    fresh.store().flush();
  }

  private void load(Consumer<? super EngineStore.BulkLoader> load) {
    EngineStore store = fresh.store();
    try (EngineStore.BulkLoader loader =
        store instanceof EngineStore.BulkLoad able
            ? able.bulkLoader()
            : new TransactionLoader(store)) {
      SortedLoader sorted = new SortedLoader(loader, limits);
      load.accept(sorted);
      // Work may interrupt its own thread; the engine must not be hit by that.
      boolean ignored = Thread.interrupted();
      sorted.finish();
    }
  }

  private void verify(Consumer<? super KvSnapshot> verify) {
    try (GuardedSnapshot snapshot =
        new GuardedSnapshot(fresh.store().snapshot(), name, limits, freed -> {})) {
      verify.accept(snapshot);
    } finally {
      boolean ignored = Thread.interrupted();
    }
  }
}
