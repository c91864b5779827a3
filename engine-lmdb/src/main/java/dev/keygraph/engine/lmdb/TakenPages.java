package dev.keygraph.engine.lmdb;

import java.io.IOException;
import java.util.BitSet;

/** Reads the pages of a commit, each once: one that two places lead to is damage, and no loop. */
final class TakenPages {
  static final int FIRST_PAGE = 2;

  private final PageFile file;
  private final long pages;
  private final BitSet taken = new BitSet();

  /**
   * Nothing is taken.
   *
   * @param pages how many pages there are; more than can be counted are not looked at
   */
  TakenPages(PageFile file, long pages) {
    this.file = file;
    this.pages = Math.min(pages, Integer.MAX_VALUE);
  }

  /** Reads a leaf or a branch. */
  TreePage tree(long number, boolean leaf) throws IOException, PageDamageException {
    take(number, 1);
    return file.tree(number, leaf);
  }

  /** Takes the pages of a value that has its own. */
  void value(TreePage leaf, int entry) throws IOException, PageDamageException {
    long number = leaf.valuePage(entry);
    take(number, 1);
    int count = file.overflow(number, leaf.valueLength(entry));
    if (count > 1) {
      take(number + 1, count - 1);
    }
  }

  private void take(long number, long count) throws PageDamageException {
    if (number < FIRST_PAGE || number > pages - count) {
      throw new PageDamageException(number, "it is not in the file, of " + pages + " pages");
    }
    int next = taken.nextSetBit((int) number);
    if (next >= 0 && next - number < count) {
      throw new PageDamageException(next, "it is used twice");
    }
    taken.set((int) number, (int) (number + count));
  }

  boolean isTaken(long number) {
    return taken.get((int) number);
  }

  /** Returns the first page that is taken and in another set too, or -1. */
  int firstIn(BitSet others) {
    BitSet both = (BitSet) taken.clone();
    both.and(others);
    return both.nextSetBit(0);
  }
}
