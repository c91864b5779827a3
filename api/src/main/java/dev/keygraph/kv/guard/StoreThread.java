package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of a store's own, which no interrupt of a caller can reach. One of them is the writer:
 * work runs there one after the other, in the order of the calls.
 *
 * <p>A caller whose work may run anywhere, and who finds no other work, has its turn at once, on
 * its own thread, since a change of threads can take longer than a short commit. Whatever comes
 * meanwhile waits for the end of that.
 */
final class StoreThread {

  /** Work in the queue. */
  static final class Task<T extends @Nullable Object> {
    private final Supplier<T> work;
    private final boolean refusable;
    private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();

    private Task(Supplier<T> work, boolean refusable) {
      this.work = work;
      this.refusable = refusable;
    }

    /**
     * Waits for the end, without heed to interrupts.
     *
     * @return what the work returned
     * @throws RuntimeException or an {@link Error}: what the work threw, as it is
     */
    T await() {
      return outcome.join().get();
    }

    private Outcome<T> run() {
      try {
        return Outcome.of(work.get());
      } catch (Throwable e) {
        return Outcome.failedWithLittleMemory(e);
      }
    }

    /** Runs the work in a turn that has ended when its caller is told. */
    private void runInTurn(Runnable endTurn) {
      Outcome<T> reached = run();
      // Work may interrupt its own thread; what comes next must not be hit by that.
      boolean ignored = Thread.interrupted();
      endTurn.run();
      outcome.complete(reached);
    }

    private void refuse(KvException reason) {
      outcome.complete(Outcome.failed(reason));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(StoreThread.class);

  /** Guarded by this; one that loses nothing where the memory for one more entry is not there. */
  private final Queue<Task<?>> queue = new ConcurrentLinkedQueue<>();

  private final Runnable endTurn = this::endTurn;
  private final Thread thread;
  private @Nullable Supplier<? extends KvException> refusal;
  private boolean busy;

  /** The caller whose work runs on its own thread now. */
  private volatile @Nullable Thread guest;

  private boolean stopped;

  StoreThread(String name) {
    thread = new Thread(this::runTasks, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns whether the caller is on this thread. */
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** Returns whether the caller is within work, on this thread or on its own. */
  boolean isWithinWork() {
    Thread current = Thread.currentThread();
    return current == thread || current == guest;
  }

  /** Returns how much work waits. */
  synchronized int queued() {
    return queue.size();
  }

  /**
   * Runs a caller's work after what is queued, and waits for it; see {@link Task#await}.
   *
   * @param here returns whether it may run on the caller's thread; asked if no other work runs or
   *     waits
   */
  <T extends @Nullable Object> T call(Supplier<T> work, BooleanSupplier here) {
    Task<T> task = enter(work, here);
    if (task != null) {
      return task.await();
    }
    try {
      return work.get();
    } finally {
      guest = null;
      endTurn();
    }
  }

  /** Returns the task that was queued, or null where the caller has its turn. */
  private synchronized <T extends @Nullable Object> @Nullable Task<T> enter(
      Supplier<T> work, BooleanSupplier here) {
    if (refusal != null) {
      throw refusal.get();
    }
    if (!busy && queue.isEmpty() && here.getAsBoolean()) {
      busy = true;
      guest = Thread.currentThread();
      return null;
    }
    Task<T> task = new Task<>(work, true);
    add(task);
    return task;
  }

  private synchronized void add(Task<?> task) {
    queue.add(task);
    notifyAll();
  }

  private synchronized void endTurn() {
    busy = false;
    if (!queue.isEmpty()) {
      notifyAll();
    }
  }

  /** Queues work of the store's own, which is never refused. */
  <T extends @Nullable Object> Task<T> submit(Supplier<T> work) {
    Task<T> task = new Task<>(work, false);
    add(task);
    return task;
  }

  /** Refuses callers' work from now on, also what is queued and has not begun. */
  void refuse(Supplier<? extends KvException> reason) {
    List<Task<?>> refused = new ArrayList<>();
    synchronized (this) {
      refusal = reason;
      queue.stream().filter(task -> task.refusable).forEach(refused::add);
      queue.removeAll(refused);
    }
    refused.forEach(task -> task.refuse(reason.get()));
  }

  /** Ends the thread after the work that is queued; nothing may be submitted any more. */
  void stop() {
    submit(
        () -> {
          stopped = true;
          return true;
        });
  }

  private void runTasks() {
    while (!stopped) {
      take().runInTurn(endTurn);
    }
  }

  /** Nobody interrupts this thread; if somebody does, that ends nothing. */
  private synchronized Task<?> take() {
    while (true) {
      Task<?> task = busy ? null : queue.poll();
      if (task != null) {
        busy = true;
        return task;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        LOG.debug("an interrupt of {} is ignored", thread.getName());
      }
    }
  }
}
