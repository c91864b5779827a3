package dev.keygraph.hot;

/** Reads the edges of one node of an {@link EdgePage}, one by one. */
final class EdgeCursor {
  private final byte[] page;
  private final int node;
  private final int end;
  private int at;
  private int left;
  private int width;
  private int kind;
  private int far;

  EdgeCursor(byte[] page, int node) {
    int local = node & Paging.LOCAL_MASK;
    this.page = page;
    this.node = node;
    this.at = EdgePage.begin(page, local);
    this.end = EdgePage.begin(page, local + 1);
  }

  /** Moves to the next edge; false if there is none. */
  boolean next() {
    if (left > 0) {
      left--;
      far += (int) EdgePage.INT.get(page, at) & EdgePage.mask(width);
      at += width;
      return true;
    }
    if (at == end) {
      return false;
    }
    kind = page[at] & 0xFF;
    byte header = page[at + 1];
    at += 2;
    left = EdgePage.shortCount(header) - 1;
    if (left + 1 == EdgePage.LONG_COUNT) {
      left = (int) EdgePage.INT.get(page, at) - 1;
      at += Integer.BYTES;
    }
    width = EdgePage.otherWidth(header);
    int firstWidth = EdgePage.firstWidth(header);
    int code = (int) EdgePage.INT.get(page, at) & EdgePage.mask(firstWidth);
    far = node + EdgePage.unzigzag(code);
    at += firstWidth;
    return true;
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
