package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/**
 * Reads the file of a store page by page, without LMDB: its code trusts what a page says of itself,
 * and ends the process, or worse, where that is wrong. Every page that the last commit can reach
 * must be what its place in the tree asks for, and lie within the file; each once, and none of them
 * among the free ones. The bytes of keys and values are the store's own to check. Reads the whole
 * file, in the order of the tree. Where the store is open, a reader of the same transaction keeps
 * its pages as they are.
 *
 * <p>The layout is that of LMDB 0.9, format 1, on a machine of 64 bits (see {@code mdb.c}: {@code
 * MDB_page}, {@code MDB_node}, {@code MDB_meta}, {@code MDB_db}).
 */
final class PageCheck implements AutoCloseable {
  private static final int HEADER = 16;
  private static final int NODE_HEADER = 8;
  private static final int FLAGS = 10;
  private static final int LOWER = 12;
  private static final int UPPER = 14;
  private static final int BRANCH = 0x01;
  private static final int LEAF = 0x02;
  private static final int OVERFLOW = 0x04;
  private static final int META = 0x08;
  private static final int KIND = BRANCH | LEAF | OVERFLOW | META | 0x20 | 0x40;
  private static final int BIG_DATA = 0x01;
  private static final int MAGIC = 0xBEEFC0DE;
  private static final int VERSION = 1;
  private static final int DATABASES = HEADER + 24;
  private static final int DATABASE_BYTES = 48;
  private static final int DATABASE_FLAGS = 4;
  private static final int INTEGER_KEYS = 0x08;
  private static final int DEPTH = 6;
  private static final int ROOT = 40;
  private static final int LAST_PAGE = DATABASES + 2 * DATABASE_BYTES;
  private static final int TRANSACTION = LAST_PAGE + 8;
  private static final int META_BYTES = TRANSACTION + 8;
  private static final int MIN_PAGE = 256;
  private static final int MAX_PAGE = 1 << 16;
  private static final int MAX_DEPTH = 32;
  private static final long NO_PAGE = -1;
  private static final int FIRST_PAGE = 2;

  private final Path path;
  private final FileChannel file;
  private final ByteBuffer meta;
  private final int pageBytes;
  private final long pages;
  private final BitSet used = new BitSet();
  private final BitSet free = new BitSet();

  private PageCheck(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    ByteBuffer first = meta(0, 0);
    this.pageBytes = first.getInt(DATABASES);
    if (Integer.bitCount(pageBytes) != 1 || pageBytes < MIN_PAGE || pageBytes > MAX_PAGE) {
      throw damaged(0, "it says that a page has " + pageBytes + " bytes");
    }
    ByteBuffer second = meta(1, pageBytes);
    if (second.getInt(DATABASES) != pageBytes) {
      throw damaged(1, "it says that a page has " + second.getInt(DATABASES) + " bytes");
    }
    // LMDB uses the one of the later transaction.
    this.meta = second.getLong(TRANSACTION) > first.getLong(TRANSACTION) ? second : first;
    this.pages = Math.min(meta.getLong(LAST_PAGE) + 1, file.size() / pageBytes);
  }

