package dev.keygraph.hot;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NeighborVisitor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a page of edges, in one direction, of {@link Paging#PAGE_NODES} neighbouring nodes.
 * Numbers are little-endian, and need not be aligned.
 *
 * <pre>
 * width of an offset   u8: 2 or 4
 * offsets              of each node's edges, and of the end of the last one's
 * runs                 of each node, by ascending number of the edge kind:
 *   kind               u8
 *   header             u8: width of the first far end - 1 (2 bits), width of the others - 1 (2 bits),
 *                      count - 1, or 15 (4 bits)
 *   count              u32, only after 15
 *   first far end      the node's id taken away, zigzag
 *   other far ends     the one before taken away
 * padding              3 bytes, so that 4 may be read wherever a number is
 * </pre>
 *
 * One width for all numbers of a run keeps decoding free of branches that depend on data, and lets
 * runs of other kinds be passed over at once.
 */
final class EdgePage {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** What the count of a run is at least that does not fit into its header. */
  static final int LONG_COUNT = 16;

  static final int PADDING = Integer.BYTES - 1;
  static final int OFFSETS_AT = 1;
  static final int OFFSETS = Paging.PAGE_NODES + 1;

  private EdgePage() {}

  /** Returns where the runs of a node begin; of the number behind the last, where they end. */
  static int begin(byte[] page, int local) {
    return page[0] == Short.BYTES
        ? (short) SHORT.get(page, OFFSETS_AT + Short.BYTES * local) & 0xFFFF
        : (int) INT.get(page, OFFSETS_AT + Integer.BYTES * local);
  }

  static int firstWidth(byte header) {
    return (header & 3) + 1;
  }

  static int otherWidth(byte header) {
    return (header >> 2 & 3) + 1;
  }

  static int shortCount(byte header) {
    return (header >> 4 & 15) + 1;
  }

  /** Returns a mask of the low {@code width} bytes. */
  static int mask(int width) {
    return -1 >>> (Integer.SIZE - Byte.SIZE * width);
  }

  static int zigzag(int difference) {
    return difference << 1 ^ difference >> 31;
  }

  static int unzigzag(int code) {
    return code >>> 1 ^ -(code & 1);
  }

  /**
   * Visits the edges of a node, by kind and far end. Allocates nothing.
   *
   * @param chosen by number, the kinds to visit
   * @return {@code false} if the visitor ended it
   */
  static boolean visit(
      byte[] page, int node, @Nullable EdgeKind[] chosen, NeighborVisitor visitor) {
    int local = node & Paging.LOCAL_MASK;
    int at = begin(page, local);
    int end = begin(page, local + 1);
    while (at < end) {
      EdgeKind kind = chosen[page[at] & 0xFF];
      byte header = page[at + 1];
      at += 2;
      int count = shortCount(header);
      if (count == LONG_COUNT) {
        count = (int) INT.get(page, at);
        at += Integer.BYTES;
      }
      int width = otherWidth(header);
      int behind = at + firstWidth(header) + (count - 1) * width;
      if (kind != null) {
        int far = node + unzigzag((int) INT.get(page, at) & mask(firstWidth(header)));
        if (!visitor.visit(far, kind)) {
          return false;
        }
        int mask = mask(width);
        for (at += firstWidth(header); at < behind; at += width) {
          far += (int) INT.get(page, at) & mask;
          if (!visitor.visit(far, kind)) {
            return false;
          }
        }
      }
      at = behind;
    }
    return true;
  }

  /** Returns whether an edge is there. O(the node's edges of that kind). */
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
