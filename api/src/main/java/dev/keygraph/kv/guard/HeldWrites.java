package dev.keygraph.kv.guard;

import dev.keygraph.kv.LeakDetection;
import dev.keygraph.kv.SnapshotOptions;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that commits write, so that each snapshot knows how much was written since it
 * was opened: about as much of what it sees is kept for it. Warns of one that has seen more than a
 * limit pass by, once.
 *
 * <p>The snapshots are looked at by whoever writes, and only where one may be due.
 */
final class HeldWrites {
  private final long limit;
  private final StoreName name;
  private final Collection<GuardedSnapshot> snapshots;
  private final BiConsumer<String, @Nullable Throwable> report;
  private volatile long bytes;
  private long nextLook;

  /**
   * Counts from zero.
   *
   * @param limit how many bytes may be written beside an open snapshot before that is reported; 0:
   *     any number
   * @param snapshots the open ones, always
   * @param report is told in words what was found, and where the snapshot was opened
   */
  HeldWrites(
      long limit,
      StoreName name,
      Collection<GuardedSnapshot> snapshots,
      BiConsumer<String, @Nullable Throwable> report) {
    this.limit = limit;
    this.name = name;
    this.snapshots = snapshots;
    this.report = report;
    this.nextLook = limit;
  }

  /** Returns how many bytes of keys and values were committed so far. */
  long bytes() {
    return bytes;
  }

  /** Returns how many of them the oldest snapshot that somebody uses does not see. */
  long sinceOldest() {
    long now = bytes;
    return snapshots.stream()
        .filter(GuardedSnapshot::isInUse)
        .mapToLong(snapshot -> now - snapshot.bytesBefore())
        .max()
        .orElse(0);
  }

  /** Counts a commit, in its turn to write. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  void committed(long written) {
    bytes += written;
    if (limit > 0 && bytes >= nextLook) {
      look();
    }
  }

  private void look() {
    // One that is opened from now on is not due before this.
    long next = bytes + limit;
    for (GuardedSnapshot snapshot : snapshots) {
      long due = snapshot.bytesBefore() + limit;
      if (due > bytes) {
        next = Math.min(next, due);
      } else if (snapshot.isInUse() && snapshot.isFirstWarningOfWrites()) {
        warn(snapshot);
      }
    }
    nextLook = next;
  }

  private void warn(GuardedSnapshot snapshot) {
    SnapshotUse<?> use = snapshot.use();
    SnapshotOrigin origin = use == null ? null : use.origin();
    report.accept(
        "%d bytes were written to the %s since a snapshot was opened, %d s ago, more than %s = %d; while it is open, the store keeps what they replaced. %s"
            .formatted(
                bytes - snapshot.bytesBefore(),
                name,
                snapshot.ageNanos() / 1_000_000_000,
                SnapshotOptions.WARN_WRITTEN,
                limit,
                origin == null
                    ? "%s = %s says where it was opened"
                        .formatted(SnapshotOptions.LEAK_DETECTION, LeakDetection.ALL.configName())
                    : "It was opened at " + origin.place()),
        origin);
  }
}
