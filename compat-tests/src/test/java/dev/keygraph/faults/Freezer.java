package dev.keygraph.faults;

import java.util.concurrent.TimeUnit;

/**
 * Stops a file system at one of its changes: it then answers nothing any more, so that nobody
 * learns of anything after that moment.
 */
public final class Freezer {
  private static final long NEVER = Long.MAX_VALUE;

  private long changesLeft = NEVER;
  private long syncsLeft = NEVER;
  private boolean frozen;

  Freezer() {}

  /** Freezes after so many changes, syncs included; the last one happens, and is not answered. */
  public synchronized void freezeAfterChanges(long count) {
    changesLeft = count;
  }

  /** Freezes before so many syncs were done: the last one does not happen. */
  public synchronized void freezeAtSync(long count) {
    syncsLeft = count;
  }

  /** Freezes now. */
  public synchronized void freeze() {
    frozen = true;
    notifyAll();
  }

  /** Waits until it is frozen, and returns whether that came in time. */
  public synchronized boolean await(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; !frozen && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    return frozen;
  }

  synchronized boolean isFrozen() {
    return frozen;
  }

  /** A sync is about to happen; it does not if this freezes. */
  synchronized void beforeSync() {
    if (syncsLeft != NEVER && --syncsLeft <= 0) {
      freeze();
    }
  }

  /** Something has changed, or was synced. */
  synchronized void afterChange() {
    if (changesLeft != NEVER && --changesLeft <= 0) {
      freeze();
    }
  }
}
