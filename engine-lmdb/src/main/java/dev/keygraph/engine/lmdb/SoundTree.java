package dev.keygraph.engine.lmdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** Walks trees that must be sound: the first damage is an exception. */
final class SoundTree {
  private final PageFile file;
  private final TakenPages taken;

  SoundTree(PageFile file, TakenPages taken) {
    this.file = file;
    this.taken = taken;
  }

  /** Takes an entry, which was checked. */
  private interface Visitor {
    void visit(TreePage leaf, int entry) throws IOException, PageDamageException;
  }

  /** Looks at every page of the entries' tree. */
  void check(MetaPage meta) throws IOException, PageDamageException {
    walk(meta.main(), (leaf, entry) -> {});
  }

  /** Returns the pages that are free, of those up to the last one of the commit. */
  BitSet freePages(MetaPage meta) throws IOException, PageDamageException {
    BitSet free = new BitSet();
    long pages = Math.min(file.pages(), Integer.MAX_VALUE);
    walk(
        meta.free(),
        (leaf, entry) -> {
          long length = leaf.valueLength(entry);
          ByteBuffer list =
              leaf.isBig(entry) ? file.value(leaf.valuePage(entry), length) : leaf.value(entry);
          long count = length < Long.BYTES ? -1 : list.getLong(0);
          if (count < 0 || count > length / Long.BYTES - 1) {
            throw new PageDamageException(
                leaf.number(), "a list of " + count + " free pages has " + length + " bytes");
          }
          long before = meta.lastPage() + 1;
          for (int i = 1; i <= count; i++) {
            long page = list.getLong(i * Long.BYTES);
            // A list descends.
            if (page < TakenPages.FIRST_PAGE || page >= before) {
              throw new PageDamageException(leaf.number(), "it lists page " + page + " as free");
            }
            before = page;
            // The file need not be as long as what was once used.
            if (page < pages) {
              if (free.get((int) page)) {
                throw new PageDamageException(
                    leaf.number(), "it lists page " + page + " as free, as another list does");
              }
              free.set((int) page);
            }
          }
        });
    return free;
  }

  private void walk(MetaPage.Tree tree, Visitor visitor) throws IOException, PageDamageException {
    if (!tree.isEmpty()) {
      walk(tree.root(), tree.depth(), visitor);
    }
  }

  /** Recursion is bounded by the depth. */
  private void walk(long number, int levels, Visitor visitor)
      throws IOException, PageDamageException {
    TreePage page = taken.tree(number, levels == 1);
    for (int i = 0; i < page.count(); i++) {
      page.check(i);
      if (levels > 1) {
        walk(page.child(i), levels - 1, visitor);
        continue;
      }
      if (page.isBig(i)) {
        taken.value(page, i);
      }
      visitor.visit(page, i);
    }
  }
}
