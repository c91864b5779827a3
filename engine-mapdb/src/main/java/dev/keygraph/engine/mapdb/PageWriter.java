package dev.keygraph.engine.mapdb;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.eclipse.collections.api.iterator.IntIterator;
import org.eclipse.collections.impl.map.mutable.primitive.IntObjectHashMap;
import org.eclipse.collections.impl.set.mutable.primitive.IntHashSet;

/**
 * Moves pages from the table to the base file beside readers, as {@link PageFile} explains, and
 * drops the page versions that no reader needs.
 */
final class PageWriter {
  private static final int RUN_PAGES = 64;

  private final BaseFile base;
  private final PageTable table;
  private final SnapshotRegistry snapshots;

  /** Pages with versions that some reader needed when they were looked at; guarded by the table. */
  private final IntHashSet leftovers = new IntHashSet();

  private long written;

  PageWriter(BaseFile base, PageTable table, SnapshotRegistry snapshots) {
    this.base = base;
    this.table = table;
    this.snapshots = snapshots;
  }

  /** Returns how many times pages were written. */
  long written() {
    return written;
  }

  /**
   * Writes pages to the base file and syncs it; then the table need not have them for new readers.
   *
   * @param pages by number
   * @param length the volume's length with them
   */
  void write(List<SealedPage> pages, long length) throws IOException {
    base.grow(length);
    long[] readers = snapshots.needed();
    byte[] run = new byte[RUN_PAGES * Pages.BYTES];
    for (int from = 0; from < pages.size(); ) {
      int to = from + 1;
      while (to < pages.size()
          && to - from < RUN_PAGES
          && pages.get(to).page() == pages.get(to - 1).page() + 1) {
        to++;
      }
      for (int i = from; i < to; i++) {
        SealedPage sealed = pages.get(i);
        preserve(sealed, readers);
        System.arraycopy(sealed.content().bytes, 0, run, (i - from) << Pages.SHIFT, Pages.BYTES);
      }
      base.write(Pages.start(pages.get(from).page()), run, (to - from) << Pages.SHIFT);
      from = to;
    }
    base.sync();
    dropWritten(pages);
    written++;
  }

  /** Keeps what the base file has for readers that are older than what is about to be written. */
  private void preserve(SealedPage sealed, long[] readers) {
    if (readers[0] >= sealed.content().version) {
      return;
    }
    synchronized (table) {
      if (table.find(sealed.page(), readers[0]) != null) {
        return;
      }
      // A version that is not in the base file is only ever dropped for a newer one.
      PageVersion last = Objects.requireNonNull(table.head(sealed.page()));
      PageVersion original = new PageVersion(PageVersion.BASE, base.page(sealed.page()), null);
      original.inBase = true;
      for (PageVersion older = last.older; older != null; older = older.older) {
        last = older;
      }
      last.older = original;
    }
  }

  private void dropWritten(List<SealedPage> pages) {
    synchronized (table) {
      // Asked for here: the writer commits meanwhile, and readers come to what it commits.
      long[] readers = snapshots.needed();
      for (SealedPage sealed : pages) {
        sealed.content().inBase = true;
        prune(sealed.page(), readers);
      }
      int[] retry = leftovers.toArray();
      for (int page : retry) {
        if (table.prune(page, readers)) {
          leftovers.remove(page);
        }
      }
    }
  }

  /** Drops older versions of pages that have just got newer ones. */
  void prune(IntObjectHashMap<byte[]> pages) {
    synchronized (table) {
      long[] readers = snapshots.needed();
      IntIterator numbers = pages.keySet().intIterator();
      while (numbers.hasNext()) {
        prune(numbers.next(), readers);
      }
    }
  }

  private void prune(int page, long[] readers) {
    if (!table.prune(page, readers)) {
      leftovers.add(page);
    }
  }
}
