package dev.keygraph.conformance.support;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on another thread, sooner or later. */
public final class Patience {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private Patience() {}

  /**
   * Waits until something holds.
   *
   * @param what says it in words
   * @throws AssertionError if it does not come to hold
   */
  public static void await(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("does not come to hold: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Waits until something holds that needs garbage to be collected. */
  public static void awaitCollected(String what, BooleanSupplier holds) {
    await(
        what,
        () -> {
          System.gc();
          return holds.getAsBoolean();
        });
  }
}
