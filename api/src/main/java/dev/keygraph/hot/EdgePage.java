package dev.keygraph.hot;

import dev.keygraph.graph.NeighborVisitor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The layout of a page of edges, in one direction, of {@link Paging#PAGE_NODES} neighbouring nodes.
 * Numbers are little-endian, and need not be aligned.
 *
 * <pre>
 * width of offsets   u8: 2 or 4
 * offsets            of each node's block, from the page's beginning
 * no edges           u16: 0, the block of all nodes without edges
 * blocks             of each other node:
 *   kinds            u16: a bit for each kind of its edges, by the kind's number; bit 15 for all
 *                    kinds from 15 on; bit 0 says that starts are u32, and not u8
 *   starts           of the run of each of those bits, from the block's beginning
 *   runs             of each of those bits:
 *     header         u8: width of the first far end - 1 (2 bits), width of the others - 1 (2 bits),
 *                    count - 1, or 15 (4 bits)
 *     count          u32, only after 15
 *     first far end  the node's id taken away, zigzag
 *     others         the one before taken away
 * padding            3 bytes, so that 4 may be read wherever a number is
 * </pre>
 *
 * The run of bit 15 has a count, u32, and of each edge its kind, u8, and far end, u32.
 *
 * <p>What a step costs is the lines of the processor's cache that it has to wait for, one after the
 * other: here that is an offset, which is where the node's id says, and a block. Within a block
 * nothing is searched, and all numbers of a run have one width, since a branch that depends on data
 * costs more than a few bytes do.
 */
final class EdgePage {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** What the count of a run is at least that does not fit into its header. */
  static final int LONG_COUNT = 16;

  /** The kinds from this number on share a run. */
  static final int RARE_KIND = 15;

  static final int WIDE_STARTS = 1;
  static final int OFFSETS_AT = 1;
  static final int KINDS_BYTES = Short.BYTES;
  static final int RARE_EDGE_BYTES = 1 + Integer.BYTES;
  static final int PADDING = Integer.BYTES - 1;

  private EdgePage() {}

  /** Returns where the block of a node begins. */
  static int block(byte[] page, int node) {
    int local = node & Paging.LOCAL_MASK;
    return page[0] == Short.BYTES
        ? (short) SHORT.get(page, OFFSETS_AT + Short.BYTES * local) & 0xFFFF
        : (int) INT.get(page, OFFSETS_AT + Integer.BYTES * local);
  }

  /** Returns the kinds of a block. */
  static int kinds(byte[] page, int block) {
    return (short) SHORT.get(page, block) & 0xFFFF;
  }

  /** Returns where a run of a block begins, by the bit of its kind. */
  static int run(byte[] page, int block, int kinds, int bit) {
    int rank = Integer.bitCount(kinds & (bit - 1) & ~WIDE_STARTS);
    return block
        + ((kinds & WIDE_STARTS) == 0
            ? page[block + KINDS_BYTES + rank] & 0xFF
            : (int) INT.get(page, block + KINDS_BYTES + Integer.BYTES * rank));
  }

  static int firstWidth(byte header) {
    return (header & 3) + 1;
  }

  static int otherWidth(byte header) {
    return ((header >> 2) & 3) + 1;
  }

  static int shortCount(byte header) {
    return ((header >> 4) & 15) + 1;
  }

  /** Returns a mask of the low {@code width} bytes. */
  static int mask(int width) {
    return -1 >>> (Integer.SIZE - Byte.SIZE * width);
  }

  static int zigzag(int difference) {
    return (difference << 1) ^ (difference >> 31);
  }

  static int unzigzag(int code) {
    return (code >>> 1) ^ -(code & 1);
  }

  /**
   * Visits the edges of a node, by kind and far end. Allocates nothing.
   *
   * @return {@code false} if the visitor ended it
   */
  static boolean visit(byte[] page, int node, ChosenKinds chosen, NeighborVisitor visitor) {
    int block = block(page, node);
    int kinds = kinds(page, block);
    int hits = kinds & chosen.bits();
    while (hits != 0) {
      int bit = hits & -hits;
      hits ^= bit;
      int run = run(page, block, kinds, bit);
      boolean more =
          bit == 1 << RARE_KIND
              ? visitRare(page, run, chosen, visitor)
              : visitRun(page, run, node, chosen, Integer.numberOfTrailingZeros(bit), visitor);
      if (!more) {
        return false;
      }
    }
    return true;
  }

  private static boolean visitRun(
      byte[] page, int run, int node, ChosenKinds chosen, int kind, NeighborVisitor visitor) {
    byte header = page[run];
    int at = run + 1;
    int left = shortCount(header);
    if (left == LONG_COUNT) {
      left = (int) INT.get(page, at);
      at += Integer.BYTES;
    }
    int width = firstWidth(header);
    int far = node + unzigzag((int) INT.get(page, at) & mask(width));
    at += width;
    width = otherWidth(header);
    int mask = mask(width);
    while (visitor.visit(far, chosen.kind(kind))) {
      if (--left == 0) {
        return true;
      }
      far += (int) INT.get(page, at) & mask;
      at += width;
    }
    return false;
  }

  private static boolean visitRare(
      byte[] page, int run, ChosenKinds chosen, NeighborVisitor visitor) {
    int left = (int) INT.get(page, run);
    int at = run + Integer.BYTES;
    while (left-- > 0) {
      int kind = page[at] & 0xFF;
      if (chosen.has(kind) && !visitor.visit((int) INT.get(page, at + 1), chosen.kind(kind))) {
        return false;
      }
      at += RARE_EDGE_BYTES;
    }
    return true;
  }

  /** Returns whether an edge is there. O(the node's edges). */
  static boolean contains(byte[] page, int node, int kind, int far) {
    EdgeCursor cursor = new EdgeCursor(page, node);
    while (cursor.next()) {
      if (cursor.kind() == kind && cursor.far() == far) {
        return true;
      }
    }
    return false;
  }
}
