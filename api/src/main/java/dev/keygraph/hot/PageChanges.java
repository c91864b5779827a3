package dev.keygraph.hot;

import java.util.Arrays;

/**
 * What one commit changes of what pages are about, in the order in which it happens: where two
 * changes speak of the same edge or node, the later one counts. Used by one thread.
 */
public final class PageChanges {
  /** More changes of one page than this are not worth to be carried along. */
  private static final int MANY = 1 << 12;

  private static final int INDEX_BITS = Long.SIZE - 1 - 44;

  private int[] froms = new int[64];
  private int[] tos = new int[64];
  private short[] kinds = new short[64];
  private int edges;
  private int[] ids = new int[16];
  private short[] idKinds = new short[16];
  private int nodes;

  /** Notes that an edge is there after the commit, or not. */
  public void edge(int from, int kind, int to, boolean present) {
    if (edges == froms.length) {
      froms = Arrays.copyOf(froms, edges * 2);
      tos = Arrays.copyOf(tos, edges * 2);
      kinds = Arrays.copyOf(kinds, edges * 2);
    }
    froms[edges] = from;
    tos[edges] = to;
    kinds[edges++] = (short) ((kind << 1) | (present ? 1 : 0));
  }

  /** Notes that a node is there after the commit, and its kind. */
  public void node(int node, int kind) {
    note(node, kind);
  }

  /** Notes that a node is not there after the commit. */
  public void removedNode(int node) {
    note(node, NodePage.ABSENT);
  }

  private void note(int node, int kind) {
    if (nodes == ids.length) {
      ids = Arrays.copyOf(ids, nodes * 2);
      idKinds = Arrays.copyOf(idKinds, nodes * 2);
    }
    ids[nodes] = node;
    idKinds[nodes++] = (short) kind;
  }

  /** Is told of one page's changes of edges. */
  interface EdgeSink {
    /**
     * Takes the changes of a page.
     *
     * @param changes {@link EdgeChange}s, ascending; none if there are too many to be carried along
     */
    void accept(int page, long[] changes);
  }

  /** Passes on the changes of edges, page by page. */
  void forEachPage(PageFamily family, EdgeSink sink) {
    int[] nears = family == PageFamily.FORWARD ? froms : tos;
    int[] fars = family == PageFamily.FORWARD ? tos : froms;
    long[] order = order(nears, edges);
    int begin = 0;
    while (begin < edges) {
      int page = page(order[begin]);
      int end = begin + 1;
      while (end < edges && page(order[end]) == page) {
        end++;
      }
      sink.accept(page, end - begin > MANY ? new long[0] : changes(order, begin, end, nears, fars));
      begin = end;
    }
  }

  private static long[] order(int[] nears, int count) {
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = ((long) (nears[i] >>> Paging.PAGE_BITS) << Integer.SIZE) | i;
    }
    Arrays.sort(order);
    return order;
  }

  private static int page(long order) {
    return (int) (order >>> Integer.SIZE);
  }

  private long[] changes(long[] order, int begin, int end, int[] nears, int[] fars) {
    long[] sorted = new long[end - begin];
    for (int i = begin; i < end; i++) {
      int index = (int) order[i];
      int local = nears[index] & Paging.LOCAL_MASK;
      sorted[i - begin] =
          (EdgeChange.edge(local, kinds[index] >> 1, fars[index]) << INDEX_BITS) | (i - begin);
    }
    Arrays.sort(sorted);
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      long edge = sorted[i] >>> INDEX_BITS;
      boolean isLast = i + 1 == sorted.length || sorted[i + 1] >>> INDEX_BITS != edge;
      if (isLast) {
        int index = (int) order[begin + (int) (sorted[i] & ((1L << INDEX_BITS) - 1))];
        sorted[size++] = (edge << 1) | (kinds[index] & 1);
      }
    }
    return Arrays.copyOf(sorted, size);
  }

  /** Is told of one page's nodes. */
  interface NodeSink {
    /** Takes the nodes of a page that changed: those whose indexes are from begin to end. */
    void accept(int page, int[] indexes);
  }

  /** Passes on the changed nodes, page by page, in the order in which they changed. */
  void forEachNodePage(NodeSink sink) {
    long[] order = order(ids, nodes);
    int begin = 0;
    while (begin < nodes) {
      int page = page(order[begin]);
      int end = begin + 1;
      while (end < nodes && page(order[end]) == page) {
        end++;
      }
      int[] indexes = new int[end - begin];
      for (int i = begin; i < end; i++) {
        indexes[i - begin] = (int) order[i];
      }
      sink.accept(page, indexes);
      begin = end;
    }
  }

  /** Writes the changes of nodes into a page. */
  void write(int[] indexes, byte[] page) {
    for (int index : indexes) {
      NodePage.set(page, ids[index], idKinds[index]);
    }
  }
}
