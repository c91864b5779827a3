package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a store, read page by page without LMDB, which trusts what a page says of itself.
 * Nothing is mapped: a file that ends early or a sector that cannot be read is an exception.
 *
 * <p>The layout is that of LMDB 0.9, format 1, on a machine of 64 bits (see {@code mdb.c}: {@code
 * MDB_page}, {@code MDB_node}, {@code MDB_meta}, {@code MDB_db}).
 *
 * <p>For one thread at a time. No interrupt of it closes the file, as it would a channel.
 */
final class PageFile implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile file;
  private final long size;
  private final @Nullable MetaPage[] metas = new MetaPage[2];
  private final @Nullable PageDamageException[] damages = new PageDamageException[2];
  private long preferred = -1;

  private PageFile(Path path, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    this.size = file.length();
    readMeta(0, 0);
    MetaPage first = metas[0];
    if (first != null) {
      readMeta(1, first.pageBytes());
    }
    int at = MetaPage.MIN_PAGE;
    // The first page, where it is damaged, would say where the second one is.
    for (; first == null && at <= MetaPage.MAX_PAGE && metas[1] == null; at *= 2) {
      readMeta(1, at);
    }
    checkRoots(0, first, metas[1]);
    checkRoots(1, metas[1], first);
  }

  private void checkRoots(int number, @Nullable MetaPage meta, @Nullable MetaPage other) {
    if (meta == null) {
      return;
    }
    try {
      meta.checkRoots(number);
    } catch (PageDamageException e) {
      boolean withdrawn = other != null && other.transaction() > meta.transaction();
      metas[number] = null;
      damages[number] = withdrawn ? null : e;
    }
  }

  /**
   * Opens a file, whose meta pages may be damaged.
   *
   * @throws KvException if it cannot be opened or read
   */
  static PageFile open(Path path) {
    try {
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
      try {
        return new PageFile(path, file);
      } catch (IOException | RuntimeException | Error e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private void readMeta(int number, int at) throws IOException {
    try {
      MetaPage meta = MetaPage.of(number, read(number, at, MetaPage.BYTES));
      if (number == 1 && meta.pageBytes() != at) {
        throw new PageDamageException(
            1, "it says that a page has " + meta.pageBytes() + " bytes, and begins at " + at);
      }
      metas[number] = meta;
      damages[number] = null;
    } catch (PageDamageException e) {
      damages[number] = e;
    }
  }

  Path path() {
    return path;
  }

  /**
   * Returns the meta page 0 or 1, or {@code null} where it is damaged, or is that of a commit that
   * failed.
   */
  @Nullable MetaPage metaOrNull(int number) {
    return metas[number];
  }

  /** Returns what is wrong with meta page 0 or 1, or {@code null}. */
  @Nullable PageDamageException metaDamage(int number) {
    return damages[number];
  }

  /**
   * Checks that no meta page is damaged.
   *
   * @throws KvCorruptedException if one is
   */
  void checkMetas() {
    for (@Nullable PageDamageException damage : damages) {
      if (damage != null) {
        throw damaged(damage);
      }
    }
  }

  /** Makes a commit the latest one, if a sound meta page is its, whatever the other one says. */
  void prefer(long transaction) {
    preferred = transaction;
  }

  /**
   * Returns the meta page of the later commit, of those that are sound.
   *
   * @throws KvCorruptedException if both are damaged
   */
  MetaPage latest() {
    MetaPage first = metas[0];
    MetaPage second = metas[1];
    if (first != null && first.transaction() == preferred) {
      return first;
    }
    if (second != null && second.transaction() == preferred) {
      return second;
    }
    if (first == null && second == null) {
      throw new KvCorruptedException(
          "LMDB store: both meta pages of %s are damaged, and without them nothing in it can be found; restore a backup, or index again"
              .formatted(path));
    }
    if (first == null || (second != null && second.transaction() > first.transaction())) {
      return Objects.requireNonNull(second);
    }
    return first;
  }

  /** Returns how many pages the file holds whole. */
  long pages() {
    return size / latest().pageBytes();
  }

  /**
   * Reads a page of a tree.
   *
   * @param leaf whether it is to be a leaf, or else a branch
   */
  TreePage tree(long number, boolean leaf) throws IOException, PageDamageException {
    return new TreePage(number, page(number), leaf);
  }

  /**
   * Reads the head of a value in pages of its own.
   *
   * @return how many pages it has
   */
  int overflow(long number, long length) throws IOException, PageDamageException {
    ByteBuffer head = page(number);
    long needed = (TreePage.HEADER - 1 + length) / latest().pageBytes() + 1;
    int count = head.getInt(TreePage.LOWER);
    // A value that was written again, shorter, in the same transaction keeps its pages.
    if ((head.getShort(TreePage.FLAGS) & TreePage.KIND) != TreePage.OVERFLOW || count < needed) {
      throw new PageDamageException(number, "it does not hold a value of " + length + " bytes");
    }
    return count;
  }

  /** Reads a value in pages of its own, whose head was read before. */
  ByteBuffer value(long number, long length) throws IOException, PageDamageException {
    return read(number, number * latest().pageBytes() + TreePage.HEADER, length);
  }

  private ByteBuffer page(long number) throws IOException, PageDamageException {
    int pageBytes = latest().pageBytes();
    ByteBuffer page = read(number, number * pageBytes, pageBytes);
    if (page.getLong(0) != number) {
      throw new PageDamageException(number, "it says that it is page " + page.getLong(0));
    }
    return page;
  }

  private ByteBuffer read(long page, long at, long length) throws IOException, PageDamageException {
    if (at < 0 || length < 0 || length > Integer.MAX_VALUE || at > size - length) {
      throw new PageDamageException(page, "the file ends in it");
    }
    byte[] bytes = new byte[(int) length];
    file.seek(at);
    file.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** Returns the error of a failed read. */
  KvException unreadable(IOException e) {
    return unreadable(path, e);
  }

  private static KvException unreadable(Path path, IOException e) {
    return KvException.ofIo("LMDB store: cannot read " + path, e);
  }

  /** Returns the error of a damaged page. */
  KvCorruptedException damaged(PageDamageException e) {
    return new KvCorruptedException(
        "LMDB store: page %d of %s is damaged: %s; run keygraph repair, which keeps what can be read, restore a backup, or index again"
            .formatted(e.page(), path, e.problem()));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
