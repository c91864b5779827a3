package dev.keygraph.store;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.HotTierStatistics;
import dev.keygraph.hot.HotReader;
import dev.keygraph.hot.HotTier;
import dev.keygraph.hot.HotVersion;
import dev.keygraph.hot.PageChanges;
import dev.keygraph.hot.SymbolCache;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.LendableSnapshot;
import dev.keygraph.kv.SnapshotUser;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pairs each version's pages with readers of the engine at exactly that version.
 *
 * <p>The writer makes the next version's table <em>before</em> it commits, and shows it as {@code
 * next}; after the commit it makes that the current version. Whoever opens a snapshot takes the
 * current version, and a reader of the engine that stands by for it. Where none does, it opens one
 * and reads the version inside it. If that is another one, then it is the next, or the current one
 * by now: the engine shows no version before {@code next} does, and {@code next} goes only once
 * {@code current} has followed. Only where a version appears that no commit of this graph made (a
 * new generation being put in place, another process) neither fits; such a snapshot is answered by
 * the engine alone. So nobody waits, and pages and engine always agree.
 *
 * <p>Where another process may write, no reader stands by: the engine is asked for the last commit
 * each time. Pages are kept as long as that is the same, and begin anew at another.
 *
 * <p>Methods for the writer are called under the lock of the {@link GroupCommit}, or on the thread
 * that its holder waits for.
 */
final class HotVersions {
  private final KvStore store;
  private final HotTier tier;
  private final SymbolCache symbols;
  private final boolean followsOtherWriter;
  private final ReentrantLock following = new ReentrantLock();
  private volatile GraphVersion current;
  private volatile @Nullable GraphVersion next;
  private volatile boolean closed;

  HotVersions(KvStore store, HotTier tier, SymbolCache symbols, StateRecord state, Kinds kinds) {
    this.store = store;
    this.tier = tier;
    this.symbols = symbols;
    this.followsOtherWriter = StoredGraph.followsOtherWriter(store);
    this.current = restarted(state, kinds);
  }

  private GraphVersion restarted(StateRecord state, Kinds kinds) {
    HotVersion hot = tier.restart(state.nextNode());
    tier.publish(hot);
    return new GraphVersion(state, kinds, hot);
  }

  /** Opens a snapshot of the last commit. */
  GraphSnapshot open() {
    GraphVersion version = acquireCurrent();
    try {
      VersionReader idle = followsOtherWriter ? null : version.takeIdle();
      if (idle != null) {
        return lend(idle);
      }
      LendableSnapshot snapshot = store.lendableSnapshot();
      try {
        StoredSnapshot cold = StoredSnapshot.exactly(store, snapshot, version.kinds());
        if (cold.version() == version.number()) {
          return hot(version, snapshot, cold);
        }
        version.hot().lease().release();
        version = null;
        GraphVersion other = acquire(cold.version());
        if (other == null) {
          return cold(snapshot);
        }
        version = other;
        return hot(version, snapshot, StoredSnapshot.exactly(store, snapshot, version.kinds()));
      } catch (RuntimeException | Error e) {
        snapshot.close();
        throw e;
      }
    } catch (RuntimeException | Error e) {
      if (version != null) {
        version.hot().lease().release();
      }
      throw e;
    }
  }

  private static GraphSnapshot lend(VersionReader idle) {
    try {
      return idle.lend();
    } catch (RuntimeException | Error e) {
      idle.close();
      throw e;
    }
  }

  private GraphVersion acquireCurrent() {
    while (true) {
      GraphVersion version = current;
      if (version.hot().lease().acquire()) {
        return version;
      }
    }
  }

  /** Begins to read the version of a number, or returns {@code null} if it cannot be had. */
  private @Nullable GraphVersion acquire(long number) {
    GraphVersion upcoming = next;
    GraphVersion version = upcoming != null && upcoming.number() == number ? upcoming : current;
    return version.number() == number && version.hot().lease().acquire() ? version : null;
  }

  private GraphSnapshot hot(GraphVersion version, LendableSnapshot snapshot, StoredSnapshot cold) {
    HotReader reader =
        new HotReader(tier, version.hot().lease(), snapshot, e -> StoredGraph.corrupted(store, e));
    return new VersionReader(this, version, snapshot, cold, reader).lend();
  }

  /** A snapshot of a version that no commit of this graph made. */
  private GraphSnapshot cold(LendableSnapshot snapshot) {
    Kinds kinds = Kinds.read(snapshot);
    StoredSnapshot cold = StoredSnapshot.exactly(store, snapshot, kinds);
    snapshot.lend(cold, SnapshotUser.closing(snapshot));
    if (store.isReadOnly()) {
      follow(cold.state(), kinds);
    }
    return cold;
  }

  /** Begins anew at a version that another process made. */
  private void follow(StateRecord state, Kinds kinds) {
    if (following.tryLock()) {
      try {
        if (state.version() > current.number()) {
          replaceCurrent(restarted(state, kinds));
        }
      } finally {
        following.unlock();
      }
    }
  }

  private void replaceCurrent(GraphVersion version) {
    GraphVersion before = current;
    current = version;
    before.closeIdle();
  }

  /** A commit begins: nothing in the engine is to be kept alive without need meanwhile. */
  void beginning() {
    current.closeIdle();
  }

  /** A commit is about to become visible. */
  void prepare(StateRecord state, Kinds kinds, PageChanges changes) {
    next = new GraphVersion(state, kinds, tier.prepare(changes, state.nextNode()));
  }

  /** The commit that was prepared is visible. */
  void committed() {
    GraphVersion version = next;
    if (version != null) {
      try {
        tier.publish(version.hot());
      } finally {
        // The version before may have ended: nobody could read it.
        replaceCurrent(version);
        next = null;
      }
    }
  }

  /** The commit that was prepared failed, and never became visible. */
  void discard() {
    GraphVersion version = next;
    if (version != null) {
      next = null;
      tier.discard(version.hot());
    }
  }

  /** A new generation was put in place, of which nothing is known. */
  void restart(StateRecord state, Kinds kinds) {
    discard();
    symbols.clear();
    replaceCurrent(restarted(state, kinds));
  }

  SymbolCache symbols() {
    return symbols;
  }

  KvStore store() {
    return store;
  }

  GraphVersion current() {
    return current;
  }

  HotTierStatistics statistics() {
    return tier.statistics();
  }

  /** The graph closes: what is in memory is not to be read any more. */
  void close() {
    closed = true;
    current.closeIdle();
  }

  /** A snapshot of a version ends; its reader may stand by for the next one. */
  void end(VersionReader reader) {
    GraphVersion version = reader.version();
    try {
      boolean unused = reader.snapshot().giveBack();
      if (followsOtherWriter || !unused) {
        reader.close();
      } else {
        version.giveBack(reader);
      }
      if (closed) {
        version.closeIdle();
      }
    } finally {
      version.hot().lease().release();
    }
  }

  /** A snapshot of a version expired, and its reader with it. */
  void endExpired(GraphVersion version) {
    version.hot().lease().release();
  }

  boolean isClosed() {
    return closed;
  }
}
