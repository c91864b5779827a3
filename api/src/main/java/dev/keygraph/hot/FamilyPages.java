package dev.keygraph.hot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one family in one version: arrays of arrays of holders, and beside them, in arrays
 * of the same shape, what those hold, so that a reader need not wait for the holder on its way to
 * the page. The next version shares all arrays that a commit did not touch.
 *
 * <p>Such a <em>shortcut</em> may be missing where the holder is full, but once the threads that
 * are at it are done, there is none to a page that the holder does not hold, so that an evicted
 * page is garbage: whoever makes one looks at the holder again afterwards, and whoever empties a
 * holder looks for shortcuts afterwards, in all tables that are read ({@link TableHistory#forget}).
 * All four accesses are volatile, hence in one order, in which one of both comes second, and sees
 * what the other one did.
 */
final class FamilyPages {
  private static final VarHandle SHORTCUT = MethodHandles.arrayElementVarHandle(Object[].class);
  private static final int CHUNK_BITS = 6;
  private static final int CHUNK_PAGES = 1 << CHUNK_BITS;
  private static final int CHUNK_MASK = CHUNK_PAGES - 1;
  private static final int REFERENCE_BYTES = 4;
  private static final int ARRAY_BYTES = 16;

  private final PageFamily family;
  private final int pages;
  private final PageHolder[][] holders;
  private final @Nullable Object[][] shortcuts;

  /** No pages. */
  FamilyPages(PageFamily family) {
    this(family, 0, new PageHolder[0][], new Object[0][]);
  }

  private FamilyPages(
      PageFamily family, int pages, PageHolder[][] holders, @Nullable Object[][] shortcuts) {
    this.family = family;
    this.pages = pages;
    this.holders = holders;
    this.shortcuts = shortcuts;
  }

  /** Returns the number of pages. */
  int pages() {
    return pages;
  }

  /** Returns the holder of a page, which is below their number. */
  PageHolder holder(int page) {
    return holders[page >>> CHUNK_BITS][page & CHUNK_MASK];
  }

  /** Returns what the holder of a page holds, or {@code null} if that is to be asked for it. */
  @Nullable Object shortcut(int page) {
    return SHORTCUT.getAcquire(shortcuts[page >>> CHUNK_BITS], page & CHUNK_MASK);
  }

  /** Makes a shortcut to what a page's holder holds, if it does. */
  void makeShortcut(int page, PageHolder holder) {
    Object content = holder.content();
    if (content != null) {
      SHORTCUT.setVolatile(shortcuts[page >>> CHUNK_BITS], page & CHUNK_MASK, content);
      if (holder.content() != content) {
        forget(page, content);
      }
    }
  }

  /** Undoes a shortcut. */
  void forget(int page, Object content) {
    if (page < pages) {
      @Nullable Object[] chunk = shortcuts[page >>> CHUNK_BITS];
      if (SHORTCUT.getVolatile(chunk, page & CHUNK_MASK) == content) {
        SHORTCUT.compareAndSet(chunk, page & CHUNK_MASK, content, null);
      }
    }
  }

  /** Returns all holders. */
  List<PageHolder> holders() {
    List<PageHolder> all = new ArrayList<>(pages);
    for (PageHolder[] chunk : holders) {
      all.addAll(List.of(chunk));
    }
    return all;
  }

  /** Returns the bytes that so many pages take here, with their holders. */
  static long bytes(int pages) {
    int chunks = (pages + CHUNK_MASK) >>> CHUNK_BITS;
    return pages * (2L * REFERENCE_BYTES + PageHolder.BYTES)
        + chunks * 2L * (REFERENCE_BYTES + ARRAY_BYTES);
  }

  /**
   * Returns the same with more pages, in empty holders.
   *
   * @param generation of the table that has them first
   */
  FamilyPages grown(int newPages, int generation) {
    int chunks = (newPages + CHUNK_MASK) >>> CHUNK_BITS;
    PageHolder[][] newHolders = new PageHolder[chunks][];
    @Nullable Object[][] newShortcuts = new Object[chunks][];
    System.arraycopy(holders, 0, newHolders, 0, holders.length);
    System.arraycopy(shortcuts, 0, newShortcuts, 0, shortcuts.length);
    int untouched = newPages == pages ? chunks : pages >>> CHUNK_BITS;
    for (int i = untouched; i < chunks; i++) {
      PageHolder[] chunk = new PageHolder[Math.min(CHUNK_PAGES, newPages - (i << CHUNK_BITS))];
      int kept = 0;
      if (i < holders.length) {
        kept = holders[i].length;
        System.arraycopy(holders[i], 0, chunk, 0, kept);
      }
      for (int j = kept; j < chunk.length; j++) {
        chunk[j] = new PageHolder(family, (i << CHUNK_BITS) + j, generation);
      }
      newHolders[i] = chunk;
      newShortcuts[i] = new Object[chunk.length];
    }
    return new FamilyPages(family, newPages, newHolders, newShortcuts);
  }

  /**
   * Gives a page a new, empty holder. Called by one thread before anybody else sees this.
   *
   * @param before what this was grown from; it has the page
   */
  PageHolder replace(int page, FamilyPages before, int generation) {
    int chunk = page >>> CHUNK_BITS;
    if (holders[chunk] == before.holders[chunk]) {
      holders[chunk] = holders[chunk].clone();
      shortcuts[chunk] = new Object[holders[chunk].length];
    }
    PageHolder holder = new PageHolder(family, page, generation);
    holders[chunk][page & CHUNK_MASK] = holder;
    return holder;
  }
}
