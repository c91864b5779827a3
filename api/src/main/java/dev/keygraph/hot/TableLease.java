package dev.keygraph.hot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Who reads one version of a graph, and which holders the next version replaced. */
public final class TableLease {
  private final TableHistory history;
  private final PageTable table;
  private final AtomicInteger readers = new AtomicInteger();
  private volatile boolean superseded;

  /** Guarded by the history. */
  private List<PageHolder> replaced = new ArrayList<>();

  /** Written under the history's lock. */
  private volatile boolean ended;

  TableLease(TableHistory history, PageTable table) {
    this.history = history;
    this.table = table;
  }

  /**
   * Begins to read this version.
   *
   * @return {@code false} if there is a newer one, and this one may have ended
   */
  public boolean acquire() {
    // Either the one who supersedes sees this reader, or this reader sees that.
    readers.incrementAndGet();
    if (superseded) {
      release();
      return false;
    }
    return true;
  }

  /** Ends to read this version. */
  public void release() {
    if (readers.decrementAndGet() == 0 && superseded) {
      history.endIfUnread(this);
    }
  }

  /** Returns whether there is a newer version. */
  public boolean isSuperseded() {
    return superseded;
  }

  PageTable table() {
    return table;
  }

  int generation() {
    return table.generation();
  }

  /** Returns whether the version is over: what only it needs is freed, or about to be. */
  boolean hasEnded() {
    return ended;
  }

  boolean isRead() {
    return readers.get() > 0;
  }

  void supersede(List<PageHolder> byNext) {
    replaced.addAll(byNext);
    superseded = true;
  }

  boolean end() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  List<PageHolder> takeReplaced() {
    List<PageHolder> taken = replaced;
    replaced = new ArrayList<>();
    return taken;
  }

  List<PageHolder> replaced() {
    return replaced;
  }
}
