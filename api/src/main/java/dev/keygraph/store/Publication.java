package dev.keygraph.store;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.CommitListener;
import dev.keygraph.graph.CommitReport;
import dev.keygraph.hot.PageChanges;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes commits visible: to those who open snapshots, then to those who wait for a version, then to
 * listeners.
 *
 * <p>A commit may become visible and fail all the same, where the engine fails late. Its caller
 * learns of the failure, and everybody else of the commit.
 */
final class Publication implements GroupCommit.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(StoredGraph.class);

  /** A commit that is about to become visible. */
  private record Prepared(StateRecord state, Commit commit) {}

  private final KvStore store;
  private final @Nullable HotVersions hotVersions;
  private final ChangeFeed feed;
  private final KnownNodes knownNodes = new KnownNodes();
  private final List<CommitListener> commitListeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition versionChanged = lock.newCondition();
  private volatile StateRecord state;
  private volatile Kinds kinds;
  private volatile boolean closed;
  private volatile @Nullable Prepared prepared;

  Publication(
      KvStore store,
      StateRecord state,
      Kinds kinds,
      @Nullable HotVersions hotVersions,
      ChangeFeed feed) {
    this.store = store;
    this.state = state;
    this.kinds = kinds;
    this.hotVersions = hotVersions;
    this.feed = feed;
  }

  /** Returns the counters of the last commit. */
  StateRecord state() {
    return state;
  }

  @Override
  public long version() {
    return state.version();
  }

  @Override
  public Kinds kinds() {
    return kinds;
  }

  @Override
  public KnownNodes knownNodes() {
    return knownNodes;
  }

  @Override
  public @Nullable PageChanges begin() {
    prepared = null;
    if (hotVersions == null) {
      return null;
    }
    hotVersions.beginning();
    return new PageChanges();
  }

  @Override
  public void prepare(Commit commit, StateRecord newState, @Nullable PageChanges pageChanges) {
    if (hotVersions != null && pageChanges != null) {
      hotVersions.prepare(newState, commit.kinds(), pageChanges);
    }
    prepared = new Prepared(newState, commit);
  }

  @Override
  public boolean committed() {
    Prepared done = prepared;
    if (done == null) {
      return false;
    }
    prepared = null;
    if (hotVersions != null) {
      hotVersions.committed();
    }
    done.commit.teach(knownNodes);
    show(done.state, done.commit.kinds());
    feed.publish(done.state.version(), done.commit.changedUnits()::list);
    return true;
  }

  @Override
  public void report(CommitReport report) {
    for (CommitListener listener : commitListeners) {
      try {
        listener.committed(report);
      } catch (Throwable e) {
        LOG.warn("a listener to commits failed: {}", StoredGraph.where(store), e);
      }
    }
  }

  void addCommitListener(CommitListener listener) {
    commitListeners.add(listener);
  }

  void removeCommitListener(CommitListener listener) {
    commitListeners.remove(listener);
  }

  @Override
  public boolean failed() {
    Prepared failed = prepared;
    if (failed != null && storedVersion() == failed.state.version()) {
      committed();
      return true;
    }
    prepared = null;
    if (hotVersions != null) {
      hotVersions.discard();
    }
    return false;
  }

  /** Returns the version of the last commit in the store, or that of the last one seen. */
  private long storedVersion() {
    try (KvSnapshot snapshot = store.lendableSnapshot()) {
      return StoredGraph.readState(store, snapshot).version();
    } catch (KvException | MalformedBytesException e) {
      // Nobody will open a snapshot of a store that gives none.
      return state.version();
    }
  }

  /** A new generation was put in place, of which nothing is known. */
  void imported() {
    try (KvSnapshot snapshot = store.lendableSnapshot()) {
      StateRecord newState = StoredGraph.readState(store, snapshot);
      Kinds newKinds = Kinds.read(snapshot);
      boolean changes = newState.version() > state.version();
      knownNodes.clear();
      if (hotVersions != null) {
        hotVersions.restart(newState, newKinds);
      }
      show(newState, newKinds);
      if (changes) {
        feed.publish(newState.version(), () -> ChangedUnits.allOf(snapshot));
      }
    }
  }

  @Override
  public void catchUp() {
    if (storedVersion() > state.version()) {
      imported();
    }
  }

  private void show(StateRecord newState, Kinds newKinds) {
    kinds = newKinds;
    lock.lock();
    try {
      state = newState;
      versionChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a version.
   *
   * @throws TimeoutException if it did not appear in time
   * @throws KvClosedException if the graph is closed before
   */
  void await(long version, Duration timeout) throws TimeoutException, InterruptedException {
    long nanos = TimeUnit.NANOSECONDS.convert(timeout);
    lock.lockInterruptibly();
    try {
      while (state.version() < version) {
        if (closed) {
          throw new KvClosedException(
              StoredGraph.where(store) + " was closed while a version was awaited");
        }
        if (nanos <= 0) {
          throw new TimeoutException(
              "version " + version + " did not appear in time; the last is " + state.version());
        }
        nanos = versionChanged.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The graph closes: nobody is to wait for a version any more. */
  void close() {
    closed = true;
    lock.lock();
    try {
      versionChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
