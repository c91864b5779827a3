package dev.keygraph.engine.mapdb;

import java.util.Arrays;
import org.mapdb.CC;
import org.mapdb.DBException;
import org.mapdb.DataIO;

/**
 * Reads records of a volume that {@code StoreDirect} of MapDB 3.1 writes, without its locks and
 * without a copy of what a snapshot must not share: an index value per record id, in index pages of
 * 1 MiB that are linked from the first page, says where the record is.
 *
 * <pre>
 * index value: 16 bits size | 44 bits offset / 16 | linked | unused | archive | parity
 *   size 0xFFFF: null, 0xFFFE: deleted; 1 to 5: the record itself is in the offset's place
 *   linked: the record goes on; its first 8 bytes are the next part's index value
 * </pre>
 */
final class RecordReader {
  private static final int RECIDS_START = 8 * 8;
  private static final int NULL_SIZE = 0xFFFF;
  private static final int DELETED_SIZE = 0xFFFE;
  private static final int MAX_INLINE_BYTES = 5;
  private static final int MAX_LINKED_BYTES = 1 << 29;
  private static final long LINKED = 8;
  private static final long OFFSET = 0x0000_FFFF_FFFF_FFF0L;

  /** Where the first page's index values begin: behind the heads of the free lists. */
  private static final long ZERO_PAGE_INDEX = RECIDS_START + 8L * (1 + (0xFFFF - 15) / 16) + 4 * 8;

  private static final long ZERO_PAGE_RECIDS = (CC.PAGE_SIZE - ZERO_PAGE_INDEX - 16) / 8;
  private static final long PAGE_RECIDS = (CC.PAGE_SIZE - 16) / 8;

  /** Where to put a record's bytes. */
  interface Target {
    /** Makes room for {@code size} bytes and returns the array, whose first bytes they will be. */
    byte[] room(int size);
  }

  private final VolumeReader volume;
  private long[] indexPages = new long[4];
  private int knownIndexPages;

  RecordReader(VolumeReader volume) {
    this.volume = volume;
  }

  /**
   * Reads a record.
   *
   * @return its length
   * @throws DBException if there is no such record
   */
  int read(long recid, Target target) {
    long value = DataIO.parity1Get(volume.readLong(indexOffset(recid)));
    int size = (int) (value >>> 48);
    if (size >= DELETED_SIZE) {
      throw new DBException.DataCorruption(
          "record " + recid + (size == NULL_SIZE ? " is empty" : " is deleted"));
    }
    if ((value & LINKED) != 0) {
      return readLinked(value, target);
    }
    byte[] bytes = target.room(size);
    if (size > MAX_INLINE_BYTES) {
      volume.read(value & OFFSET, bytes, 0, size);
    } else {
      long inline = (value & OFFSET) >>> 8;
      for (int i = size - 1; i >= 0; i--, inline >>>= 8) {
        bytes[i] = (byte) inline;
      }
    }
    return size;
  }

  private int readLinked(long first, Target target) {
    int total = 0;
    byte[] bytes = target.room(1 << 17);
    long part = first;
    long earlier = -1;
    for (int parts = 1; ; parts++) {
      boolean linked = (part & LINKED) != 0;
      int header = linked ? Long.BYTES : 0;
      int size = (int) (part >>> 48) - header;
      long offset = part & OFFSET;
      // Where damage led back to an earlier part, some part of a power of two comes again.
      if (size <= 0 || total > MAX_LINKED_BYTES || offset == earlier) {
        throw new DBException.DataCorruption("the parts of a linked record make no sense");
      }
      if ((parts & (parts - 1)) == 0) {
        earlier = offset;
      }
      if (total + size > bytes.length) {
        byte[] before = bytes;
        bytes = target.room(Math.max(total + size, 2 * total));
        if (bytes != before) {
          System.arraycopy(before, 0, bytes, 0, total);
        }
      }
      volume.read(offset + header, bytes, total, size);
      total += size;
      if (!linked) {
        return total;
      }
      part = DataIO.parity3Get(volume.readLong(offset));
    }
  }

  private long indexOffset(long recid) {
    long index = recid - 1;
    if (index < ZERO_PAGE_RECIDS) {
      return ZERO_PAGE_INDEX + 16 + index * 8;
    }
    index -= ZERO_PAGE_RECIDS;
    int page = (int) (index / PAGE_RECIDS);
    while (page >= knownIndexPages) {
      findNextIndexPage();
    }
    return indexPages[page] + 16 + index % PAGE_RECIDS * 8;
  }

  private void findNextIndexPage() {
    long link =
        knownIndexPages == 0 ? ZERO_PAGE_INDEX : indexPages[knownIndexPages - 1] + Long.BYTES;
    long next = DataIO.parity16Get(volume.readLong(link));
    if (next <= (knownIndexPages == 0 ? 0 : indexPages[knownIndexPages - 1])) {
      throw new DBException.DataCorruption("the index has too few pages");
    }
    if (knownIndexPages == indexPages.length) {
      indexPages = Arrays.copyOf(indexPages, 2 * knownIndexPages);
    }
    indexPages[knownIndexPages++] = next;
  }
}
