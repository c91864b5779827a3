package dev.keygraph.kv.guard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Something that one thread at a time may use: a re-entrant lock that costs an uncontended user one
 * compare-and-set and one volatile write, and hands over in the order of arrival. {@link
 * java.util.concurrent.locks.ReentrantLock} would do, at a few times the price of a look-up's
 * share.
 *
 * <p>The queue is the first-in-first-out mutex of {@link LockSupport}'s documentation. Waiting is
 * not interruptible; the interrupt flag is restored.
 */
abstract class Ownership {
  private static final VarHandle OWNER;

  static {
    try {
      OWNER = MethodHandles.lookup().findVarHandle(Ownership.class, "owner", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // OWNER
  private volatile @Nullable Thread owner;

  private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();
  private int depth;

  /** Waits until this thread is the owner. */
  final void acquire() {
    Thread current = Thread.currentThread();
    if (owner == current) {
      depth++;
      return;
    }
    if (!waiters.isEmpty() || !OWNER.compareAndSet(this, null, current)) {
      await(current);
    }
    depth = 1;
  }

  /** Makes this thread, which is not the owner, the owner if nobody is; returns whether it did. */
  final boolean tryAcquire() {
    if (!waiters.isEmpty() || !OWNER.compareAndSet(this, null, Thread.currentThread())) {
      return false;
    }
    depth = 1;
    return true;
  }

  /** Ends the innermost use of the owner. */
  final void release() {
    if (depth > 1) {
      depth--;
      return;
    }
    try {
      beforeRelease();
    } finally {
      depth = 0;
      owner = null;
      wakeNext();
    }
  }

  private void wakeNext() {
    Thread next = waiters.peek();
    if (next != null) {
      LockSupport.unpark(next);
    }
  }

  /** Called by the owner before the outermost use ends. */
  abstract void beforeRelease();

  /** Returns whether there is an owner, who may be gone when this returns. */
  final boolean isOwned() {
    return owner != null;
  }

  /** Returns whether the calling thread is the owner. */
  final boolean isOwner() {
    return owner == Thread.currentThread();
  }

  private void await(Thread current) {
    boolean interrupted = false;
    waiters.add(current);
    try {
      while (waiters.peek() != current || !OWNER.compareAndSet(this, null, current)) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    } finally {
      // Nor may a thread that gave up, at the end of its stack, keep others waiting.
      waiters.remove(current);
      if (owner != current) {
        wakeNext();
      }
    }
    if (interrupted) {
      current.interrupt();
    }
  }
}
