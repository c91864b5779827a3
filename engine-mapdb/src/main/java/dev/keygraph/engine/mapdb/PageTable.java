package dev.keygraph.engine.mapdb;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The versions of pages that are not, or not only, in the base file.
 *
 * <p>Readers look up without locks. All changes are made under this object's monitor, by the writer
 * and by the checkpoint.
 */
final class PageTable {
  private static final int CHUNK_SHIFT = 10;
  private static final int CHUNK_PAGES = 1 << CHUNK_SHIFT;

  /** The newest versions of 1,024 neighbouring pages. */
  private static final class Chunk {
    final AtomicReferenceArray<@Nullable PageVersion> heads =
        new AtomicReferenceArray<>(CHUNK_PAGES);
  }

  private volatile @Nullable Chunk[] chunks = new @Nullable Chunk[16];

  /** Returns the newest version of a page, or {@code null} if only the base file has it. */
  @Nullable PageVersion head(int page) {
    @Nullable Chunk[] known = chunks;
    int index = page >>> CHUNK_SHIFT;
    if (index >= known.length) {
      return null;
    }
    Chunk chunk = known[index];
    return chunk == null ? null : chunk.heads.get(page & (CHUNK_PAGES - 1));
  }

  /**
   * Returns what a reader at {@code version} sees of a page, or {@code null} if that is what the
   * base file has.
   */
  @Nullable PageVersion find(int page, long version) {
    PageVersion candidate = head(page);
    while (candidate != null && candidate.version > version) {
      candidate = candidate.older;
    }
    return candidate;
  }

  /** Returns the bytes of versions that only readers need; about, while somebody commits. */
  long readerBytes() {
    long sum = 0;
    for (Chunk chunk : chunks) {
      if (chunk == null) {
        continue;
      }
      for (int i = 0; i < CHUNK_PAGES; i++) {
        PageVersion head = chunk.heads.get(i);
        for (PageVersion older = head == null ? null : head.older;
            older != null;
            older = older.older) {
          sum += older.bytes.length;
        }
      }
    }
    return sum;
  }

  /** Replaces the newest version of a page; the caller holds this object's monitor. */
  void setHead(int page, @Nullable PageVersion head) {
    int index = page >>> CHUNK_SHIFT;
    @Nullable Chunk[] known = chunks;
    if (index >= known.length) {
      known = Arrays.copyOf(known, Math.max(index + 1, known.length * 2));
      chunks = known;
    }
    Chunk chunk = known[index];
    if (chunk == null) {
      chunk = new Chunk();
      known[index] = chunk;
      chunks = known;
    }
    chunk.heads.set(page & (CHUNK_PAGES - 1), head);
  }

  /**
   * Drops the versions of a page that no reader needs: neither one at {@code readers} nor one that
   * opens at a later version, which sees the head. The caller holds this object's monitor, and has
   * held it since before it asked for the readers: then nothing newer can be read than what the
   * last of them sees, except for the head that is being committed.
   *
   * @param readers what {@link SnapshotRegistry#needed} returned
   * @return whether nothing more of this page can be dropped later
   */
  boolean prune(int page, long[] readers) {
    PageVersion head = head(page);
    if (head == null) {
      return true;
    }
    PageVersion kept = head;
    long next = head.version;
    for (PageVersion older = head.older; older != null; older = older.older) {
      if (anyIn(readers, older.version, next)) {
        if (kept.older != older) {
          kept.older = older;
        }
        kept = older;
      }
      next = older.version;
    }
    kept.older = null;
    if (head.inBase && head == kept && readers[0] >= head.version) {
      setHead(page, null);
      return true;
    }
    return head == kept && !head.inBase;
  }

  private static boolean anyIn(long[] readers, long from, long to) {
    int at = Arrays.binarySearch(readers, from);
    int first = at >= 0 ? at : -at - 1;
    return first < readers.length && readers[first] < to;
  }
}
