package dev.keygraph.faults;

/** What goes wrong on a file system, from some moment on, until it is healed. */
public final class Faults {
  private static final long NEVER = Long.MAX_VALUE;

  private long capacity = NEVER;
  private boolean isQuota;
  private long writesLeft = NEVER;
  private long syncsLeft = NEVER;
  private long hits;

  Faults() {}

  /** Limits the bytes of all files, so that writing more answers that no space is left. */
  public synchronized void capacity(long bytes) {
    capacity = bytes;
    isQuota = false;
  }

  /** The same, by a quota: the file system itself has space, and says so. */
  public synchronized void quota(long bytes) {
    capacity = bytes;
    isQuota = true;
  }

  /** Has all writes fail with an I/O error after the next {@code count} ones. */
  public synchronized void failWritesAfter(long count) {
    writesLeft = count;
  }

  /** Has all syncs fail with an I/O error, and lose what they should keep, after {@code count}. */
  public synchronized void failSyncsAfter(long count) {
    syncsLeft = count;
  }

  /** Nothing goes wrong any more; what was lost stays lost. */
  public synchronized void heal() {
    capacity = NEVER;
    writesLeft = NEVER;
    syncsLeft = NEVER;
  }

  /** Returns how often something went wrong. */
  public synchronized long hits() {
    return hits;
  }

  /** Returns how many bytes may be allocated yet. */
  synchronized long room(long used) {
    return Math.max(0, capacity - used);
  }

  /** Returns how many bytes the file system says to be free. */
  synchronized long free(long used) {
    return isQuota ? NEVER : room(used);
  }

  synchronized ErrnoException full() {
    hits++;
    return new ErrnoException(isQuota ? ErrnoException.EDQUOT : ErrnoException.ENOSPC);
  }

  /** A write was done in part, since the space ended. */
  synchronized void cutShort() {
    hits++;
  }

  synchronized boolean failsWrite() {
    return writesLeft != NEVER && hit(--writesLeft);
  }

  synchronized boolean failsSync() {
    return syncsLeft != NEVER && hit(--syncsLeft);
  }

  private boolean hit(long left) {
    if (left < 0) {
      hits++;
    }
    return left < 0;
  }
}
