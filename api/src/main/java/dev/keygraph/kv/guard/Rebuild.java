package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvSnapshot;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Fills and checks the engine store of a generation that is not in place yet. */
final class Rebuild {
  private final EngineStore store;
  private final StoreName name;
  private final SizeLimits limits;

  Rebuild(EngineStore store, StoreName name, SizeLimits limits) {
    this.store = store;
    this.name = name;
    this.limits = limits;
  }

  /** Loads on this thread, the writer; then flushes here while another one verifies. */
  void run(Consumer<? super EngineStore.BulkLoader> load, Consumer<Supplier<KvSnapshot>> verify) {
    load(load);
    StoreThread checker = new StoreThread("keygraph-verify " + name.engine());
    try {
      StoreThread.Task<Boolean> verified =
          checker.submit(
              () -> {
                verify(verify);
                return true;
              });
      CloseSteps steps = new CloseSteps();
      steps.take(store::flush);
      steps.take(verified::await);
      steps.finish();
    } finally {
      checker.stop();
    }
  }

  private void load(Consumer<? super EngineStore.BulkLoader> load) {
    try (EngineStore.BulkLoader loader =
            store instanceof EngineStore.BulkLoad able
                ? able.bulkLoader()
                : new TransactionLoader(store);
        SortedLoader sorted = new SortedLoader(loader, limits)) {
      load.accept(sorted);
      // Work may interrupt its own thread; the engine must not be hit by that.
      boolean ignored = Thread.interrupted();
      sorted.finish();
    }
  }

  private void verify(Consumer<Supplier<KvSnapshot>> verify) {
    VerificationSnapshots snapshots = new VerificationSnapshots(store, name, limits);
    CloseSteps steps = new CloseSteps();
    steps.take(() -> verify.accept(snapshots));
    steps.take(snapshots::close);
    steps.finish();
  }
}
