package dev.keygraph.hot;

/** Reads the edges of one node of an {@link EdgePage}, one by one, by kind and far end. */
final class EdgeCursor {
  private final byte[] page;
  private final int node;
  private final int block;
  private final int kinds;
  private int bitsLeft;
  private int at;
  private int left;
  private int width;
  private int kind;
  private int far;
  private boolean rare;

  EdgeCursor(byte[] page, int node) {
    this.page = page;
    this.node = node;
    block = EdgePage.block(page, node);
    kinds = EdgePage.kinds(page, block);
    bitsLeft = kinds & ~EdgePage.WIDE_STARTS;
  }

  /** Moves to the next edge; false if there is none. */
  boolean next() {
    if (left == 0) {
      if (bitsLeft == 0) {
        return false;
      }
      int bit = bitsLeft & -bitsLeft;
      bitsLeft ^= bit;
      begin(EdgePage.run(page, block, kinds, bit), Integer.numberOfTrailingZeros(bit));
    } else if (!rare) {
      far += (int) EdgePage.INT.get(page, at) & EdgePage.mask(width);
      at += width;
    }
    left--;
    if (rare) {
      kind = page[at] & 0xFF;
      far = (int) EdgePage.INT.get(page, at + 1);
      at += EdgePage.RARE_EDGE_BYTES;
    }
    return true;
  }

  private void begin(int run, int newKind) {
    if (newKind == EdgePage.RARE_KIND) {
      rare = true;
      left = (int) EdgePage.INT.get(page, run);
      at = run + Integer.BYTES;
      return;
    }
    kind = newKind;
    byte header = page[run];
    at = run + 1;
    left = EdgePage.shortCount(header);
    if (left == EdgePage.LONG_COUNT) {
      left = (int) EdgePage.INT.get(page, at);
      at += Integer.BYTES;
    }
    int firstWidth = EdgePage.firstWidth(header);
    far = node + EdgePage.unzigzag((int) EdgePage.INT.get(page, at) & EdgePage.mask(firstWidth));
    at += firstWidth;
    width = EdgePage.otherWidth(header);
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
