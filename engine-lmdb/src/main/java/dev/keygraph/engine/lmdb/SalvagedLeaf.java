package dev.keygraph.engine.lmdb;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A leaf, with those of its entries that can be read: one or more. Immutable. */
final class SalvagedLeaf {
  private final long page;
  private final int size;
  private final byte[] first;
  private final byte[] last;

  /** Which entries of the page they are, by ascending keys; {@code null} if they are all. */
  private final int @Nullable [] some;

  private SalvagedLeaf(TreePage page, int[] entries) {
    this.page = page.number();
    this.size = entries.length;
    this.first = page.key(entries[0]);
    this.last = page.key(entries[size - 1]);
    this.some = size == page.count() ? null : entries;
  }

  /** Some entries of a page. */
  static SalvagedLeaf of(TreePage page, int[] entries) {
    return new SalvagedLeaf(page, entries);
  }

  /** Returns the number of its page. */
  long page() {
    return page;
  }

  /** Returns how many entries it has. */
  int size() {
    return size;
  }

  /** Returns the first of its keys. */
  byte[] first() {
    return first;
  }

  /** Returns the last of its keys. */
  byte[] last() {
    return last;
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
