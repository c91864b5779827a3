package dev.keygraph.hot;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NeighborVisitor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a page of edges, in one direction, of {@link Paging#PAGE_NODES} neighbouring nodes.
 * Numbers are little-endian, and need not be aligned.
 *
 * <pre>
 * heat               u8: see {@link PageHeat}
 * width of places    u8: 2 or 4
 * records            of each node, and the first number of one more:
 *   begin            of its block, from the page's beginning
 *   kinds            a bit for each kind of its edges, by the kind's number; bit 15 for all kinds
 *                    from 15 on; as wide as a place
 *   end              of the first of its runs
 * blocks             of each node, one behind the other:
 *   ends             u32, from the block's beginning, of the runs between the first and the last
 *   runs             of each bit of the kinds: far ends, ascending
 *     near ones      i16: the node's id taken away
 *     whole ones     u32
 * padding            2 bytes, so that 4 may be read wherever a far end begins
 * </pre>
 *
 * The last run of a block ends where the next block begins. Where something begins or ends is even;
 * bit 0 says that the far ends of the run that ends there are stored whole. The run of bit 15 has
 * of each edge its kind, u16, and its far end, u32.
 *
 * <p>What a step costs is the lines of the processor's cache that it has to wait for, one after the
 * other, and the branches that it cannot foresee. Whether a node has edges of a kind, and where
 * they end, is said by its record, eight bytes at a place that follows from the node's id: once
 * they are there, everything is foreseen, so that a processor goes on with the next step while it
 * waits for the far ends of this one. None of these depends on the one before, and most are near,
 * since one unit's symbols get their ids together.
 */
final class EdgePage {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The kinds from this number on share a run. */
  static final int RARE_KIND = 15;

  private static final int RARE = 1 << RARE_KIND;

  /** In the end of a run: its far ends are stored whole. */
  static final int WHOLE = 1;

  static final int WIDTH_AT = 1;
  static final int RECORDS_AT = 2;

  /** How many numbers a record has, and which of them are the kinds. */
  static final int RECORD_NUMBERS = 3;

  static final int KINDS = 1;
  private static final int FIRST_END = 2;

  private static final int KINDS_SHIFT = KINDS * Short.SIZE;
  private static final int FIRST_END_SHIFT = FIRST_END * Short.SIZE;
  private static final int MASK = 0xFFFF;

  static final int END_BYTES = Integer.BYTES;
  static final int PADDING = Integer.BYTES - Short.BYTES;
  static final int RARE_EDGE_BYTES = Short.BYTES + Integer.BYTES;

  private EdgePage() {}

  /** Returns where blocks begin in a page whose places have a width. */
  static int blocksAt(int width) {
    return RECORDS_AT + width * (RECORD_NUMBERS * Paging.PAGE_NODES + 1);
  }

  private static boolean isNarrow(byte[] page) {
    return page[WIDTH_AT] == Short.BYTES;
  }

  private static long narrowRecord(byte[] page, int node) {
    int local = node & Paging.LOCAL_MASK;
    return (long) LONG.get(page, RECORDS_AT + Short.BYTES * RECORD_NUMBERS * local);
  }

  /** Returns a number of a node's record; the one behind the last is the next node's first. */
  private static int number(byte[] page, int node, int index) {
    int number = RECORD_NUMBERS * (node & Paging.LOCAL_MASK) + index;
    return isNarrow(page)
        ? (short) SHORT.get(page, RECORDS_AT + Short.BYTES * number) & MASK
        : (int) INT.get(page, RECORDS_AT + Integer.BYTES * number);
  }

  /** Returns the kinds of a node's edges. */
  static int kinds(byte[] page, int node) {
    return number(page, node, KINDS);
  }

  /** Returns which of a node's runs is that of a kind's bit, from 0. */
  static int rank(int kinds, int bit) {
    return Integer.bitCount(kinds & (bit - 1));
  }

  /** Returns how many runs there are between the first and the last. */
  static int inner(int runs) {
    return Math.max(0, runs - 2);
  }

  /** Returns the end of a run, as it is stored. */
  static int end(byte[] page, int node, int kinds, int rank) {
    if (rank == 0) {
      return number(page, node, FIRST_END);
    }
    if (rank == Integer.bitCount(kinds) - 1) {
      return number(page, node, RECORD_NUMBERS);
    }
    int block = place(number(page, node, 0));
    return block + (int) INT.get(page, block + END_BYTES * (rank - 1));
  }

  /** Returns where a run begins. */
  static int begin(byte[] page, int node, int kinds, int rank) {
    return rank > 0
        ? place(end(page, node, kinds, rank - 1))
        : place(number(page, node, 0)) + END_BYTES * inner(Integer.bitCount(kinds));
  }

  /** Returns where something begins or ends. */
  static int place(int stored) {
    return stored & ~WHOLE;
  }

  static int near(byte[] page, int at, int node) {
    return node + (short) SHORT.get(page, at);
  }

  static int whole(byte[] page, int at) {
    return (int) INT.get(page, at);
  }

  /**
   * Visits the edges of a node, by kind and far end. Allocates nothing.
   *
   * @return {@code false} if the visitor ended it
   */
  static boolean visit(byte[] page, int node, ChosenKinds chosen, NeighborVisitor visitor) {
    int kinds = kinds(page, node);
    for (int left = kinds & chosen.bits(); left != 0; left &= left - 1) {
      int bit = left & -left;
      if (bit == RARE) {
        return visitRare(page, node, chosen, visitor);
      }
      int rank = rank(kinds, bit);
      int begin = begin(page, node, kinds, rank);
      int end = end(page, node, kinds, rank);
      EdgeKind kind = chosen.kind(Integer.numberOfTrailingZeros(bit));
      if (!visitRun(page, node, begin, end, kind, visitor)) {
        return false;
      }
    }
    return true;
  }

  private static boolean visitRun(
      byte[] page, int node, int begin, int end, EdgeKind kind, NeighborVisitor visitor) {
    if ((end & WHOLE) != 0) {
      for (int at = begin; at < place(end); at += Integer.BYTES) {
        if (!visitor.visit(whole(page, at), kind)) {
          return false;
        }
      }
      return true;
    }
    for (int at = begin; at < end; at += Short.BYTES) {
      if (!visitor.visit(near(page, at, node), kind)) {
        return false;
      }
    }
    return true;
  }

  private static boolean visitRare(
      byte[] page, int node, ChosenKinds chosen, NeighborVisitor visitor) {
    EdgeCursor cursor = new EdgeCursor(page, node, RARE);
    while (cursor.next()) {
      int kind = cursor.kind();
      if (chosen.has(kind) && !visitor.visit(cursor.far(), chosen.kind(kind))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Lends the edges of a node to a cursor, by kind and far end. Allocates nothing.
   *
   * @return {@code false} if the cursor would have to copy more than it does
   */
  static boolean lend(byte[] page, int node, ChosenKinds chosen, NeighborCursor cursor) {
    if (!isNarrow(page)) {
      return lendAny(page, node, chosen, cursor);
    }
    long record = narrowRecord(page, node);
    int kinds = (int) (record >>> KINDS_SHIFT) & MASK;
    int hits = kinds & chosen.bits();
    if (hits == 0) {
      cursor.clear();
      return true;
    }
    int bit = hits & -hits;
    int behindFirst = kinds & (kinds - 1);
    boolean isSimple = hits == bit && (behindFirst & (behindFirst - 1)) == 0;
    if (!isSimple || bit == RARE) {
      return lendAny(page, node, chosen, cursor);
    }
    // One of two runs, or the only one: three places, of which the run is between two.
    int rank = rank(kinds, bit);
    int end = (int) (record >>> (FIRST_END_SHIFT + Short.SIZE * rank)) & MASK;
    cursor.lend(
        chosen.byNumber(),
        Integer.numberOfTrailingZeros(bit),
        page,
        (int) (record >>> (FIRST_END_SHIFT * rank)) & MASK & ~WHOLE,
        place(end),
        width(end),
        base(end, node));
    return true;
  }

  private static boolean lendAny(byte[] page, int node, ChosenKinds chosen, NeighborCursor cursor) {
    int kinds = kinds(page, node);
    int hits = kinds & chosen.bits();
    cursor.clear();
    if ((hits & RARE) != 0) {
      return visit(page, node, chosen, cursor.copier());
    }
    for (int left = hits; left != 0; left &= left - 1) {
      int bit = left & -left;
      int kind = Integer.numberOfTrailingZeros(bit);
      int rank = rank(kinds, bit);
      int begin = begin(page, node, kinds, rank);
      int end = end(page, node, kinds, rank);
      if (left == hits) {
        cursor.lend(chosen.byNumber(), kind, page, begin, place(end), width(end), base(end, node));
      } else {
        cursor.lendMore(chosen.kind(kind), begin, place(end), width(end), base(end, node));
      }
    }
    return true;
  }

  // Both without a branch, which nobody could foresee.

  private static int width(int end) {
    return Short.BYTES << (end & WHOLE);
  }

  /** What is added to far ends: nothing where they are whole. */
  private static int base(int end, int node) {
    return node & ((end & WHOLE) - 1);
  }

  /** Returns whether an edge is there. O(log of the node's edges of the kind). */
  static boolean contains(byte[] page, int node, int kind, int far) {
    int kinds = kinds(page, node);
    int bit = ChosenKinds.bit(kind);
    if ((kinds & bit) == 0) {
      return false;
    }
    if (kind >= RARE_KIND) {
      return rareContains(page, node, kind, far);
    }
    int rank = rank(kinds, bit);
    int begin = begin(page, node, kinds, rank);
    int end = end(page, node, kinds, rank);
    boolean isWhole = (end & WHOLE) != 0;
    int width = isWhole ? Integer.BYTES : Short.BYTES;
    int low = 0;
    int high = (place(end) - begin) / width - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = begin + middle * width;
      int found = isWhole ? whole(page, at) : near(page, at, node);
      if (found == far) {
        return true;
      }
      if (found < far) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }

  private static boolean rareContains(byte[] page, int node, int kind, int far) {
    EdgeCursor cursor = new EdgeCursor(page, node, 1 << RARE_KIND);
    while (cursor.next()) {
      if (cursor.kind() == kind && cursor.far() == far) {
        return true;
      }
    }
    return false;
  }
}
