package dev.keygraph.hot;

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
 * width of offsets   u8: 2 or 4
 * offsets            of each node's block, from the page's beginning
 * no edges           u16: 0, the block of all nodes without edges
 * blocks             of each other node:
 *   kinds            u16: a bit for each kind of its edges, by the kind's number; bit 15 for all
 *                    kinds from 15 on; bit 0 says that ends are u32, and not u16
 *   ends             of the run of each of those bits, from the block's beginning; they are even,
 *                    and bit 0 says that far ends are stored whole
 *   runs             of each of those bits: far ends, ascending
 *     near ones      i16: the node's id taken away
 *     whole ones     u32
 * padding            2 bytes, so that 4 may be read wherever a far end begins
 * </pre>
 *
 * The run of bit 15 has of each edge its kind, u16, and its far end, u32.
 *
 * <p>What a step costs is the lines of the processor's cache that it has to wait for, one after the
 * other, and the branches that it cannot foresee: here those are an offset, which is where the
 * node's id says, and a block; and where a run ends. Within a block nothing is searched, no far end
 * depends on the one before, and most neighbours are near, since one unit's symbols get their ids
 * together.
 */
final class EdgePage {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** The kinds from this number on share a run. */
  static final int RARE_KIND = 15;

  private static final int RARE = 1 << RARE_KIND;

  /** In the kinds of a block: its ends are wide. In an end: far ends are stored whole. */
  static final int WIDE = 1;

  static final int OFFSET_WIDTH_AT = 1;
  static final int OFFSETS_AT = 2;
  static final int KINDS_BYTES = Short.BYTES;
  static final int PADDING = Integer.BYTES - Short.BYTES;
  static final int RARE_EDGE_BYTES = Short.BYTES + Integer.BYTES;

  private EdgePage() {}

  /** Returns where the block of a node begins. */
  static int block(byte[] page, int node) {
    int local = node & Paging.LOCAL_MASK;
    return page[OFFSET_WIDTH_AT] == Short.BYTES
        ? (short) SHORT.get(page, OFFSETS_AT + Short.BYTES * local) & 0xFFFF
        : (int) INT.get(page, OFFSETS_AT + Integer.BYTES * local);
  }

  /** Returns the kinds of a block. */
  static int kinds(byte[] page, int block) {
    return (short) SHORT.get(page, block) & 0xFFFF;
  }

  /** Returns which of a block's runs is that of a kind's bit, from 0. */
  static int rank(int kinds, int bit) {
    return Integer.bitCount(kinds & (bit - 1) & ~WIDE);
  }

  /** Returns the end of a run, as it is stored. */
  static int end(byte[] page, int block, int kinds, int rank) {
    return (kinds & WIDE) == 0
        ? (short) SHORT.get(page, block + KINDS_BYTES + Short.BYTES * rank) & 0xFFFF
        : (int) INT.get(page, block + KINDS_BYTES + Integer.BYTES * rank);
  }

  /** Returns where a run begins. */
  static int begin(byte[] page, int block, int kinds, int rank) {
    if (rank > 0) {
      return block + bytes(end(page, block, kinds, rank - 1));
    }
    int width = (kinds & WIDE) == 0 ? Short.BYTES : Integer.BYTES;
    return block + KINDS_BYTES + width * Integer.bitCount(kinds & ~WIDE);
  }

  /** Returns how many bytes an end is behind the block's beginning. */
  static int bytes(int end) {
    return end & ~WIDE;
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
    EdgeCursor cursor = new EdgeCursor(page, node, chosen.bits());
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
    int block = block(page, node);
    int kinds = kinds(page, block);
    int hits = kinds & chosen.bits();
    if (hits == 0) {
      cursor.clear();
      return true;
    }
    if ((hits & RARE) != 0) {
      cursor.clear();
      return visit(page, node, chosen, cursor.copier());
    }
    int bit = hits & -hits;
    int rank = rank(kinds, bit);
    int end = end(page, block, kinds, rank);
    cursor.lend(
        chosen.kind(Integer.numberOfTrailingZeros(bit)),
        page,
        begin(page, block, kinds, rank),
        block + bytes(end),
        width(end),
        base(end, node));
    if (hits != bit) {
      lendMore(page, node, hits ^ bit, chosen, cursor);
    }
    return true;
  }

  private static void lendMore(
      byte[] page, int node, int bits, ChosenKinds chosen, NeighborCursor cursor) {
    int block = block(page, node);
    int kinds = kinds(page, block);
    for (int left = bits; left != 0; left &= left - 1) {
      int bit = left & -left;
      int rank = rank(kinds, bit);
      int end = end(page, block, kinds, rank);
      cursor.lendMore(
          chosen.kind(Integer.numberOfTrailingZeros(bit)),
          begin(page, block, kinds, rank),
          block + bytes(end),
          width(end),
          base(end, node));
    }
  }

  // Both without a branch, which nobody could foresee.

  private static int width(int end) {
    return Short.BYTES << (end & WIDE);
  }

  /** What is added to far ends: nothing where they are whole. */
  private static int base(int end, int node) {
    return node & ((end & WIDE) - 1);
  }

  /** Returns whether an edge is there. O(log of the node's edges of the kind). */
  static boolean contains(byte[] page, int node, int kind, int far) {
    int block = block(page, node);
    int kinds = kinds(page, block);
    int bit = ChosenKinds.bit(kind);
    if ((kinds & bit) == 0) {
      return false;
    }
    if (kind >= RARE_KIND) {
      return rareContains(page, node, kind, far);
    }
    int rank = rank(kinds, bit);
    int begin = begin(page, block, kinds, rank);
    int end = end(page, block, kinds, rank);
    boolean isWhole = (end & WIDE) != 0;
    int width = isWhole ? Integer.BYTES : Short.BYTES;
    int low = 0;
    int high = (block + bytes(end) - begin) / width - 1;
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
