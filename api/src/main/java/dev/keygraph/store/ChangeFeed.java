package dev.keygraph.store;

import dev.keygraph.graph.ChangeListener;
import dev.keygraph.graph.ChangeRegistration;
import dev.keygraph.graph.CommittedChanges;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.kv.KvClosedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of commits, on a thread of its own.
 *
 * <p>Whoever commits puts what changed into the queue, in the order of versions, since one commits
 * at a time. The lock makes that and a registration follow one another: what is published before a
 * registration has a version that it begins after, and what is published after it finds it among
 * the listeners. The lock is not held while a listener is called. What is being told stays at the
 * head of the queue, so that an empty queue means that everything was heard.
 *
 * <p>The thread begins with the first commit that somebody listens to, and ends with the feed.
 */
final class ChangeFeed {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  private final String name;
  private final long warnBacklog;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<CommittedChanges> queue = new ArrayDeque<>();

  /** Is replaced, never changed. */
  private List<Registration> registrations = List.of();

  /** The units of the commits in the queue. */
  private long backlog;

  private boolean warned;
  private long version;
  private boolean refusing;
  private boolean ended;
  private @Nullable Thread thread;

  /**
   * A feed without listeners.
   *
   * @param name what is open, for messages
   * @param version the version of the last commit
   * @param warnBacklog how many units may wait to be told before the log says so; 0: any number
   */
  ChangeFeed(String name, long version, long warnBacklog) {
    this.name = name;
    this.version = version;
    this.warnBacklog = warnBacklog;
  }

  private final class Registration implements ChangeRegistration {
    private final ChangeListener listener;
    private final long version;
    private volatile boolean closed;

    Registration(ChangeListener listener, long version) {
      this.listener = listener;
      this.version = version;
    }

    @Override
    public long version() {
      return version;
    }

    void tell(CommittedChanges changes) {
      if (closed || changes.version() <= version) {
        return;
      }
      try {
        listener.committed(changes);
      } catch (Throwable e) {
        LOG.error("a listener failed at version {}: {}", changes.version(), name, e);
      } finally {
        // A listener may interrupt its own thread; the next one must not be hit by that.
        boolean ignored = Thread.interrupted();
      }
    }

    @Override
    public void close() {
      closed = true;
      lock.lock();
      try {
        registrations = registrations.stream().filter(other -> other != this).toList();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Registers a listener.
   *
   * @throws KvClosedException if the feed ends or has ended
   */
  ChangeRegistration add(ChangeListener listener) {
    lock.lock();
    try {
      if (refusing) {
        throw new KvClosedException(name + " is closed");
      }
      Registration registration = new Registration(listener, version);
      List<Registration> more = new ArrayList<>(registrations);
      more.add(registration);
      registrations = List.copyOf(more);
      return registration;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A commit is visible. Called by one thread at a time, in the order of versions.
   *
   * @param units what it changed; asked for if somebody listens
   */
  void publish(long newVersion, Supplier<List<UnitChange>> units) {
    lock.lock();
    try {
      long before = version;
      version = newVersion;
      if (!registrations.isEmpty()) {
        CommittedChanges changes = new CommittedChanges(before, newVersion, units.get());
        queue.add(changes);
        backlog += changes.units().size();
        warnOfBacklog();
        startIfNeeded();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void startIfNeeded() {
    if (thread == null) {
      Thread fresh = new Thread(this::deliver, "keygraph-changes " + name);
      fresh.setDaemon(true);
      try {
        fresh.start();
        thread = fresh;
      } catch (OutOfMemoryError e) {
        // There can be no more threads now. The commit stands, and is told with the next one.
        LOG.warn("listeners are not told of version {} yet: {}", version, name, e);
      }
    }
  }

  /** Says once that listeners are slow, and again when they had made up half of it. */
  private void warnOfBacklog() {
    if (warnBacklog > 0 && backlog > warnBacklog && !warned) {
      warned = true;
      LOG.warn(
          "listeners have not heard of {} changed units in {} commits, which take memory until"
              + " then: {}; keygraph.changes.warn-backlog is {}",
          backlog,
          queue.size(),
          name,
          warnBacklog);
    }
  }

  /** Returns how many changed units listeners have not heard of, those being told included. */
  long backlog() {
    lock.lock();
    try {
      return backlog;
    } finally {
      lock.unlock();
    }
  }

  private void deliver() {
    try {
      deliverAll();
    } finally {
      lock.lock();
      try {
        // Nobody is to wait for a thread that is gone.
        thread = null;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void deliverAll() {
    for (CommittedChanges next = awaitNext(); next != null; next = awaitNext()) {
      for (Registration each : registrations()) {
        each.tell(next);
      }
      lock.lock();
      try {
        queue.remove();
        backlog -= next.units().size();
        warned &= backlog > warnBacklog / 2;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private List<Registration> registrations() {
    lock.lock();
    try {
      return registrations;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the head of the queue, or {@code null} if the feed has ended. */
  private @Nullable CommittedChanges awaitNext() {
    lock.lock();
    try {
      while (queue.isEmpty() && !ended) {
        changed.awaitUninterruptibly();
      }
      if (queue.isEmpty()) {
        thread = null;
      }
      return queue.peek();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses listeners from now on, and waits until what was published before was heard; does not
   * wait for a listener that calls this.
   */
  void settle() {
    lock.lock();
    try {
      refusing = true;
      awaitHeard(version);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the thread when everything was heard, and waits for that, but not for a listener that
   * calls this. A commit that is published later still, since it was in progress, is told too.
   */
  void end() {
    lock.lock();
    try {
      refusing = true;
      ended = true;
      changed.signalAll();
      awaitHeard(version);
    } finally {
      lock.unlock();
    }
  }

  private void awaitHeard(long last) {
    if (Thread.currentThread() == thread) {
      return;
    }
    for (CommittedChanges next = queue.peek();
        next != null && next.version() <= last && thread != null;
        next = queue.peek()) {
      changed.awaitUninterruptibly();
    }
  }
}
