package dev.keygraph.engine.lmdb;

import java.io.IOException;
import java.util.BitSet;

/** Reads the pages of a commit, each once: one that two places lead to is damage, and no loop. */
final class TakenPages {
  static final int FIRST_PAGE = 2;

  private final PageFile file;
  private final long pages;
  private final BitSet taken = new BitSet();

  /** Nothing is taken. More pages than can be counted are not looked at. */
  TakenPages(PageFile file, MetaPage meta) {
    this.file = file;
    this.pages = Math.min(Math.min(meta.lastPage() + 1, file.pages()), Integer.MAX_VALUE);
  }

  /** Returns how many pages there are. */
  int pages() {
    return (int) pages;
  }

  /** Reads a leaf or a branch that is not taken, and does not take it. */
  TreePage look(long number, boolean leaf) throws IOException, PageDamageException {
    check(number, 1);
    return file.tree(number, leaf);
  }

  /** Takes a page that was looked at. */
  void take(TreePage page) {
    taken.set((int) page.number());
  }

  /** Reads and takes a leaf or a branch. */
  TreePage tree(long number, boolean leaf) throws IOException, PageDamageException {
    TreePage page = look(number, leaf);
    take(page);
    return page;
  }

  /** Takes the pages of a value that has its own, or none of them. */
  void value(TreePage leaf, int entry) throws IOException, PageDamageException {
    long number = leaf.valuePage(entry);
    check(number, 1);
    int count = file.overflow(number, leaf.valueLength(entry));
    check(number, count);
    taken.set((int) number, (int) number + count);
  }

  private void check(long number, int count) throws PageDamageException {
    if (number < FIRST_PAGE || number > pages - count) {
      throw new PageDamageException(number, "it is not in the file, of " + pages + " pages");
    }
    int next = taken.nextSetBit((int) number);
    if (next >= 0 && next - number < count) {
      throw new PageDamageException(next, "it is used twice");
    }
  }

  boolean isTaken(int number) {
    return taken.get(number);
  }

  /** Returns the first page that is taken and in another set too, or -1. */
  int firstIn(BitSet others) {
    BitSet both = (BitSet) taken.clone();
    both.and(others);
    return both.nextSetBit(0);
  }
}
