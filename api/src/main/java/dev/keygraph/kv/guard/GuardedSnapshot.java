package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that one thread at a time uses, and that closes when nobody does. Closing marks it,
 * and the end of the outermost use frees it: at once where nobody is inside, after a visitor that
 * closed its own snapshot, and after the scan of another thread that was waited for.
 */
final class GuardedSnapshot extends Ownership implements KvSnapshot, GuardedReader {
  private final KvSnapshot snapshot;
  private final StoreName name;
  private final SizeLimits limits;
  private final Consumer<GuardedSnapshot> whenFreed;
  private final long openedNanos = System.nanoTime();
  private @Nullable Set<GuardedCursor> cursors;
  private boolean closed;
  private boolean freed;

  /**
   * A guard around an engine's snapshot.
   *
   * @param whenFreed called once, after the engine's snapshot closed
   */
  GuardedSnapshot(
      KvSnapshot snapshot, StoreName name, SizeLimits limits, Consumer<GuardedSnapshot> whenFreed) {
    this.snapshot = snapshot;
    this.name = name;
    this.limits = limits;
    this.whenFreed = whenFreed;
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    limits.checkKey(key);
    enter();
    try {
      return snapshot.get(key, visitor);
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
      return Ranges.isEmpty(lower, upper)
          || snapshot.scan(
              lower, upper, direction, (key, value) -> visitor.visit(key, value) && !closed);
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
    acquire();
    closed = true;
    release();
  }

  /** Returns how long this has been open. */
  long ageNanos() {
    return System.nanoTime() - openedNanos;
  }

  @Override
  public void enter() {
    acquire();
    if (closed) {
      release();
      throw name.closed("snapshot");
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
