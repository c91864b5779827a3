package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * Reads the file of a store page by page, without LMDB: its code trusts what a page says of itself,
 * and ends the process, or worse, where that is wrong. Every page that the last commit can reach
 * must be what its place in the tree asks for, and lie within the file; each once, and none of them
 * among the free ones. The bytes of keys and values are the store's own to check. Reads the whole
 * file, in the order of the tree. Where the store is open, a reader of the same transaction keeps
 * its pages as they are.
 */
final class PageCheck implements AutoCloseable {
  private final PageFile file;
  private final MetaPage meta;

  private PageCheck(PageFile file) {
    this.file = file;
    this.meta = file.latest();
  }

  /**
   * Opens a file, and checks its two meta pages.
   *
   * @throws KvCorruptedException if one is damaged
   */
  static PageCheck open(Path path) {
    PageFile file = PageFile.open(path);
    try {
      for (int number = 0; number < 2; number++) {
        PageDamageException damage = file.metaDamage(number);
        if (damage != null) {
          throw file.damaged(damage);
        }
      }
      return new PageCheck(file);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Returns the number of the last commit. */
  long transaction() {
    return meta.transaction();
  }

  /**
   * Checks all pages of that commit.
   *
   * @throws KvCorruptedException if a page is damaged, which the message names
   */
  void run() {
    try {
      check();
    } catch (PageDamageException e) {
      throw file.damaged(e);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private void check() throws IOException, PageDamageException {
    long last = meta.lastPage();
    long pages = last == Long.MAX_VALUE ? last : Math.min(last + 1, file.pages());
    if (pages < TakenPages.FIRST_PAGE || pages > Integer.MAX_VALUE) {
      throw new PageDamageException(0, "it says that the last page is " + last);
    }
    TakenPages taken = new TakenPages(file, pages);
    SoundTree trees = new SoundTree(file, taken);
    BitSet free = trees.freePages(meta);
    trees.check(meta);
    int both = taken.firstIn(free);
    if (both >= 0) {
      throw new PageDamageException(both, "it is in use, and said to be free");
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
