package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvSnapshotExpiredException;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.LendableSnapshot;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.SnapshotUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that one thread at a time uses, and that closes when nobody does. Closing marks it,
 * and the end of the outermost use frees it: at once where nobody is inside, after a visitor that
 * closed its own snapshot, and after the scan of another thread that was waited for. One that
 * expires is marked without waiting; the user inside frees it, or the {@link SnapshotWatch} when it
 * looks again.
 */
final class GuardedSnapshot extends Ownership implements LendableSnapshot, GuardedReader {
  private final KvSnapshot snapshot;
  private final StoreName name;
  private final SizeLimits limits;
  private final Consumer<GuardedSnapshot> whenFreed;
  private final LongSupplier clock;
  private final @Nullable SnapshotWatch watch;
  private final long bytesBefore;
  private boolean warnedOfWrites;
  private volatile long since;
  private volatile boolean standsBy;
  private volatile @Nullable SnapshotUse<?> use;
  private volatile boolean closed;
  private volatile @Nullable String expiry;
  private @Nullable Set<GuardedCursor> cursors;
  private boolean freed;

  /**
   * A guard around an engine's snapshot.
   *
   * @param whenFreed called once, after the engine's snapshot closed
   * @param clock counts nanoseconds
   * @param watch watches those who use it, if anything does
   * @param bytesBefore how much was committed to the store before, as {@link HeldWrites} counts
   */
  GuardedSnapshot(
      KvSnapshot snapshot,
      StoreName name,
      SizeLimits limits,
      Consumer<GuardedSnapshot> whenFreed,
      LongSupplier clock,
      @Nullable SnapshotWatch watch,
      long bytesBefore) {
    this.snapshot = snapshot;
    this.name = name;
    this.limits = limits;
    this.whenFreed = whenFreed;
    this.clock = clock;
    this.watch = watch;
    this.bytesBefore = bytesBefore;
    this.since = clock.getAsLong();
  }

  /** A guard around a snapshot of a store that is none of a user's. */
  GuardedSnapshot(KvSnapshot snapshot, StoreName name, SizeLimits limits) {
    this(snapshot, name, limits, freed -> {}, System::nanoTime, null, 0);
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    limits.checkKey(key);
    enter();
    try {
      return snapshot.get(key, visitor);
    } catch (InternalError e) {
      throw MemoryFaults.named(name, e);
    } finally {
      release();
    }
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    enter();
    try {
      if (!limits.fits(lower) || !limits.fits(upper)) {
        byte[] shortLower = limits.fits(lower) ? lower : limits.shortened(lower);
        byte[] shortUpper = upper == null || limits.fits(upper) ? upper : limits.shortened(upper);
        return shortLower == null || scan(shortLower, shortUpper, direction, visitor);
      }
      boolean exhausted =
          Ranges.isEmpty(lower, upper)
              || snapshot.scan(
                  lower, upper, direction, (key, value) -> visitor.visit(key, value) && !closed);
      if (!exhausted && expiry != null) {
        throw closed();
      }
      return exhausted;
    } catch (InternalError e) {
      throw MemoryFaults.named(name, e);
    } finally {
      release();
    }
  }

  @Override
  public KvCursor cursor() {
    enter();
    try {
      GuardedCursor cursor = new GuardedCursor(this);
      if (cursors == null) {
        cursors = Collections.newSetFromMap(new IdentityHashMap<>());
      }
      cursors.add(cursor);
      return cursor;
    } finally {
      release();
    }
  }

  @Override
  public void close() {
    endUse();
    acquire();
    closed = true;
    release();
  }

  @Override
  public <H> void lend(H handle, SnapshotUser<? super H> user) {
    since = clock.getAsLong();
    standsBy = false;
    if (watch != null) {
      use = watch.begin(handle, this, user);
    }
  }

  @Override
  public boolean giveBack() {
    endUse();
    standsBy = true;
    return !isOwned();
  }

  private void endUse() {
    SnapshotUse<?> ended = use;
    if (ended != null) {
      use = null;
      ended.end();
    }
  }

  /** Returns the use that is watched, or {@code null} if none is. */
  @Nullable SnapshotUse<?> use() {
    return use;
  }

  /** Refuses every further use, without waiting for the one in progress. */
  void expire(String message) {
    expiry = message;
    closed = true;
    endUse();
    settle();
  }

  /** Returns whether this expired; its user may still be inside. */
  boolean isExpired() {
    return expiry != null;
  }

  /** Frees an expired snapshot if nobody is inside. */
  void settle() {
    if (tryAcquire()) {
      release();
    }
  }

  /** Returns how much was committed to the store before the engine's snapshot was opened. */
  long bytesBefore() {
    return bytesBefore;
  }

  /** Returns whether this is the first call; for whoever writes. */
  boolean isFirstWarningOfWrites() {
    boolean first = !warnedOfWrites;
    warnedOfWrites = true;
    return first;
  }

  /** Returns when this was opened or lent, by the clock. */
  long since() {
    return since;
  }

  /** Returns whether somebody uses this, or it is at least not known that nobody does. */
  boolean isInUse() {
    return !standsBy;
  }

  /** Returns how long this has been open, or lent. */
  long ageNanos() {
    return clock.getAsLong() - since;
  }

  private KvClosedException closed() {
    String message = expiry;
    return message == null ? name.closed("snapshot") : new KvSnapshotExpiredException(message);
  }

  @Override
  public void enter() {
    acquire();
    if (closed) {
      release();
      throw closed();
    }
  }

  @Override
  public boolean enterIfOpen() {
    acquire();
    if (closed) {
      release();
      return false;
    }
    return true;
  }

  @Override
  public void exit() {
    release();
  }

  @Override
  void beforeRelease() {
    if (closed && !freed) {
      freed = true;
      free();
    }
  }

  private void free() {
    try {
      if (cursors != null) {
        List<GuardedCursor> open = new ArrayList<>(cursors);
        cursors = null;
        open.forEach(GuardedCursor::closeInReader);
      }
    } finally {
      try {
        snapshot.close();
      } finally {
        whenFreed.accept(this);
      }
    }
  }

  /** A snapshot never changes. */
  @Override
  public long mutations() {
    return 0;
  }

  @Override
  public KvCursor openCursor() {
    return snapshot.cursor();
  }

  @Override
  public void forget(GuardedCursor cursor) {
    if (cursors != null) {
      cursors.remove(cursor);
    }
  }

  @Override
  public SizeLimits limits() {
    return limits;
  }

  @Override
  public StoreName name() {
    return name;
  }
}
