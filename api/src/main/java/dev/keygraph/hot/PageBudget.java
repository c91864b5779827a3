package dev.keygraph.hot;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the memory of all pages, and of the table that holds them. A page is counted before it is
 * put into its holder, and room is made for it by evicting the pages that were used least lately:
 * those of old versions first, then those of the current table by the clock algorithm with counts
 * (A. J. Smith, Sequentiality and Prefetching in Database Systems, 1978). An empty holder has a
 * count too: where there is no room, a page is filled only when it is asked for again before the
 * hand passes, so that pages which are asked for once do not drive out those that are used.
 *
 * <p>Thread-safe, and nobody waits: threads that need room at the same time all evict.
 */
final class PageBudget {
  private static final int OBJECT_HEADER = 16;
  private static final int CHANGED_EDGES_BYTES = 24;
  private static final int ALIGNMENT = 8;

  private final long maxBytes;
  private final TableHistory history = new TableHistory(this);
  private final AtomicLong pageBytes = new AtomicLong();
  private final AtomicLong pages = new AtomicLong();
  private final LongAdder evictions = new LongAdder();
  private final AtomicInteger hand = new AtomicInteger();
  private volatile @Nullable PageTable table;
  private volatile long tableBytes;

  PageBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Returns the versions that somebody reads. */
  TableHistory history() {
    return history;
  }

  /** Says which table is the current one. */
  void use(PageTable current) {
    tableBytes = PageTable.bytes(current.nodeIdLimit());
    table = current;
  }

  /** Returns the bytes of a page. */
  static long bytes(Object content) {
    if (content instanceof ChangedEdges changed) {
      return CHANGED_EDGES_BYTES
          + arrayBytes(changed.page().length)
          + arrayBytes((long) changed.changes().length * Long.BYTES);
    }
    return arrayBytes(((byte[]) content).length);
  }

  private static long arrayBytes(long length) {
    return (OBJECT_HEADER + length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /** Returns whether there is room for a page of common size without evicting another one. */
  boolean hasRoom() {
    return pageBytes.get() + tableBytes + (1 << 14) <= maxBytes;
  }

  /** Puts a page into its holder if there is, or can be made, room for it. */
  void fill(PageHolder holder, Object content) {
    if (reserve(bytes(content), true)) {
      fillReserved(holder, content);
    }
  }

  private boolean fillReserved(PageHolder holder, Object content) {
    if (holder.fill(content)) {
      pages.incrementAndGet();
      return true;
    }
    pageBytes.addAndGet(-bytes(content));
    return false;
  }

  /**
   * Puts a page into its holder if there is room for it, and drives nobody out.
   *
   * @return whether the holder was empty and took it
   */
  boolean fillIfRoom(PageHolder holder, Object content) {
    return reserve(bytes(content), false) && fillReserved(holder, content);
  }

  private boolean reserve(long bytes, boolean evict) {
    while (true) {
      long before = pageBytes.get();
      if (before + tableBytes + bytes <= maxBytes) {
        if (pageBytes.compareAndSet(before, before + bytes)) {
          return true;
        }
      } else if (!evict || bytes > maxBytes / 2 || !evictOne()) {
        return false;
      }
    }
  }

  private boolean evictOne() {
    return history.evictOld() || evictCurrent();
  }

  private boolean evictCurrent() {
    PageTable current = table;
    if (current == null || current.pages() == 0) {
      return false;
    }
    int all = current.pages() * PageFamily.values().length;
    PageHolder warm = null;
    for (int i = 0; i < all; i++) {
      PageHolder holder = atHand(current, all);
      boolean wasWarm = holder.cool();
      if (!wasWarm && evict(holder)) {
        return true;
      }
      if (wasWarm && warm == null && holder.content() != null) {
        warm = holder;
      }
    }
    return warm != null && evict(warm);
  }

  private PageHolder atHand(PageTable current, int all) {
    int position = Math.floorMod(hand.getAndIncrement(), all);
    PageFamily family = FAMILIES[position / current.pages()];
    return current.pages(family).holder(position % current.pages());
  }

  private static final PageFamily[] FAMILIES = PageFamily.values();

  /** Empties a holder to make room; false if it was empty. */
  boolean evict(PageHolder holder) {
    Object content = holder.empty();
    if (content == null) {
      return false;
    }
    history.forget(holder, content);
    uncount(content);
    evictions.increment();
    return true;
  }

  /** Empties a holder that nobody sees any more. */
  void free(PageHolder holder) {
    Object content = holder.empty();
    if (content != null) {
      uncount(content);
    }
  }

  private void uncount(Object content) {
    pages.decrementAndGet();
    pageBytes.addAndGet(-bytes(content));
  }

  /** Returns the bytes of all pages and the current table. */
  long usedBytes() {
    return pageBytes.get() + tableBytes;
  }

  long pages() {
    return pages.get();
  }

  long evictions() {
    return evictions.sum();
  }
}
