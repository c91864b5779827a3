package dev.keygraph.faults;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What goes wrong on a file system, from some moment on, until it is healed. */
public final class Faults {
  private static final long NEVER = Long.MAX_VALUE;
  private static final Set<Call> CHANGES = EnumSet.complementOf(EnumSet.of(Call.READ, Call.LOOK));

  private final Map<Call, Long> left = new EnumMap<>(Call.class);
  private final Map<Call, Long> calls = new EnumMap<>(Call.class);
  private @Nullable Call last;
  private long capacity = NEVER;
  private long writesUntilFull = NEVER;
  private boolean isQuota;
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

  /** Has the files take no more bytes than they do after the next {@code count} writes. */
  public synchronized void fullAfter(long count, boolean byQuota) {
    writesUntilFull = count;
    isQuota = byQuota;
  }

  /**
   * Has all calls of a kind fail with an I/O error after the next {@code count} ones. A sync that
   * fails loses what it should keep.
   */
  public synchronized void failAfter(Call call, long count) {
    left.put(call, count);
  }

  /**
   * Has all calls of a kind fail after the next {@code count} ones, and from the first that fails
   * on whatever would change something: what is there is what a process leaves that dies then.
   */
  public synchronized void stopAfter(Call call, long count) {
    failAfter(call, count);
    last = call;
  }

  /** Nothing goes wrong any more; what was lost stays lost. */
  public synchronized void heal() {
    capacity = NEVER;
    writesUntilFull = NEVER;
    left.clear();
    last = null;
  }

  /** Returns how often something went wrong. */
  public synchronized long hits() {
    return hits;
  }

  /** Returns how many calls of a kind there were. */
  public synchronized long calls(Call call) {
    return calls.getOrDefault(call, 0L);
  }

  /** Returns whether there is a limit to the bytes of all files. */
  synchronized boolean isLimited() {
    return capacity != NEVER;
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

  /** Fails if this call is to. */
  synchronized void check(Call call) {
    calls.merge(call, 1L, Long::sum);
    Long more = left.get(call);
    if (more == null) {
      return;
    }
    if (more == 0) {
      hits++;
      if (call == last) {
        CHANGES.forEach(each -> left.put(each, 0L));
      }
      throw new ErrnoException(ErrnoException.EIO);
    }
    left.put(call, more - 1);
  }

  /** A write begins: it may be the first that finds the disk full. */
  synchronized void countDown(long used) {
    if (writesUntilFull != NEVER && writesUntilFull-- == 0) {
      writesUntilFull = NEVER;
      capacity = used;
    }
  }
}
