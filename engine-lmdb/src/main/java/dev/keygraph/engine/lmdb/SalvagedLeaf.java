package dev.keygraph.engine.lmdb;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A leaf, with those of its entries that can be read.
 *
 * @param page the number of its page
 * @param size how many entries they are, 1 or more
 * @param some which entries of the page they are, by ascending keys, or {@code null} if they are
 *     all; not changed
 * @param first the first of their keys
 * @param last the last one
 */
record SalvagedLeaf(long page, int size, int @Nullable [] some, byte[] first, byte[] last) {

  /** Some entries of a page. */
  static SalvagedLeaf of(TreePage page, int[] entries) {
    int size = entries.length;
    return new SalvagedLeaf(
        page.number(),
        size,
        size == page.count() ? null : entries,
        page.key(entries[0]),
        page.key(entries[size - 1]));
  }

  /** Returns which entry of the page its entry {@code index} is. */
  int entry(int index) {
    int[] chosen = some;
    return chosen == null ? index : chosen[index];
  }

  /** Returns which entries of the page its entries are. */
  int[] entries() {
    return IntStream.range(0, size).map(this::entry).toArray();
  }
}
