package dev.keygraph.store;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.hot.PageChoice;
import dev.keygraph.hot.PageFamily;
import dev.keygraph.hot.PageRun;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvSnapshotExpiredException;
import dev.keygraph.kv.KvStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pages before anybody asks for them, on a thread of its own: those that were in memory at
 * the last clean close, then all others as far as there is room. What it reads it reads as any
 * reader does, from a snapshot, which it holds for a few pages only; it takes no lock, and nobody
 * waits for it but who closes the graph.
 */
final class WarmUp implements Runnable {
  /** How often a snapshot without a hot tier is tried again, before that is left to others. */
  private static final int ATTEMPTS = 8;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final HotVersions versions;
  private final boolean everything;
  private final boolean saves;
  private final List<PageRun> saved;
  private final Thread thread;
  private volatile int savedRunsRead;
  private volatile boolean stopped;

  private WarmUp(HotVersions versions, WarmUpMode mode) {
    this.versions = versions;
    KvStore store = versions.store();
    boolean persistent = mode != WarmUpMode.OFF && store.traits().persistent();
    everything = mode == WarmUpMode.BACKGROUND;
    saves = persistent && !store.isReadOnly();
    saved = persistent ? savedRuns() : List.of();
    thread = new Thread(this, "keygraph-warm-up " + store.engineName());
    thread.setDaemon(true);
  }

  /** Begins with the warm-up of a graph that was opened. */
  static WarmUp start(HotVersions versions, WarmUpMode mode) {
    WarmUp warmUp = new WarmUp(versions, mode);
    if (mode != WarmUpMode.OFF) {
      warmUp.thread.start();
    }
    return warmUp;
  }

  private List<PageRun> savedRuns() {
    GraphVersion version = versions.current();
    int pages = version.hot().table().pages();
    return SavedPages.read(versions.store().directory(), version.state(), pages)
        .map(PageChoice::runs)
        .orElse(List.of());
  }

  @Override
  public void run() {
    try {
      if (warmSaved() && everything) {
        warmEverything();
      }
    } catch (KvClosedException e) {
      LOG.debug("the graph was closed during the warm-up", e);
    } catch (RuntimeException e) {
      LOG.warn(
          "the warm-up of {} ended early; pages are read when they are asked for",
          versions.store().directory(),
          e);
    }
  }

  /** Returns whether to go on. */
  private boolean warmSaved() {
    for (int i = 0; i < saved.size(); i++) {
      if (!warm(saved.get(i))) {
        // What there is no room for is not worth it either.
        savedRunsRead = stopped ? i : saved.size();
        return false;
      }
      savedRunsRead = i + 1;
    }
    return true;
  }

  private void warmEverything() {
    for (int first = 0; first < versions.current().hot().table().pages(); ) {
      int end = first + PageRun.MAX_PAGES;
      for (PageFamily family : PageFamily.values()) {
        if (!warm(new PageRun(family, first, end, 0))) {
          return;
        }
      }
      first = end;
    }
  }

  /** Returns whether to go on. */
  private boolean warm(PageRun run) {
    for (int i = 0; i < ATTEMPTS && !stopped; i++) {
      try (GraphSnapshot snapshot = versions.open()) {
        if (snapshot instanceof HotSnapshot hot) {
          return hot.warm(run) && !stopped;
        }
      } catch (KvSnapshotExpiredException e) {
        LOG.debug("a snapshot of the warm-up took too long", e);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return false;
  }

  /** Notes which pages are in memory, for the next opening. Any thread may call it. */
  synchronized void save() {
    if (saves && !stopped) {
      write();
    }
  }

  private void write() {
    GraphVersion version = versions.current();
    // What was not read again yet is still worth it.
    List<PageRun> unread = saved.subList(savedRunsRead, saved.size());
    SavedPages.write(
        versions.store().directory(),
        version.state(),
        PageChoice.of(version.hot().table(), unread));
  }

  /** Ends the warm-up and saves; the store is still open and locked. Twice is harmless. */
  synchronized void close() {
    if (stopped) {
      return;
    }
    stopped = true;
    awaitEnd();
    if (saves) {
      write();
    }
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
