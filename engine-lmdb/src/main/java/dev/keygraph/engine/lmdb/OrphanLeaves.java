package dev.keygraph.engine.lmdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leaves that damaged pages led to: where all pages are known that are free, or that
 * something leads to, the rest is theirs.
 */
final class OrphanLeaves {
  private final PageFile file;
  private final TakenPages taken;
  private final BitSet free;
  private final DamageNotes notes;

  /**
   * Finds nothing yet.
   *
   * @param taken all pages that something leads to
   * @param free all pages that are free
   */
  OrphanLeaves(PageFile file, TakenPages taken, BitSet free, DamageNotes notes) {
    this.file = file;
    this.taken = taken;
    this.free = free;
    this.notes = notes;
  }

  /**
   * Returns the leaves, by their keys. Of those that overlap none is known to be right, and none is
   * kept.
   *
   * @param wanted whether there is a place for a leaf
   */
  List<SalvagedLeaf> find(Predicate<SalvagedLeaf> wanted) {
    List<SalvagedLeaf> found = new ArrayList<>();
    int number = TakenPages.FIRST_PAGE;
    while (number < taken.pages()) {
      int pages = 1;
      if (isUnknown(number)) {
        try {
          SalvagedLeaf leaf = leafAt(number);
          if (leaf != null && wanted.test(leaf)) {
            found.add(leaf);
          }
        } catch (PageDamageException e) {
          pages = pagesOfValueAt(number);
        } catch (IOException e) {
          notes.page(number, e);
        }
      }
      number += pages;
    }
    found.sort((a, b) -> Arrays.compareUnsigned(a.first(), b.first()));
    return apart(found);
  }

  private boolean isUnknown(int page) {
    return !taken.isTaken(page) && !free.get(page);
  }

  /** Returns what can be trusted of a leaf, or {@code null} where nothing can. */
  private @Nullable SalvagedLeaf leafAt(int number) throws IOException, PageDamageException {
    TreePage page = file.tree(number, /* leaf= */ true);
    int[] entries = new PageEntries(page, notes).ascending(0);
    return entries.length == 0 ? null : SalvagedLeaf.of(page, entries);
  }

  /** Returns how many pages to pass over: what is in those of a value is no page of a tree. */
  private int pagesOfValueAt(int number) {
    int pages = 1;
    try {
      int count = file.overflow(number, 1);
      while (pages < count && number + pages < taken.pages() && isUnknown(number + pages)) {
        pages++;
      }
    } catch (PageDamageException e) {
      // It is no value: a branch, or whatever else.
    } catch (IOException e) {
      notes.page(number, e);
    }
    return pages;
  }

  private static List<SalvagedLeaf> apart(List<SalvagedLeaf> leaves) {
    List<SalvagedLeaf> apart = new ArrayList<>();
    byte[] last = {};
    for (int i = 0; i < leaves.size(); i++) {
      SalvagedLeaf leaf = leaves.get(i);
      boolean before = Arrays.compareUnsigned(last, leaf.first()) < 0;
      last = before || Arrays.compareUnsigned(last, leaf.last()) < 0 ? leaf.last() : last;
      boolean behind =
          i + 1 == leaves.size()
              || Arrays.compareUnsigned(leaf.last(), leaves.get(i + 1).first()) < 0;
      if (before && behind) {
        apart.add(leaf);
      }
    }
    return apart;
  }
}
