package dev.keygraph.hot;

/**
 * How often a page was used lately: a number in its first byte, which whoever reads the page has at
 * hand anyway. The only byte of a page that changes; threads that overwrite each other's count do
 * no harm.
 */
final class PageHeat {
  /** Where the number is. */
  static final int HEAT_AT = 0;

  private static final byte MAX_HEAT = 3;

  private PageHeat() {}

  /** Notes a use. Seldom writes, so that readers on other processors keep their copies. */
  static void warm(byte[] page) {
    if (page[HEAT_AT] < MAX_HEAT) {
      page[HEAT_AT]++;
    }
  }

  /** Notes a use. */
  static void warm(Object content) {
    warm(page(content));
  }

  /** Returns how often it was used lately, from 0 to 3. */
  static int heat(Object content) {
    return Math.max(0, Math.min(MAX_HEAT, page(content)[HEAT_AT]));
  }

  /** Says how often it was used lately, while nobody else sees it yet. */
  static void set(Object content, int heat) {
    page(content)[HEAT_AT] = (byte) heat;
  }

  /** Returns whether it was used lately, and forgets one use. */
  static boolean cool(Object content) {
    byte[] page = page(content);
    // Threads that cool it at the same time may have gone below.
    if (page[HEAT_AT] <= 0) {
      return false;
    }
    page[HEAT_AT]--;
    return true;
  }

  private static byte[] page(Object content) {
    return content instanceof byte[] page ? page : ((ChangedEdges) content).page();
  }
}
