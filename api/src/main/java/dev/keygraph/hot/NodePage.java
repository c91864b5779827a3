package dev.keygraph.hot;

import java.util.Arrays;

/**
 * The layout of a page that says which of {@link Paging#PAGE_NODES} neighbouring ids belong to
 * nodes, and of what kind: its {@link PageHeat}, a set of bits, little-endian, and the number of
 * each one's kind.
 */
final class NodePage {
  /** What {@link #kind} returns for an id without a node. */
  static final int ABSENT = -1;

  private static final int BITS_AT = PageHeat.HEAT_AT + 1;
  private static final int KINDS_AT = BITS_AT + Paging.PAGE_NODES / Byte.SIZE;

  private NodePage() {}

  /** Returns a page without nodes. */
  static byte[] empty() {
    return new byte[KINDS_AT + Paging.PAGE_NODES];
  }

  /** Returns the number of a node's kind, or {@link #ABSENT}. */
  static int kind(byte[] page, int node) {
    int local = node & Paging.LOCAL_MASK;
    return (page[BITS_AT + (local >> 3)] & (1 << (local & 7))) == 0
        ? ABSENT
        : page[KINDS_AT + local] & 0xFF;
  }

  /** Notes a node's kind, or {@link #ABSENT}, in a page that nobody else sees yet. */
  static void set(byte[] page, int node, int kind) {
    int local = node & Paging.LOCAL_MASK;
    int bit = 1 << (local & 7);
    if (kind == ABSENT) {
      page[BITS_AT + (local >> 3)] &= (byte) ~bit;
      page[KINDS_AT + local] = 0;
    } else {
      page[BITS_AT + (local >> 3)] |= (byte) bit;
      page[KINDS_AT + local] = (byte) kind;
    }
  }

  /** Returns a copy that may be changed. */
  static byte[] copy(byte[] page) {
    return Arrays.copyOf(page, page.length);
  }
}
