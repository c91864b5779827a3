package dev.keygraph.hot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one version of a graph: an array of arrays of holders for each family. Immutable but
 * for what the holders hold; the next version's table shares all arrays that a commit did not
 * touch.
 */
public final class PageTable {
  private static final int CHUNK_BITS = 6;
  private static final int CHUNK_PAGES = 1 << CHUNK_BITS;
  private static final int CHUNK_MASK = CHUNK_PAGES - 1;
  private static final int REFERENCE_BYTES = 4;
  private static final int ARRAY_BYTES = 16;
  private static final int HOLDER_BYTES = 24;

  private final int generation;
  private final int nodeIdLimit;
  private final PageHolder[][] forward;
  private final PageHolder[][] reverse;
  private final PageHolder[][] nodes;

  private PageTable(
      int generation,
      int nodeIdLimit,
      PageHolder[][] forward,
      PageHolder[][] reverse,
      PageHolder[][] nodes) {
    this.generation = generation;
    this.nodeIdLimit = nodeIdLimit;
    this.forward = forward;
    this.reverse = reverse;
    this.nodes = nodes;
  }

  /** Returns a table of empty holders for the ids below {@code nodeIdLimit}. */
  static PageTable empty(int generation, int nodeIdLimit) {
    PageHolder[][] none = {};
    return new PageTable(
        generation,
        nodeIdLimit,
        grow(none, 0, generation, nodeIdLimit),
        grow(none, 0, generation, nodeIdLimit),
        grow(none, 0, generation, nodeIdLimit));
  }

  /** Returns an exclusive upper bound of the ids that have a page. */
  public int nodeIdLimit() {
    return nodeIdLimit;
  }

  int generation() {
    return generation;
  }

  /** Returns the number of pages of a family. */
  int pages() {
    return Paging.pages(nodeIdLimit);
  }

  /** Returns the holder of the page of a node, which is below the limit. */
  PageHolder holder(PageFamily family, int node) {
    return page(family, node >>> Paging.PAGE_BITS);
  }

  /** Returns the holder of a page. */
  PageHolder page(PageFamily family, int page) {
    return chunks(family)[page >>> CHUNK_BITS][page & CHUNK_MASK];
  }

  /** Returns all holders. */
  List<PageHolder> holders() {
    List<PageHolder> holders = new ArrayList<>();
    for (PageFamily family : PageFamily.values()) {
      for (PageHolder[] chunk : chunks(family)) {
        holders.addAll(List.of(chunk));
      }
    }
    return holders;
  }

  private PageHolder[][] chunks(PageFamily family) {
    return family == PageFamily.FORWARD ? forward : family == PageFamily.REVERSE ? reverse : nodes;
  }

  /** Returns the bytes that a table and its holders take, for graphs of {@code nodeIdLimit}. */
  static long bytes(int nodeIdLimit) {
    long pages = Paging.pages(nodeIdLimit);
    long chunks = (pages + CHUNK_MASK) >>> CHUNK_BITS;
    return PageFamily.values().length
        * (pages * (REFERENCE_BYTES + HOLDER_BYTES) + chunks * (REFERENCE_BYTES + ARRAY_BYTES));
  }

  private static PageHolder[][] grow(
      PageHolder[][] before, int pagesBefore, int generation, int nodeIdLimit) {
    int pages = Paging.pages(nodeIdLimit);
    int chunkCount = (pages + CHUNK_MASK) >>> CHUNK_BITS;
    PageHolder[][] chunks = new PageHolder[chunkCount][];
    System.arraycopy(before, 0, chunks, 0, before.length);
    int untouched = pagesBefore >>> CHUNK_BITS;
    for (int i = untouched; i < chunkCount; i++) {
      int size = Math.min(CHUNK_PAGES, pages - (i << CHUNK_BITS));
      PageHolder[] chunk = new PageHolder[size];
      int kept = 0;
      if (i < before.length) {
        kept = before[i].length;
        System.arraycopy(before[i], 0, chunk, 0, kept);
      }
      for (int j = kept; j < size; j++) {
        chunk[j] = new PageHolder(generation);
      }
      chunks[i] = chunk;
    }
    return chunks;
  }

  /** Makes the next version's table. Used by one thread. */
  static final class Successor {
    private final PageTable before;
    private final PageTable after;
    private final List<PageHolder> replaced = new ArrayList<>();

    Successor(PageTable before, int nodeIdLimit) {
      this.before = before;
      int generation = before.generation + 1;
      int pages = before.pages();
      this.after =
          new PageTable(
              generation,
              nodeIdLimit,
              grow(before.forward, pages, generation, nodeIdLimit),
              grow(before.reverse, pages, generation, nodeIdLimit),
              grow(before.nodes, pages, generation, nodeIdLimit));
    }

    /** Returns the holder that the table before has for a page, or {@code null} for a new page. */
    @Nullable PageHolder holderBefore(PageFamily family, int page) {
      return page < before.pages() ? before.page(family, page) : null;
    }

    /** Gives a page a new, empty holder. */
    PageHolder replace(PageFamily family, int page) {
      PageHolder[][] chunks = after.chunks(family);
      int number = page >>> CHUNK_BITS;
      if (page >= before.pages()) {
        return chunks[number][page & CHUNK_MASK];
      }
      PageHolder[][] chunksBefore = before.chunks(family);
      if (chunks[number] == chunksBefore[number]) {
        chunks[number] = chunks[number].clone();
      }
      replaced.add(chunksBefore[number][page & CHUNK_MASK]);
      PageHolder holder = new PageHolder(after.generation);
      chunks[number][page & CHUNK_MASK] = holder;
      return holder;
    }

    /** Returns the holders that the new table has no more. */
    List<PageHolder> replaced() {
      return replaced;
    }

    /** Returns the table, which nobody changes after this. */
    PageTable build() {
      return after;
    }
  }
}
