package dev.keygraph.kv.guard;

import org.jspecify.annotations.Nullable;

/** Steps that are all taken, even where an earlier one fails. For one thread. */
public final class CloseSteps {
  private @Nullable Throwable failure;

  /** Takes a step, and keeps what it throws. */
  public void take(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      if (failure == null) {
        failure = e;
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** Returns whether no step has failed. */
  boolean isClean() {
    return failure == null;
  }

  /** Throws what the first step that failed threw, with the others' as suppressed. */
  public void finish() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
