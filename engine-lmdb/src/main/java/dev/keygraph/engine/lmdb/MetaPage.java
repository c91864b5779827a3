package dev.keygraph.engine.lmdb;

import java.nio.ByteBuffer;

/**
 * One of the two pages that say where the trees of a commit begin; commits write them by turns.
 *
 * @param pageBytes size of a page
 * @param free the tree of pages that are free, by the commit that freed them
 * @param main the tree of the entries
 * @param lastPage the last page that the commit uses
 * @param transaction number of the commit
 */
record MetaPage(int pageBytes, Tree free, Tree main, long lastPage, long transaction) {
  static final int MIN_PAGE = 256;
  static final int MAX_PAGE = 1 << 16;

  private static final int META = 0x08;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int VERSION = 1;
  private static final int DATABASES = TreePage.HEADER + 24;
  private static final int DATABASE_BYTES = 48;
  private static final int LAST_PAGE = DATABASES + 2 * DATABASE_BYTES;
  private static final int TRANSACTION = LAST_PAGE + Long.BYTES;
  private static final int INTEGER_KEYS = 0x08;
  private static final int MAX_DEPTH = 32;
  private static final long NO_PAGE = -1;
  private static final long MAX_NUMBER = (1L << 48) - 1;

  /** How many bytes of the page are used. */
  static final int BYTES = TRANSACTION + Long.BYTES;

  /**
   * Where a tree begins.
   *
   * @param flags how its keys are ordered
   * @param depth number of its levels
   * @param entries number of its entries
   * @param root its first page
   */
  record Tree(int flags, int depth, long entries, long root) {
    private static Tree of(ByteBuffer page, int at) {
      return new Tree(
          page.getShort(at + 4) & 0xFFFF,
          page.getShort(at + 6) & 0xFFFF,
          page.getLong(at + 32),
          page.getLong(at + 40));
    }

    boolean isEmpty() {
      return root == NO_PAGE;
    }

    private void check(int page, int wantedFlags) throws PageDamageException {
      if (flags != wantedFlags) {
        throw new PageDamageException(page, "a tree's keys are said to have another order");
      }
      boolean somewhere = root >= TakenPages.FIRST_PAGE && root <= MAX_NUMBER;
      if (isEmpty() ? depth != 0 : depth == 0 || depth > MAX_DEPTH || !somewhere) {
        throw impossible(page);
      }
    }

    private void checkRoot(int page, long lastPage) throws PageDamageException {
      if (root > lastPage) {
        throw impossible(page);
      }
    }

    private PageDamageException impossible(int page) {
      return new PageDamageException(
          page, "a tree of depth " + depth + " is said to begin at page " + root);
    }
  }

  /**
   * Takes a page apart, of which it is still to be checked where the trees begin.
   *
   * @throws PageDamageException if it is no meta page of this format, or cannot be true
   */
  static MetaPage of(int number, ByteBuffer page) throws PageDamageException {
    boolean valid =
        (page.getShort(TreePage.FLAGS) & META) != 0
            && page.getInt(TreePage.HEADER) == MAGIC
            && page.getInt(TreePage.HEADER + Integer.BYTES) == VERSION;
    if (!valid) {
      throw new PageDamageException(number, "it is no meta page of this format");
    }
    int pageBytes = page.getInt(DATABASES);
    if (Integer.bitCount(pageBytes) != 1 || pageBytes < MIN_PAGE || pageBytes > MAX_PAGE) {
      throw new PageDamageException(number, "it says that a page has " + pageBytes + " bytes");
    }
    MetaPage meta =
        new MetaPage(
            pageBytes,
            Tree.of(page, DATABASES),
            Tree.of(page, DATABASES + DATABASE_BYTES),
            page.getLong(LAST_PAGE),
            page.getLong(TRANSACTION));
    meta.check(number);
    return meta;
  }

  private void check(int number) throws PageDamageException {
    if (lastPage < TakenPages.FIRST_PAGE - 1 || lastPage > MAX_NUMBER) {
      throw new PageDamageException(number, "it says that the last page is " + lastPage);
    }
    if (transaction < 0 || (transaction != 0 && (transaction & 1) != number)) {
      throw new PageDamageException(
          number,
          "it says that it is that of commit " + transaction + ", which the other one is for");
    }
    free.check(number, INTEGER_KEYS);
    main.check(number, 0);
  }

  /**
   * Checks that the trees begin within the pages that the commit uses. LMDB leaves some that do not
   * where the disk failed while it wrote the page: it puts the number and the last page back, and
   * nothing else, since the other page is the one of the last commit then.
   *
   * @throws PageDamageException if they do not
   */
  void checkRoots(int number) throws PageDamageException {
    free.checkRoot(number, lastPage);
    main.checkRoot(number, lastPage);
  }
}
