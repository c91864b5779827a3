package dev.keygraph.store;

import dev.keygraph.hot.HotVersion;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One version of a graph with a hot tier: its pages, and readers of the engine at exactly this
 * version that nobody uses just now, so that a snapshot of the current version costs no call of the
 * engine.
 */
final class GraphVersion {
  private static final int MAX_IDLE = 8;

  private final StateRecord state;
  private final Kinds kinds;
  private final HotVersion hot;
  private final AtomicReferenceArray<@Nullable VersionReader> idle =
      new AtomicReferenceArray<>(MAX_IDLE);

  GraphVersion(StateRecord state, Kinds kinds, HotVersion hot) {
    this.state = state;
    this.kinds = kinds;
    this.hot = hot;
  }

  long number() {
    return state.version();
  }

  StateRecord state() {
    return state;
  }

  Kinds kinds() {
    return kinds;
  }

  HotVersion hot() {
    return hot;
  }

  /** Takes a reader that nobody uses, or {@code null} if there is none. */
  @Nullable VersionReader takeIdle() {
    for (int i = 0; i < MAX_IDLE; i++) {
      if (idle.getPlain(i) != null) {
        VersionReader reader = idle.getAndSet(i, null);
        if (reader != null) {
          return reader;
        }
      }
    }
    return null;
  }

  /** Takes back a reader of this version, for the next one who needs it. */
  void giveBack(VersionReader reader) {
    if (hot.lease().isSuperseded() || !keep(reader)) {
      reader.close();
    }
    // Whoever superseded this version may have looked before the reader was here.
    if (hot.lease().isSuperseded()) {
      closeIdle();
    }
  }

  private boolean keep(VersionReader reader) {
    for (int i = 0; i < MAX_IDLE; i++) {
      if (idle.getPlain(i) == null && idle.compareAndSet(i, null, reader)) {
        return true;
      }
    }
    return false;
  }

  /** Closes the readers that nobody uses, so that they keep nothing alive in the engine. */
  void closeIdle() {
    for (VersionReader reader = takeIdle(); reader != null; reader = takeIdle()) {
      reader.close();
    }
  }
}
