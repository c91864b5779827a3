package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of a store's own, which no interrupt of a caller can reach. One of them is the writer:
 * all writes of the store's engine run there, because some engines bind write transactions to a
 * thread. Work runs in the order of the calls.
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

    private void run() {
      Outcome<T> reached;
      try {
        reached = Outcome.of(work.get());
      } catch (Throwable e) {
        reached = Outcome.failed(e);
      }
      outcome.complete(reached);
    }

    private void refuse(KvException reason) {
      outcome.complete(Outcome.failed(reason));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(StoreThread.class);

  private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private @Nullable Supplier<? extends KvException> refusal;
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

  /** Returns how much work waits. */
  int queued() {
    return queue.size();
  }

  /** Runs a caller's work after what is queued, and waits for it; see {@link Task#await}. */
  <T extends @Nullable Object> T call(Supplier<T> work) {
    Task<T> task = new Task<>(work, true);
    synchronized (this) {
      if (refusal != null) {
        throw refusal.get();
      }
      queue.add(task);
    }
    return task.await();
  }

  /** Queues work of the store's own, which is never refused. */
  <T extends @Nullable Object> Task<T> submit(Supplier<T> work) {
    Task<T> task = new Task<>(work, false);
    queue.add(task);
    return task;
  }

  /** Refuses callers' work from now on, also what is queued and has not begun. */
  void refuse(Supplier<? extends KvException> reason) {
    List<Task<?>> refused = new ArrayList<>();
    synchronized (this) {
      refusal = reason;
      List<Task<?>> waiting = new ArrayList<>();
      queue.drainTo(waiting);
      for (Task<?> task : waiting) {
        if (task.refusable) {
          refused.add(task);
        } else {
          queue.add(task);
        }
      }
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
      take().run();
    }
  }

  /** Work can interrupt its own thread, nobody else this one; that ends nothing. */
  private Task<?> take() {
    while (true) {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        LOG.debug("work interrupted its own thread");
      }
    }
  }
}
