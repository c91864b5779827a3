package dev.keygraph.hot;

import java.util.Arrays;

/** Builds {@link EdgePage}s from edges in the order of their keys; may be used again and again. */
final class EdgePageBuilder {
  private final int[] offsets = new int[EdgePage.OFFSETS];
  private byte[] runs = new byte[512];
  private int runsEnd;
  private int firstNode;
  private int nodes;
  private int node;
  private int kind;
  private int[] fars = new int[16];
  private int count;

  /** Begins a page. */
  void begin(int page) {
    firstNode = page << Paging.PAGE_BITS;
    runsEnd = 0;
    nodes = 0;
    count = 0;
    node = firstNode;
    kind = -1;
  }

  /** Adds an edge of a node of the page; edges ascend by node, kind number and far end. */
  void add(int near, int kindNumber, int far) {
    if (near != node || kindNumber != kind) {
      endRun();
      node = near;
      kind = kindNumber;
    }
    if (count == fars.length) {
      fars = Arrays.copyOf(fars, count * 2);
    }
    fars[count++] = far;
  }

  private void endRun() {
    if (count == 0) {
      return;
    }
    beginNode(node & Paging.LOCAL_MASK);
    int first = EdgePage.zigzag(fars[0] - node);
    int greatest = 0;
    for (int i = 1; i < count; i++) {
      greatest |= fars[i] - fars[i - 1];
    }
    int firstWidth = width(first);
    int otherWidth = width(greatest);
    reserve(6 + 4 + (long) count * otherWidth + EdgePage.PADDING);
    boolean isLong = count >= EdgePage.LONG_COUNT;
    int shortCount = isLong ? EdgePage.LONG_COUNT : count;
    runs[runsEnd++] = (byte) kind;
    runs[runsEnd++] = (byte) (firstWidth - 1 | otherWidth - 1 << 2 | shortCount - 1 << 4);
    if (isLong) {
      EdgePage.INT.set(runs, runsEnd, count);
      runsEnd += Integer.BYTES;
    }
    // Each writes 4 bytes, and the next one writes over what was too many.
    EdgePage.INT.set(runs, runsEnd, first);
    runsEnd += firstWidth;
    for (int i = 1; i < count; i++) {
      EdgePage.INT.set(runs, runsEnd, fars[i] - fars[i - 1]);
      runsEnd += otherWidth;
    }
    count = 0;
  }

  private static int width(int number) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(number | 1) + 7) / Byte.SIZE;
  }

  private void beginNode(int local) {
    while (nodes <= local) {
      offsets[nodes++] = runsEnd;
    }
  }

  private void reserve(long more) {
    long needed = runsEnd + more;
    if (needed > runs.length) {
      long doubled = Math.min(Integer.MAX_VALUE - 16, runs.length * 2L);
      runs = Arrays.copyOf(runs, Math.toIntExact(Math.max(needed, doubled)));
    }
  }

  /** Ends the page and returns it. */
  byte[] build() {
    endRun();
    beginNode(Paging.PAGE_NODES);
    int shortBase = EdgePage.OFFSETS_AT + Short.BYTES * EdgePage.OFFSETS;
    boolean isShort = shortBase + runsEnd <= 0xFFFF;
    int base = isShort ? shortBase : EdgePage.OFFSETS_AT + Integer.BYTES * EdgePage.OFFSETS;
    byte[] page = new byte[base + runsEnd + EdgePage.PADDING];
    page[0] = (byte) (isShort ? Short.BYTES : Integer.BYTES);
    for (int i = 0; i < EdgePage.OFFSETS; i++) {
      if (isShort) {
        EdgePage.SHORT.set(
            page, EdgePage.OFFSETS_AT + Short.BYTES * i, (short) (base + offsets[i]));
      } else {
        EdgePage.INT.set(page, EdgePage.OFFSETS_AT + Integer.BYTES * i, base + offsets[i]);
      }
    }
    System.arraycopy(runs, 0, page, base, runsEnd);
    return page;
  }
}
