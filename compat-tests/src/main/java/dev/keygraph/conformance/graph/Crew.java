package dev.keygraph.conformance.graph;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Threads of a test: what goes wrong on one of them fails the test. */
final class Crew implements AutoCloseable {
  private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(2);

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** What a thread does; it may throw anything. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  Thread start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (Throwable failure) {
                failures.add(failure);
                // Others may wait for this one.
                threads.forEach(Thread::interrupt);
              }
            },
            "crew-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  boolean failed() {
    return !failures.isEmpty();
  }

  /** Waits for all threads; throws what the first one threw. */
  @Override
  public void close() {
    for (Thread thread : threads) {
      join(thread);
      if (thread.isAlive()) {
        AssertionError stuck = new AssertionError(thread.getName() + " does not end");
        stuck.setStackTrace(thread.getStackTrace());
        failures.add(stuck);
      }
    }
    Throwable first = failures.poll();
    if (first != null) {
      AssertionError failure = new AssertionError("a thread failed: " + first, first);
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }

  /** Waits, without a fixed pause, until a thread waits for something or has ended. */
  static void awaitBlocked(Thread thread) {
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + thread.getName(), e);
    }
  }
}
