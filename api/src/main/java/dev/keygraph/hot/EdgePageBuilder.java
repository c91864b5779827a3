package dev.keygraph.hot;

import java.util.Arrays;

/** Builds {@link EdgePage}s from edges in the order of their keys; may be used again and again. */
final class EdgePageBuilder {
  /** The records of nodes, whose places are from the beginning of the blocks. */
  private final int[] records = new int[EdgePage.RECORD_NUMBERS * Paging.PAGE_NODES + 1];

  private int recordNumbers;
  private byte[] blocks = new byte[1024];
  private int end;

  /** {@link EdgePage#WHOLE} where the last run of the last block is stored so. */
  private int lastWhole;

  private int node;
  private byte[] kinds = new byte[16];
  private int[] fars = new int[16];
  private int size;

  /** Begins a page. */
  void begin(int page) {
    recordNumbers = 0;
    end = 0;
    lastWhole = 0;
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
    recordNodesBefore(node & Paging.LOCAL_MASK);
    final int block = end;
    final int wholeBefore = lastWhole;
    int bits = 0;
    for (int i = 0; i < size; i++) {
      bits |= ChosenKinds.bit(kinds[i] & 0xFF);
    }
    int runs = Integer.bitCount(bits);
    int head = EdgePage.END_BYTES * EdgePage.inner(runs);
    reserve(head);
    end += head;
    int begin = 0;
    int firstEnd = 0;
    for (int run = 0; run < runs; run++) {
      int bit = ChosenKinds.bit(kinds[begin] & 0xFF);
      int runEnd = begin + 1;
      while (runEnd < size && ChosenKinds.bit(kinds[runEnd] & 0xFF) == bit) {
        runEnd++;
      }
      lastWhole = putRun(begin, runEnd, bit == 1 << EdgePage.RARE_KIND) ? EdgePage.WHOLE : 0;
      if (run == 0) {
        firstEnd = end | lastWhole;
      } else if (run < runs - 1) {
        int at = block + EdgePage.END_BYTES * (run - 1);
        EdgePage.INT.set(blocks, at, (end - block) | lastWhole);
      }
      begin = runEnd;
    }
    record(block | wholeBefore, bits, firstEnd);
    size = 0;
  }

  /** Adds the records of the nodes without edges before one. */
  private void recordNodesBefore(int local) {
    while (recordNumbers < EdgePage.RECORD_NUMBERS * local) {
      record(end | lastWhole, 0, end);
    }
  }

  private void record(int begin, int bits, int firstEnd) {
    records[recordNumbers++] = begin;
    records[recordNumbers++] = bits;
    records[recordNumbers++] = firstEnd;
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
    recordNodesBefore(Paging.PAGE_NODES);
    records[recordNumbers++] = end | lastWhole;
    boolean isNarrow = EdgePage.blocksAt(Short.BYTES) + end <= 0xFFFF;
    int width = isNarrow ? Short.BYTES : Integer.BYTES;
    int base = EdgePage.blocksAt(width);
    byte[] page = new byte[Math.addExact(base + EdgePage.PADDING, end)];
    page[EdgePage.WIDTH_AT] = (byte) width;
    for (int i = 0; i < records.length; i++) {
      int number = i % EdgePage.RECORD_NUMBERS == EdgePage.KINDS ? records[i] : base + records[i];
      int at = EdgePage.RECORDS_AT + width * i;
      if (isNarrow) {
        EdgePage.SHORT.set(page, at, (short) number);
      } else {
        EdgePage.INT.set(page, at, number);
      }
    }
    System.arraycopy(blocks, 0, page, base, end);
    return page;
  }
}
