package dev.keygraph.store;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for workers. */
final class Futures {
  private Futures() {}

  /**
   * Waits for a result, and throws what the worker threw. An interrupt does not end the wait; the
   * flag is set again afterwards.
   */
  static <T> T get(Future<T> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
          }
          if (e.getCause() instanceof Error failure) {
            throw failure;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
