package dev.keygraph.hot;

import java.util.Arrays;

/** Builds {@link EdgePage}s from edges in the order of their keys; may be used again and again. */
final class EdgePageBuilder {
  private final int[] offsets = new int[Paging.PAGE_NODES];
  private byte[] blocks = new byte[1024];
  private int end;

  private int node;
  private byte[] kinds = new byte[16];
  private int[] fars = new int[16];
  private int size;

  /** Begins a page. */
  void begin(int page) {
    Arrays.fill(offsets, 0);
    end = EdgePage.KINDS_BYTES;
    EdgePage.SHORT.set(blocks, 0, (short) 0);
    node = page << Paging.PAGE_BITS;
    size = 0;
  }

  /** Adds an edge of a node of the page; edges ascend by node, kind number and far end. */
  void add(int near, int kind, int far) {
    if (near != node) {
      endBlock();
      node = near;
    }
    if (size == fars.length) {
      fars = Arrays.copyOf(fars, size * 2);
      kinds = Arrays.copyOf(kinds, size * 2);
    }
    kinds[size] = (byte) kind;
    fars[size++] = far;
  }

  private void endBlock() {
    if (size == 0) {
      return;
    }
    int block = end;
    offsets[node & Paging.LOCAL_MASK] = block;
    if (!putBlock(block, Byte.BYTES)) {
      putBlock(block, Integer.BYTES);
    }
    size = 0;
  }

  /** Returns false if the starts are too narrow. */
  private boolean putBlock(int block, int startWidth) {
    int bits = startWidth == Byte.BYTES ? 0 : EdgePage.WIDE_STARTS;
    for (int i = 0; i < size; i++) {
      bits |= ChosenKinds.bit(kinds[i] & 0xFF);
    }
    int start = block + EdgePage.KINDS_BYTES;
    end = start + Integer.bitCount(bits & ~EdgePage.WIDE_STARTS) * startWidth;
    reserve(0);
    EdgePage.SHORT.set(blocks, block, (short) bits);
    int begin = 0;
    while (begin < size) {
      int bit = ChosenKinds.bit(kinds[begin] & 0xFF);
      int runEnd = begin + 1;
      while (runEnd < size && ChosenKinds.bit(kinds[runEnd] & 0xFF) == bit) {
        runEnd++;
      }
      if (startWidth == Integer.BYTES) {
        EdgePage.INT.set(blocks, start, end - block);
      } else if (end - block > 0xFF) {
        return false;
      } else {
        blocks[start] = (byte) (end - block);
      }
      start += startWidth;
      if (bit == 1 << EdgePage.RARE_KIND) {
        putRareRun(begin, runEnd);
      } else {
        putRun(begin, runEnd);
      }
      begin = runEnd;
    }
    return true;
  }

  private void putRun(int from, int to) {
    int count = to - from;
    int first = EdgePage.zigzag(fars[from] - node);
    int greatest = 0;
    for (int i = from + 1; i < to; i++) {
      greatest |= fars[i] - fars[i - 1];
    }
    int firstWidth = width(first);
    int otherWidth = width(greatest);
    reserve(1 + 2L * Integer.BYTES + (long) count * otherWidth);
    int shortCount = Math.min(count, EdgePage.LONG_COUNT);
    blocks[end++] = (byte) ((firstWidth - 1) | ((otherWidth - 1) << 2) | ((shortCount - 1) << 4));
    if (shortCount == EdgePage.LONG_COUNT) {
      EdgePage.INT.set(blocks, end, count);
      end += Integer.BYTES;
    }
    // Each writes 4 bytes, and the next one writes over what was too many.
    EdgePage.INT.set(blocks, end, first);
    end += firstWidth;
    for (int i = from + 1; i < to; i++) {
      EdgePage.INT.set(blocks, end, fars[i] - fars[i - 1]);
      end += otherWidth;
    }
  }

  private void putRareRun(int from, int to) {
    reserve(Integer.BYTES + (long) EdgePage.RARE_EDGE_BYTES * (to - from));
    EdgePage.INT.set(blocks, end, to - from);
    end += Integer.BYTES;
    for (int i = from; i < to; i++) {
      blocks[end] = kinds[i];
      EdgePage.INT.set(blocks, end + 1, fars[i]);
      end += EdgePage.RARE_EDGE_BYTES;
    }
  }

  private static int width(int number) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(number | 1) + 7) / Byte.SIZE;
  }

  /** Makes room behind the end. */
  private void reserve(long more) {
    long needed = end + more + Integer.BYTES;
    if (needed > blocks.length) {
      long doubled = Math.min(Integer.MAX_VALUE - 16, blocks.length * 2L);
      blocks = Arrays.copyOf(blocks, Math.toIntExact(Math.max(needed, doubled)));
    }
  }

  /** Ends the page and returns it. */
  byte[] build() {
    endBlock();
    int narrow = EdgePage.OFFSETS_AT + Short.BYTES * Paging.PAGE_NODES;
    boolean isNarrow = narrow + end <= 0xFFFF;
    int base = isNarrow ? narrow : EdgePage.OFFSETS_AT + Integer.BYTES * Paging.PAGE_NODES;
    byte[] page = new byte[Math.addExact(base + EdgePage.PADDING, end)];
    page[0] = (byte) (isNarrow ? Short.BYTES : Integer.BYTES);
    for (int i = 0; i < Paging.PAGE_NODES; i++) {
      if (isNarrow) {
        int at = EdgePage.OFFSETS_AT + Short.BYTES * i;
        EdgePage.SHORT.set(page, at, (short) (base + offsets[i]));
      } else {
        EdgePage.INT.set(page, EdgePage.OFFSETS_AT + Integer.BYTES * i, base + offsets[i]);
      }
    }
    System.arraycopy(blocks, 0, page, base, end);
    return page;
  }
}