  /**
   * Opens a file, and checks its two meta pages.
   *
   * @throws KvCorruptedException if one is damaged
   */
  static PageCheck open(Path path) {
    try {
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new PageCheck(path, file);
      } catch (IOException | RuntimeException | Error e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Returns the number of the last commit. */
  long transaction() {
    return meta.getLong(TRANSACTION);
  }

  /**
   * Checks all pages of that commit.
   *
   * @throws KvCorruptedException if a page is damaged, which the message names
   */
  void run() {
    if (pages < FIRST_PAGE || pages > Integer.MAX_VALUE) {
      throw damaged(0, "it says that the last page is " + meta.getLong(LAST_PAGE));
    }
    try {
      database(DATABASES, INTEGER_KEYS, true);
      database(DATABASES + DATABASE_BYTES, 0, false);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    if (used.intersects(free)) {
      used.and(free);
      throw damaged(used.nextSetBit(0), "it is in use, and said to be free");
    }
  }

  private void database(int at, int flags, boolean freePages) throws IOException {
    long root = meta.getLong(at + ROOT);
    int depth = meta.getShort(at + DEPTH) & 0xFFFF;
    if (meta.getShort(at + DATABASE_FLAGS) != flags) {
      throw damaged(0, "a tree's keys are said to have another order");
    }
    if ((root == NO_PAGE) != (depth == 0) || depth > MAX_DEPTH) {
      throw damaged(0, "a tree of depth " + depth + " begins at page " + root);
    }
    if (root != NO_PAGE) {
      walk(root, depth, freePages);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private ByteBuffer meta(int number, long at) throws IOException {
    ByteBuffer page = read(number, at, META_BYTES);
    boolean valid =
        (page.getShort(FLAGS) & META) != 0
            && page.getInt(HEADER) == MAGIC
            && page.getInt(HEADER + 4) == VERSION;
    if (!valid) {
      throw damaged(number, "it is no meta page of this format");
    }
    return page;
  }

  /** Checks a tree below a page; recursion is bounded by the depth. */
  private void walk(long number, int levels, boolean freePages) throws IOException {
    ByteBuffer page = take(number, 1);
    int kind = page.getShort(FLAGS) & KIND;
    if (kind != (levels == 1 ? LEAF : BRANCH)) {
      throw damaged(number, "its kind is " + kind + ", " + levels + " levels above the ground");
    }
    int lower = page.getShort(LOWER) & 0xFFFF;
    int upper = page.getShort(UPPER) & 0xFFFF;
    int count = (lower - HEADER) / 2;
    if (lower < HEADER || lower % 2 != 0 || lower > upper || upper > pageBytes || count == 0) {
      throw damaged(number, "its space begins at " + lower + " and ends at " + upper);
    }
    if (kind == BRANCH && count < 2) {
      throw damaged(number, "it has one branch only");
    }
    for (int i = 0; i < count; i++) {
      int node = page.getShort(HEADER + 2 * i) & 0xFFFF;
      if (node < upper || node + NODE_HEADER > pageBytes) {
        throw damaged(number, "entry " + i + " begins at " + node);
      }
      int keyEnd = node + NODE_HEADER + (page.getShort(node + 6) & 0xFFFF);
      long low = page.getInt(node) & 0xFFFFFFFFL;
      if (keyEnd > pageBytes) {
        throw damaged(number, "the key of entry " + i + " ends at " + keyEnd);
      }
      if (kind == BRANCH) {
        walk(low | (page.getShort(node + 4) & 0xFFFFL) << 32, levels - 1, freePages);
      } else {
        value(number, page, node, keyEnd, low, freePages);
      }
    }
  }

  private void value(
      long number, ByteBuffer page, int node, int start, long length, boolean freePages)
      throws IOException {
    int flags = page.getShort(node + 4) & 0xFFFF;
    boolean big = flags == BIG_DATA;
    if ((flags != 0 && !big) || start + (big ? Long.BYTES : length) > pageBytes) {
      throw damaged(number, "a value of " + length + " bytes begins at " + start);
    }
    if (big) {
      long first = page.getLong(start);
      long count = (HEADER - 1 + length) / pageBytes + 1;
      ByteBuffer head = take(first, count);
      if ((head.getShort(FLAGS) & KIND) != OVERFLOW || head.getInt(LOWER) != count) {
        throw damaged(first, "it does not hold a value of " + length + " bytes");
      }
      if (freePages) {
        freed(number, read(first, first * pageBytes + HEADER, length), 0, length);
      }
    } else if (freePages) {
      freed(number, page, start, length);
    }
  }

  /** Notes what a transaction freed: a count, and so many pages. */
  private void freed(long number, ByteBuffer list, int start, long length) throws IOException {
    long count = length < Long.BYTES ? -1 : list.getLong(start);
    if (count < 0 || count > length / Long.BYTES - 1) {
      throw damaged(number, "a list of " + count + " free pages has " + length + " bytes");
    }
    for (int i = 1; i <= count; i++) {
      long page = list.getLong(start + i * Long.BYTES);
      if (page < FIRST_PAGE || page > meta.getLong(LAST_PAGE)) {
        throw damaged(number, "it lists page " + page + " as free");
      }
      if (page < pages) {
        free.set((int) page);
      }
    }
  }

  /** Reads the first of some pages that follow one another, which nothing else may use. */
  private ByteBuffer take(long number, long count) throws IOException {
    if (number < FIRST_PAGE || number > pages - count) {
      throw damaged(number, "it is not in the file, of " + pages + " pages");
    }
    if (used.nextSetBit((int) number) - number < count && used.nextSetBit((int) number) >= 0) {
      throw damaged(number, "it is used twice");
    }
    used.set((int) number, (int) (number + count));
    ByteBuffer page = read(number, number * pageBytes, pageBytes);
    if (page.getLong(0) != number) {
      throw damaged(number, "it says that it is page " + page.getLong(0));
    }
    return page;
  }

  private ByteBuffer read(long page, long at, long length) throws IOException {
    if (length > Integer.MAX_VALUE) {
      throw damaged(page, "a value has " + length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) length).order(ByteOrder.nativeOrder());
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw damaged(page, "the file ends in it");
      }
    }
    return buffer;
  }

  private static KvException unreadable(Path path, IOException e) {
    return KvException.ofIo("LMDB store: cannot read " + path, e);
  }

  private KvCorruptedException damaged(long page, String how) {
    return new KvCorruptedException(
        "LMDB store: page %d of %s is damaged: %s; restore a backup, or index again"
            .formatted(page, path, how));
  }
}
