package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineStore;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One engine store, and the number of those who need it: the guarded store while this generation is
 * the current one, each open snapshot, and each call in flight. When the last one lets go, the
 * engine store closes. So a call never reaches a closed engine.
 */
final class Generation {
  private final EngineStore store;
  private final Path directory;
  private final Consumer<Generation> whenUnused;
  private final AtomicInteger users = new AtomicInteger(1);
  private final CompletableFuture<Outcome<Boolean>> closed = new CompletableFuture<>();
  private volatile boolean replaced;

  /**
   * A generation with one user.
   *
   * @param directory the engine's own directory
   * @param whenUnused called once, by the last user, when it lets go
   */
  Generation(EngineStore store, Path directory, Consumer<Generation> whenUnused) {
    this.store = store;
    this.directory = directory;
    this.whenUnused = whenUnused;
  }

  EngineStore store() {
    return store;
  }

  Path directory() {
    return directory;
  }

  /** Adds a user, unless the last one has let go; returns whether it did. */
  boolean use() {
    int before = users.get();
    while (before > 0) {
      if (users.compareAndSet(before, before + 1)) {
        return true;
      }
      before = users.get();
    }
    return false;
  }

  /** Removes a user. */
  void letGo() {
    if (users.decrementAndGet() == 0) {
      whenUnused.accept(this);
    }
  }

  /** Says that another generation is the current one, and this one's files are to be deleted. */
  void markReplaced() {
    replaced = true;
  }

  boolean isReplaced() {
    return replaced;
  }

  /** Closes the engine store; called once, after the last user let go. */
  void closeStore() {
    Outcome<Boolean> outcome;
    try {
      store.close();
      outcome = Outcome.of(true);
    } catch (Throwable e) {
      outcome = Outcome.failed(e);
    }
    closed.complete(outcome);
  }

  /** Waits until the engine store is closed, without heed to interrupts; throws what that threw. */
  void awaitClosed() {
    closed.join().get();
  }
}
