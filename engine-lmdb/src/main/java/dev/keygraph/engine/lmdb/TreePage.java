package dev.keygraph.engine.lmdb;

import java.nio.ByteBuffer;

/**
 * A branch or a leaf. Its space is checked as it is made; each entry is to be checked, by {@link
 * #check}, before anything of it is asked.
 */
final class TreePage {
  static final int HEADER = 16;
  static final int FLAGS = 10;
  static final int LOWER = 12;
  static final int OVERFLOW = 0x04;

  private static final int UPPER = 14;
  private static final int BRANCH = 0x01;
  private static final int LEAF = 0x02;
  private static final int NODE_HEADER = 8;
  private static final int BIG_DATA = 0x01;

  /** The flags that say what a page is. */
  static final int KIND = BRANCH | LEAF | OVERFLOW | 0x08 | 0x20 | 0x40;

  private final long number;
  private final ByteBuffer page;
  private final boolean leaf;
  private final int upper;
  private final int count;

  /**
   * A page.
   *
   * @throws PageDamageException if it is of another kind, or its space is no space for entries
   */
  TreePage(long number, ByteBuffer page, boolean leaf) throws PageDamageException {
    this.number = number;
    this.page = page;
    this.leaf = leaf;
    int kind = page.getShort(FLAGS) & KIND;
    if (kind != (leaf ? LEAF : BRANCH)) {
      throw new PageDamageException(
          number, "its kind is " + kind + " where a " + (leaf ? "leaf" : "branch") + " must be");
    }
    int lower = page.getShort(LOWER) & 0xFFFF;
    this.upper = page.getShort(UPPER) & 0xFFFF;
    this.count = (lower - HEADER) / 2;
    if (lower < HEADER || lower % 2 != 0 || lower > upper || upper > page.limit() || count == 0) {
      throw new PageDamageException(
          number, "its space begins at " + lower + " and ends at " + upper);
    }
    if (!leaf && count < 2) {
      throw new PageDamageException(number, "it has one branch only");
    }
  }

  long number() {
    return number;
  }

  /** Returns the number of entries, 1 or more. */
  int count() {
    return count;
  }

  /** Returns how many bytes the page has. */
  int bytes() {
    return page.limit();
  }

  /** Returns where its first entry, by place, is to begin. */
  int upper() {
    return upper;
  }

  /**
   * Checks that an entry lies within the page.
   *
   * @throws PageDamageException if it does not
   */
  void check(int entry) throws PageDamageException {
    int node = node(entry);
    if (node < upper || node + NODE_HEADER > page.limit()) {
      throw new PageDamageException(number, "entry " + entry + " begins at " + node);
    }
    int keyEnd = keyEnd(entry);
    if (keyEnd > page.limit()) {
      throw new PageDamageException(number, "the key of entry " + entry + " ends at " + keyEnd);
    }
    if (leaf) {
      int flags = page.getShort(node + 4) & 0xFFFF;
      if ((flags & ~BIG_DATA) != 0 || end(entry) > page.limit()) {
        throw new PageDamageException(
            number, "a value of " + valueLength(entry) + " bytes begins at " + keyEnd);
      }
    }
  }

  /** Returns where an entry begins. */
  int node(int entry) {
    return page.getShort(HEADER + 2 * entry) & 0xFFFF;
  }

  /** Returns where an entry ends. */
  long end(int entry) {
    if (!leaf) {
      return keyEnd(entry);
    }
    return keyEnd(entry) + (isBig(entry) ? Long.BYTES : valueLength(entry));
  }

  private int keyEnd(int entry) {
    return node(entry) + NODE_HEADER + (page.getShort(node(entry) + 6) & 0xFFFF);
  }

  /** Returns a copy of an entry's key. */
  byte[] key(int entry) {
    int start = node(entry) + NODE_HEADER;
    byte[] key = new byte[keyEnd(entry) - start];
    page.get(start, key);
    return key;
  }

  /** Returns the page that an entry of a branch leads to. */
  long child(int entry) {
    return low(entry) | (page.getShort(node(entry) + 4) & 0xFFFFL) << 32;
  }

  /** Returns the length of the value of a leaf's entry. */
  long valueLength(int entry) {
    return low(entry);
  }

  private long low(int entry) {
    return page.getInt(node(entry)) & 0xFFFFFFFFL;
  }

  /** Returns whether the value of a leaf's entry is in pages of its own. */
  boolean isBig(int entry) {
    return (page.getShort(node(entry) + 4) & BIG_DATA) != 0;
  }

  /** Returns the first of the pages of a value that has its own. */
  long valuePage(int entry) {
    return page.getLong(keyEnd(entry));
  }

  /** Returns a value that is in the page: a part of it. */
  ByteBuffer value(int entry) {
    return page.slice(keyEnd(entry), (int) valueLength(entry)).order(page.order());
  }
}
