package dev.keygraph.kv.guard;

import dev.keygraph.kv.LeakDetection;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.kv.SnapshotUser;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a store's snapshots when they have been open for too long, warns of them before, and frees
 * those that became garbage without having been closed. A store has one only if its options ask for
 * any of that.
 *
 * <p>One thread waits for garbage, no longer than until the next snapshot may be due. It never
 * waits for the user of a snapshot: one that is in use when it expires is freed by its user, at the
 * end of the call.
 */
final class SnapshotWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotWatch.class);
  private static final int SAMPLE = 64;
  private static final long NEVER = Long.MAX_VALUE;

  /** When to look again at a snapshot that was in use when it expired. */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final SnapshotOptions options;
  private final StoreName name;
  private final Collection<GuardedSnapshot> snapshots;
  private final LongSupplier clock;
  private final BiConsumer<String, @Nullable Throwable> report;
  private final ReferenceQueue<Object> garbage = new ReferenceQueue<>();
  private final long maxNanos;
  private final long warnNanos;
  private final Thread thread;

  /** What ends the thread when it is found in the queue. */
  private final Reference<Object> end = new WeakReference<>(garbage, garbage);

  /**
   * A watch that has not begun.
   *
   * @param snapshots the open ones, always
   * @param clock counts nanoseconds
   * @param report is told in words what was found, and where the snapshot was opened
   */
  SnapshotWatch(
      SnapshotOptions options,
      StoreName name,
      Collection<GuardedSnapshot> snapshots,
      LongSupplier clock,
      BiConsumer<String, @Nullable Throwable> report) {
    this.options = options;
    this.name = name;
    this.snapshots = snapshots;
    this.clock = clock;
    this.report = report;
    this.maxNanos = nanos(options.maxAge());
    this.warnNanos = nanos(options.warnAge());
    thread = new Thread(this::run, "keygraph-snapshots " + name.engine());
    thread.setDaemon(true);
  }

  /** Writes to the log. */
  static void log(String message, @Nullable Throwable origin) {
    LOG.warn(message, origin);
  }

  private static long nanos(Duration age) {
    return age.isZero() ? NEVER : TimeUnit.NANOSECONDS.convert(age);
  }

  void start() {
    thread.start();
  }

  /** Ends the watch, after what it is just looking at. An interrupt could hit an engine. */
  void stop() {
    end.enqueue();
  }

  /** Begins to watch a use of a snapshot. */
  <H> SnapshotUse<H> begin(H handle, GuardedSnapshot snapshot, SnapshotUser<? super H> user) {
    boolean traced =
        switch (options.leakDetection()) {
          case OFF -> false;
          case SAMPLED -> ThreadLocalRandom.current().nextInt(SAMPLE) == 0;
          case ALL -> true;
        };
    return new SnapshotUse<>(handle, garbage, snapshot, user, traced ? new SnapshotOrigin() : null);
  }

  private void run() {
    try {
      Reference<?> lost = null;
      while (lost != end) {
        if (lost instanceof SnapshotUse<?> use) {
          found(use);
        }
        lost = garbage.poll();
        if (lost == null) {
          lost = garbage.remove(millis(sweep()));
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("the snapshots of the {} are not watched any more", name, e);
    }
  }

  /** The queue takes 0 for ever. */
  private static long millis(long nanos) {
    return nanos == NEVER ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }

  /** A handle is garbage. */
  private void found(SnapshotUse<?> use) {
    if (use.end()) {
      report.accept(
          "a snapshot of the %s is garbage and was not closed; it is freed now. %s"
              .formatted(name, opened(use)),
          use.origin());
      freely(use::free);
    }
  }

  /**
   * Looks at the ages of all snapshots that are open.
   *
   * @return nanoseconds until a snapshot may be due that is not now
   */
  long sweep() {
    long now = clock.getAsLong();
    // A snapshot that opens from now on is not due before this.
    long next = Math.min(maxNanos, warnNanos);
    for (GuardedSnapshot snapshot : snapshots) {
      if (snapshot.isExpired()) {
        freely(snapshot::settle);
        next = Math.min(next, RETRY_NANOS);
      }
      SnapshotUse<?> use = snapshot.use();
      if (use != null) {
        next = Math.min(next, look(use, now - snapshot.since()));
      }
    }
    return next;
  }

  /** Looks at one use; returns when to look again. */
  private long look(SnapshotUse<?> use, long age) {
    if (age >= maxNanos) {
      freely(() -> expire(use));
      return RETRY_NANOS;
    }
    long due = maxNanos == NEVER ? NEVER : maxNanos - age;
    if (age < warnNanos) {
      return warnNanos == NEVER ? due : Math.min(due, warnNanos - age);
    }
    if (use.isFirstWarning()) {
      report.accept(
          "a snapshot of the %s has been open for %s, longer than %s = %s; while it is open, the store keeps what it sees. %s"
              .formatted(
                  name,
                  shown(Duration.ofNanos(age)),
                  SnapshotOptions.WARN_AGE,
                  shown(options.warnAge()),
                  opened(use)),
          use.origin());
    }
    return due;
  }

  private void expire(SnapshotUse<?> use) {
    String message =
        "the snapshot was closed because it had been open for longer than %s (%s); open a new one, or raise the limit: %s. %s"
            .formatted(shown(options.maxAge()), SnapshotOptions.MAX_AGE, name, opened(use));
    if (use.expire(message)) {
      use.snapshot().expire(message);
    }
  }

  private String opened(SnapshotUse<?> use) {
    SnapshotOrigin origin = use.origin();
    return origin == null
        ? "%s = %s says where it was opened"
            .formatted(SnapshotOptions.LEAK_DETECTION, LeakDetection.ALL.configName())
        : "It was opened at " + origin.place();
  }

  /** As configurations have it. */
  private static String shown(Duration age) {
    return age.toNanosPart() == 0 ? age.toSeconds() + " s" : age.toMillis() + " ms";
  }

  /** Whatever an engine throws, the watch goes on. */
  private void freely(Runnable freeing) {
    try {
      freeing.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a snapshot could not be freed: {}", name, e);
    }
  }
}
