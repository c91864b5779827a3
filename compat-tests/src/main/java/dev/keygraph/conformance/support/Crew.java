package dev.keygraph.conformance.support;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Threads of a test: what goes wrong on one of them fails the test. */
public final class Crew implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** What a thread does; it may throw anything. */
  @FunctionalInterface
  public interface Task {
    /** Runs on a thread of its own. */
    void run() throws Exception;
  }

  /** A crew without threads. */
  public Crew() {}

  /** Starts a thread without a name of its own. */
  public Thread start(Task task) {
    return start("crew-" + threads.size(), task);
  }

  /** Starts a thread; when its task fails, the others are interrupted. */
  public Thread start(String name, Task task) {
    Thread thread = new Thread(() -> run(task), name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** Returns whether this Java version has virtual threads. */
  public static boolean hasVirtualThreads() {
    return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
  }

  /** Starts a virtual thread. */
  public Thread startVirtual(String name, Task task) {
    Thread thread;
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      type.getMethod("name", String.class).invoke(builder, name);
      Runnable work = () -> run(task);
      thread = (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, work);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no virtual threads", e);
    }
    threads.add(thread);
    thread.start();
    return thread;
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (Throwable failure) {
      failures.add(failure);
      // Others may wait for this one.
      threads.forEach(Thread::interrupt);
    }
  }

  /** Returns whether a thread has failed: the others may stop. */
  public boolean failed() {
    return !failures.isEmpty();
  }

  /** Waits for all threads; throws what the first one threw. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (Thread thread : threads) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while threads of the test run", e);
      }
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
  public static void awaitBlocked(Thread thread) {
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
  }
}
