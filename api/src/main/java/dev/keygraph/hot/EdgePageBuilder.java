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
    if (!putBlock(block, Short.BYTES)) {
      putBlock(block, Integer.BYTES);
    }
    size = 0;
  }

  /** Returns false if the ends are too narrow. */
  private boolean putBlock(int block, int endWidth) {
    int bits = endWidth == Short.BYTES ? 0 : EdgePage.WIDE;
    for (int i = 0; i < size; i++) {
      bits |= ChosenKinds.bit(kinds[i] & 0xFF);
    }
    int place = block + EdgePage.KINDS_BYTES;
    int head = Integer.bitCount(bits & ~EdgePage.WIDE) * endWidth;
    reserve(EdgePage.KINDS_BYTES + head);
    EdgePage.SHORT.set(blocks, block, (short) bits);
    end = place + head;
    int begin = 0;
    while (begin < size) {
      int bit = ChosenKinds.bit(kinds[begin] & 0xFF);
      int runEnd = begin + 1;
      while (runEnd < size && ChosenKinds.bit(kinds[runEnd] & 0xFF) == bit) {
        runEnd++;
      }
      int whole = putRun(begin, runEnd, bit == 1 << EdgePage.RARE_KIND) ? EdgePage.WIDE : 0;
      int stored = (end - block) | whole;
      if (endWidth == Integer.BYTES) {
        EdgePage.INT.set(blocks, place, stored);
      } else if (stored > 0xFFFF) {
        return false;
      } else {
        EdgePage.SHORT.set(blocks, place, (short) stored);
      }
      place += endWidth;
      begin = runEnd;
    }
    return true;
  }

  /** Returns whether far ends are stored whole. */
  private boolean putRun(int from, int to, boolean rare) {
    boolean near = !rare;
    for (int i = from; near && i < to; i++) {
      int difference = fars[i] - node;
      near = difference == (short) difference;
    }
    reserve((long) EdgePage.RARE_EDGE_BYTES * (to - from));
    for (int i = from; i < to; i++) {
      if (near) {
        EdgePage.SHORT.set(blocks, end, (short) (fars[i] - node));
        end += Short.BYTES;
        continue;
      }
      if (rare) {
        EdgePage.SHORT.set(blocks, end, (short) (kinds[i] & 0xFF));
        end += Short.BYTES;
      }
      EdgePage.INT.set(blocks, end, fars[i]);
      end += Integer.BYTES;
    }
    return !near;
  }

  /** Makes room behind the end. */
  private void reserve(long more) {
    long needed = end + more;
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
    page[EdgePage.OFFSET_WIDTH_AT] = (byte) (isNarrow ? Short.BYTES : Integer.BYTES);
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
