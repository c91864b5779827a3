package dev.keygraph.engine.lmdb;

/**
 * A leaf, with those of its entries that can be read.
 *
 * @param page the number of its page
 * @param entries which entries of the page they are, one or more, by ascending keys; not changed
 * @param first the first of their keys
 * @param last the last one
 */
record SalvagedLeaf(long page, int[] entries, byte[] first, byte[] last) {

  /** Some entries of a page. */
  static SalvagedLeaf of(TreePage page, int[] entries) {
    return new SalvagedLeaf(
        page.number(), entries, page.key(entries[0]), page.key(entries[entries.length - 1]));
  }
}
