package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import java.io.IOException;
import java.util.BitSet;

/**
 * Reads the file of a store page by page, without LMDB: its code trusts what a page says of itself,
 * and ends the process, or worse, where that is wrong. Every page that the last commit can reach
 * must be what its place in the tree asks for, and lie within the file; each once, and none of them
 * among the free ones. The bytes of keys and values are the store's own to check. Reads the whole
 * file, in the order of the tree. Where the store is open, a reader of the same transaction keeps
 * its pages as they are.
 */
final class PageCheck {
  private PageCheck() {}

  /**
   * Checks the meta pages of a file, and all pages of its last commit.
   *
   * @throws KvCorruptedException if a page is damaged, which the message names
   */
  static void run(PageFile file) {
    file.checkMetas();
    try {
      check(file, file.latest());
    } catch (PageDamageException e) {
      throw file.damaged(e);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private static void check(PageFile file, MetaPage meta) throws IOException, PageDamageException {
    TakenPages taken = new TakenPages(file, meta);
    SoundTree trees = new SoundTree(file, taken);
    BitSet free = trees.freePages(meta);
    trees.check(meta);
    int both = taken.firstIn(free);
    if (both >= 0) {
      throw new PageDamageException(both, "it is in use, and said to be free");
    }
  }
}
