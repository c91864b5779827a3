package dev.keygraph.hot;

/** Reads the edges of one node of an {@link EdgePage}, one by one, by kind and far end. */
final class EdgeCursor {
  /** All kinds, as bits. */
  static final int ALL = 0xFFFF;

  private final byte[] page;
  private final int node;
  private final int kinds;
  private int bitsLeft;
  private int at;
  private int end;
  private int width;
  private int kind;
  private int far;

  /**
   * A cursor before the first edge.
   *
   * @param bits the {@linkplain ChosenKinds#bits() bits} of the kinds whose runs are read
   */
  EdgeCursor(byte[] page, int node, int bits) {
    this.page = page;
    this.node = node;
    kinds = EdgePage.kinds(page, node);
    bitsLeft = kinds & bits;
  }

  /** Moves to the next edge; false if there is none. */
  boolean next() {
    if (at == end) {
      if (bitsLeft == 0) {
        return false;
      }
      int bit = bitsLeft & -bitsLeft;
      bitsLeft ^= bit;
      begin(bit);
    }
    if (width == Short.BYTES) {
      far = EdgePage.near(page, at, node);
    } else if (width == Integer.BYTES) {
      far = EdgePage.whole(page, at);
    } else {
      kind = page[at] & 0xFF;
      far = EdgePage.whole(page, at + Short.BYTES);
    }
    at += width;
    return true;
  }

  private void begin(int bit) {
    int rank = EdgePage.rank(kinds, bit);
    int stored = EdgePage.end(page, node, kinds, rank);
    at = EdgePage.begin(page, node, kinds, rank);
    end = EdgePage.place(stored);
    kind = Integer.numberOfTrailingZeros(bit);
    if (kind == EdgePage.RARE_KIND) {
      width = EdgePage.RARE_EDGE_BYTES;
    } else {
      width = (stored & EdgePage.WHOLE) != 0 ? Integer.BYTES : Short.BYTES;
    }
  }

  /** Returns the number of the current edge's kind. */
  int kind() {
    return kind;
  }

  /** Returns where the current edge leads. */
  int far() {
    return far;
  }
}
