package dev.keygraph.hot;

/** How node ids are cut into pages. */
final class Paging {
  /** Bits of a node id that number a node within its page. */
  static final int PAGE_BITS = 5;

  /** Nodes of a page. */
  static final int PAGE_NODES = 1 << PAGE_BITS;

  /** Of a node id, its number within its page. */
  static final int LOCAL_MASK = PAGE_NODES - 1;

  private Paging() {}

  /** Returns the number of pages that hold the ids below {@code nodeIdLimit}. */
  static int pages(int nodeIdLimit) {
    return (int) (((long) nodeIdLimit + LOCAL_MASK) >>> PAGE_BITS);
  }
}
