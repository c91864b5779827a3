package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens snapshots of an engine store for whoever verifies it, on any thread, until the verification
 * is over: a thread that it left behind is refused, and never reaches a store that was closed.
 */
final class VerificationSnapshots implements Supplier<KvSnapshot>, AutoCloseable {
  private final EngineStore store;
  private final StoreName name;
  private final SizeLimits limits;
  private final List<GuardedSnapshot> opened = new ArrayList<>();
  private boolean over;

  VerificationSnapshots(EngineStore store, StoreName name, SizeLimits limits) {
    this.store = store;
    this.name = name;
    this.limits = limits;
  }

  /** Opens a snapshot, which ends with the verification if nobody closes it before. */
  @Override
  public synchronized KvSnapshot get() {
    if (over) {
      throw name.closed("verification of a rebuild");
    }
    GuardedSnapshot snapshot = new GuardedSnapshot(store.snapshot(), name, limits);
    opened.add(snapshot);
    return snapshot;
  }

  private synchronized List<GuardedSnapshot> end() {
    over = true;
    return opened;
  }

  /** Closes what was opened, once nobody is inside, and refuses to open more. */
  @Override
  public void close() {
    CloseSteps steps = new CloseSteps();
    end().forEach(snapshot -> steps.take(snapshot::close));
    steps.finish();
  }
}
