package dev.keygraph.hot;

/**
 * What became of an edge, packed into a number: node within its page, kind, far end, and whether
 * the edge is there. Changes of one page ascend in the order of edges.
 */
final class EdgeChange {
  private static final int FAR_BITS = 31;
  private static final int KIND_BITS = 8;

  private EdgeChange() {}

  static long of(int local, int kind, int far, boolean present) {
    return (edge(local, kind, far) << 1) | (present ? 1 : 0);
  }

  /** Packs an edge alone. */
  static long edge(int local, int kind, int far) {
    return ((((long) local << KIND_BITS) | kind) << FAR_BITS) | far;
  }

  /** Returns the edge of a change, packed. */
  static long edge(long change) {
    return change >>> 1;
  }

  static boolean present(long change) {
    return (change & 1) != 0;
  }

  static int local(long change) {
    return (int) (change >>> (KIND_BITS + FAR_BITS + 1));
  }

  static int kind(long change) {
    return (int) (change >>> (FAR_BITS + 1)) & 0xFF;
  }

  static int far(long change) {
    return (int) (change >>> 1) & Integer.MAX_VALUE;
  }

  /** Returns the index of the first change of a node within its page, or of a later one. */
  static int indexOf(long[] changes, int local) {
    long wanted = of(local, 0, 0, false);
    int low = 0;
    int high = changes.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes[middle] < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Merges two lists of changes; where both speak of an edge, the later one counts. */
  static long[] merge(long[] earlier, long[] later) {
    long[] merged = new long[earlier.length + later.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < earlier.length || j < later.length) {
      if (j == later.length || (i < earlier.length && edge(earlier[i]) < edge(later[j]))) {
        merged[size++] = earlier[i++];
      } else {
        if (i < earlier.length && edge(earlier[i]) == edge(later[j])) {
          i++;
        }
        merged[size++] = later[j++];
      }
    }
    return size == merged.length ? merged : java.util.Arrays.copyOf(merged, size);
  }
}
