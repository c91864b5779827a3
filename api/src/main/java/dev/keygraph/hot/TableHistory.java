package dev.keygraph.hot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The versions that somebody reads, and the current one; oldest first.
 *
 * <p>A holder that a commit replaced can be seen by the versions from the one that it was born with
 * to the one that the commit replaced. It waits in the list of the newest of them that is still
 * read; when that one ends too, it moves on to the newest one before, unless that is older than the
 * holder, which then is seen by nobody, and its page is freed. Readers take the lock only when they
 * end to read a version that is not the current one.
 */
final class TableHistory {
  /** How many holders of one version are looked at for one to evict. */
  private static final int PATIENCE = 64;

  private final PageBudget budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<TableLease> leases = new ArrayList<>();

  /** The tables that somebody reads, or may begin to read. */
  private final List<PageTable> tables = new CopyOnWriteArrayList<>();

  /** Where to look next for an old page to evict. */
  private int hand;

  TableHistory(PageBudget budget) {
    this.budget = budget;
  }

  /** Makes a version the current one, in place of the one before. */
  void begin(TableLease lease, @Nullable TableLease before, List<PageHolder> replaced) {
    lock.lock();
    try {
      leases.add(lease);
      if (before != null) {
        before.supersede(replaced);
        end(before);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Somebody may begin to read a table. */
  void expect(PageTable table) {
    tables.add(table);
  }

  /** Nobody reads a table any more, and nobody begins to. */
  void forgetTable(PageTable table) {
    tables.remove(table);
  }

  /** Undoes all shortcuts to what a holder held. */
  void forget(PageHolder holder, Object content) {
    for (PageTable table : tables) {
      table.pages(holder.family()).forget(holder.page(), content);
    }
  }

  /** Ends a version that has been superseded, if nobody reads it. */
  void endIfUnread(TableLease lease) {
    lock.lock();
    try {
      end(lease);
    } finally {
      lock.unlock();
    }
  }

  private void end(TableLease lease) {
    if (lease.isRead() || !lease.end()) {
      return;
    }
    int index = leases.indexOf(lease);
    leases.remove(index);
    forgetTable(lease.table());
    TableLease older = index == 0 ? null : leases.get(index - 1);
    for (PageHolder holder : lease.takeReplaced()) {
      if (older != null && holder.birth() <= older.generation()) {
        older.replaced().add(holder);
      } else {
        budget.free(holder);
      }
    }
  }

  /**
   * Empties a holder that only old versions see, where one is found at once and nobody else is
   * looking.
   *
   * @return whether something was freed
   */
  boolean evictOld() {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      for (TableLease lease : leases) {
        List<PageHolder> old = lease.replaced();
        for (int i = Math.min(old.size(), PATIENCE); i > 0; i--) {
          hand = (hand + 1) % old.size();
          if (budget.evict(old.get(hand))) {
            return true;
          }
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }
}
