package dev.keygraph.engine.mapdb;

/** Geometry of the volume: fixed pages, the unit of versions and of writing back. */
final class Pages {
  static final int SHIFT = 12;
  static final int BYTES = 1 << SHIFT;
  private static final int MASK = BYTES - 1;

  private Pages() {}

  /** Returns the number of the page that holds the byte at {@code offset}. */
  static int of(long offset) {
    return (int) (offset >>> SHIFT);
  }

  /** Returns where in its page the byte at {@code offset} lies. */
  static int within(long offset) {
    return (int) offset & MASK;
  }

  /** Returns the offset of the first byte of a page. */
  static long start(int page) {
    return (long) page << SHIFT;
  }
}
