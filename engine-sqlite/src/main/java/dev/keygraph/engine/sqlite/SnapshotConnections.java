package dev.keygraph.engine.sqlite;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that snapshots read by. Snapshots of one version share a few: as many as are read
 * at the same time, up to a limit. A connection leaves its transaction when its last snapshot
 * closes after a later commit, or when it has none as the next write begins, so that it does not
 * keep the log from beginning anew.
 *
 * <p>SQLite cannot be asked which version a transaction sees: one that begins while another commits
 * sees that or not. So that all connections of a version see the same, and nobody sees a commit
 * come and go, none joins the others meanwhile; where there is no other, all share the first one
 * that does.
 *
 * <p>Where another process writes, nobody says when. Then a connection of its own tells, before a
 * snapshot is opened, whether there was a commit since the last one, and transactions end with the
 * last snapshot that reads by them.
 */
final class SnapshotConnections {

  /** Opens a connection. */
  @FunctionalInterface
  interface Opener {
    SqliteSession open() throws SQLException;
  }

  /** A connection, and how many snapshots read by it. */
  private static final class Shared {
    final SqliteSession session;
    int users;
    boolean retired;
    long sinceNanos;

    Shared(SqliteSession session) {
      this.session = session;
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotConnections.class);

  private final Opener opener;
  private final int perVersion;
  private final int mostIdle;
  private final boolean otherWriter;
  private final List<Shared> current = new ArrayList<>();
  private final List<Shared> retired = new ArrayList<>();
  private final ArrayDeque<SqliteSession> idle = new ArrayDeque<>();
  private boolean committing;
  private @Nullable SqliteSession watch;
  private int seen;

  SnapshotConnections(Opener opener, int perVersion, int mostIdle, boolean otherWriter) {
    this.opener = opener;
    this.perVersion = perVersion;
    this.mostIdle = mostIdle;
    this.otherWriter = otherWriter;
  }

  /** Returns a connection in a transaction that sees the last commit, for {@link #release}. */
  synchronized SqliteSession acquire() throws SQLException {
    if (otherWriter) {
      lookForCommits();
    }
    Shared least = null;
    for (Shared shared : current) {
      if (least == null || shared.users < least.users) {
        least = shared;
      }
    }
    if (least == null || (least.users > 0 && !committing && current.size() < perVersion)) {
      least = begin();
    }
    if (least.users++ == 0) {
      least.sinceNanos = System.nanoTime();
    }
    return least.session;
  }

  /** What begins after the look may see more than it told; then the next look tells it. */
  private void lookForCommits() throws SQLException {
    SqliteSession session = watch;
    if (session == null) {
      session = opener.open();
      watch = session;
    }
    int version = session.number("PRAGMA data_version");
    if (version != seen) {
      seen = version;
      retire();
    }
  }

  private Shared begin() throws SQLException {
    SqliteSession session = idle.isEmpty() ? opener.open() : idle.pop();
    try {
      session.beginRead();
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
    Shared shared = new Shared(session);
    current.add(shared);
    return shared;
  }

  /** Ends one snapshot's use of a connection. */
  synchronized void release(SqliteSession session) {
    Shared shared = find(session);
    if (--shared.users == 0 && (shared.retired || otherWriter)) {
      current.remove(shared);
      retired.remove(shared);
      leave(shared);
    }
  }

  private Shared find(SqliteSession session) {
    for (Shared shared : current) {
      if (shared.session == session) {
        return shared;
      }
    }
    for (Shared shared : retired) {
      if (shared.session == session) {
        return shared;
      }
    }
    throw new IllegalStateException("a snapshot was closed twice");
  }

  /** Lets go of what nobody reads, before a write: the log can then begin anew. */
  synchronized void leaveUnused() {
    for (Shared shared : List.copyOf(current)) {
      if (shared.users == 0) {
        current.remove(shared);
        leave(shared);
      }
    }
  }

  /** Says that a transaction that begins from now on may see the commit that is about to run. */
  synchronized void commitBegins() {
    committing = true;
  }

  /** Says that the commit is over: snapshots from now on are of another version. */
  synchronized void commitEnds() {
    committing = false;
    retire();
  }

  /** Gives the snapshots from now on other connections than those before. */
  synchronized void retire() {
    leaveUnused();
    for (Shared shared : current) {
      shared.retired = true;
      retired.add(shared);
    }
    current.clear();
  }

  /**
   * Ends the transaction of a connection, and keeps or frees it. What fails then is nobody's
   * concern any more: neither a commit that went before, nor the next snapshot.
   */
  private void leave(Shared shared) {
    SqliteSession session = shared.session;
    try {
      session.rollback();
      if (idle.size() < mostIdle) {
        idle.push(session);
        return;
      }
    } catch (SQLException e) {
      LOG.warn("a snapshot's transaction could not be ended, and its connection is closed", e);
    }
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("a connection could not be closed", e);
    }
  }

  /** Returns how many connections are open. */
  synchronized int open() {
    return current.size() + retired.size() + idle.size();
  }

  /** Returns how many of them snapshots read by. */
  synchronized int inUse() {
    return retired.size() + (int) current.stream().filter(shared -> shared.users > 0).count();
  }

  /** Returns for how long the oldest transaction has been read by snapshots, 0 if none is. */
  synchronized long oldestMillis() {
    long now = System.nanoTime();
    long oldest = Math.max(oldest(current, now), oldest(retired, now));
    return TimeUnit.NANOSECONDS.toMillis(oldest);
  }

  private static long oldest(Collection<Shared> connections, long now) {
    return connections.stream()
        .filter(shared -> shared.users > 0)
        .mapToLong(shared -> now - shared.sinceNanos)
        .max()
        .orElse(0);
  }

  /** Frees every connection that no snapshot reads by. */
  synchronized void closeUnused() throws SQLException {
    leaveUnused();
    while (!idle.isEmpty()) {
      idle.pop().close();
    }
    SqliteSession session = watch;
    watch = null;
    if (session != null) {
      session.close();
    }
  }
}
