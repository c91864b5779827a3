package dev.keygraph.kv.guard;

import dev.keygraph.kv.SnapshotUser;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One use of a snapshot, from its opening to its closing. It refers weakly to what the user holds,
 * and is found in the queue once that is garbage.
 */
final class SnapshotUse<H> extends WeakReference<H> {
  private final GuardedSnapshot snapshot;
  private final SnapshotUser<? super H> user;
  private final @Nullable SnapshotOrigin origin;
  private final AtomicBoolean over = new AtomicBoolean();

  /** Of the thread that watches. */
  private boolean warned;

  SnapshotUse(
      H handle,
      ReferenceQueue<Object> queue,
      GuardedSnapshot snapshot,
      SnapshotUser<? super H> user,
      @Nullable SnapshotOrigin origin) {
    super(handle, queue);
    this.snapshot = snapshot;
    this.user = user;
    this.origin = origin;
  }

  GuardedSnapshot snapshot() {
    return snapshot;
  }

  /** Returns where the use began, if that is known. */
  @Nullable SnapshotOrigin origin() {
    return origin;
  }

  /** Ends the use; returns whether it was the first to do so. */
  boolean end() {
    clear();
    return over.compareAndSet(false, true);
  }

  /** Returns whether nobody was warned of this use yet, and takes note that somebody is now. */
  boolean isFirstWarning() {
    boolean first = !warned;
    warned = true;
    return first;
  }

  /** Frees what the handle held, which nobody can close any more. */
  void free() {
    user.lost();
  }

  /** Tells the user that its snapshot is too old; returns whether it was still in use. */
  boolean expire(String message) {
    H handle = get();
    return handle != null && user.expire(handle, message);
  }
}
