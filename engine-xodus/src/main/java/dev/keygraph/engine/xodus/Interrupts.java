package dev.keygraph.engine.xodus;

import java.util.function.Supplier;

/** Runs work that an interrupt would break off, and lets the caller know of it afterwards. */
final class Interrupts {
  private Interrupts() {}

  static <T> T deferred(Supplier<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return work.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
