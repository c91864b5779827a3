package dev.keygraph.store;

import dev.keygraph.kv.guard.CloseSteps;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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

  /**
   * Waits for all workers, also after one has failed; then throws what the first one threw, with
   * what others threw as suppressed.
   */
  static void getAll(List<? extends Future<?>> futures) {
    CloseSteps steps = new CloseSteps();
    futures.forEach(future -> steps.take(() -> get(future)));
    steps.finish();
  }

  /** Waits until a service that was shut down has ended its last task, also when interrupted. */
  static void awaitEnd(ExecutorService service) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = service.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
