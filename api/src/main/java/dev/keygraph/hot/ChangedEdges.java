package dev.keygraph.hot;

import dev.keygraph.graph.NeighborCursor;
import dev.keygraph.graph.NeighborVisitor;
import java.util.Arrays;

/**
 * A page of edges and what commits changed since it was built: a commit so costs what it changes,
 * and not what the pages hold that it touches. Immutable. When there are many changes, compared to
 * the page, they are worked into it.
 *
 * @param page an {@link EdgePage}
 * @param changes {@link EdgeChange}s, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes the arrays
record ChangedEdges(byte[] page, long[] changes) {
  private static final int FEW = 32;
  private static final int BYTES_A_CHANGE = 32;

  /** Returns the content of a page after a commit: this record, or a page anew. */
  static Object after(Object content, int page, long[] later, EdgePageBuilder builder) {
    ChangedEdges changed =
        content instanceof ChangedEdges before
            ? new ChangedEdges(before.page, EdgeChange.merge(before.changes, later))
            : new ChangedEdges((byte[]) content, later);
    int length = changed.changes.length;
    boolean many = length > FEW && (long) length * BYTES_A_CHANGE > changed.page.length;
    return many ? changed.rebuild(page, builder) : changed;
  }

  private byte[] rebuild(int pageNumber, EdgePageBuilder builder) {
    builder.begin(pageNumber);
    int firstNode = pageNumber << Paging.PAGE_BITS;
    int next = 0;
    for (int local = 0; local < Paging.PAGE_NODES; local++) {
      EdgeCursor cursor = new EdgeCursor(page, firstNode + local, EdgeCursor.ALL);
      while (cursor.next()) {
        long edge = EdgeChange.edge(local, cursor.kind(), cursor.far());
        next = addBefore(edge, next, firstNode, builder);
        if (next < changes.length && EdgeChange.edge(changes[next]) == edge) {
          continue;
        }
        builder.add(firstNode + local, cursor.kind(), cursor.far());
      }
    }
    addBefore(Long.MAX_VALUE, next, firstNode, builder);
    return builder.build();
  }

  /** Adds what was added before an edge, and returns the first change that is not before it. */
  private int addBefore(long edge, int from, int firstNode, EdgePageBuilder builder) {
    int next = from;
    // What the page holds too is added here once its turn has passed, where it is still there.
    while (next < changes.length && EdgeChange.edge(changes[next]) < edge) {
      long change = changes[next++];
      if (EdgeChange.present(change)) {
        builder.add(
            firstNode + EdgeChange.local(change), EdgeChange.kind(change), EdgeChange.far(change));
      }
    }
    return next;
  }

  /** Like {@link EdgePage#visit}. */
  boolean visit(int node, ChosenKinds chosen, NeighborVisitor visitor) {
    int local = node & Paging.LOCAL_MASK;
    int next = EdgeChange.indexOf(changes, local);
    int end = next;
    while (end < changes.length && EdgeChange.local(changes[end]) == local) {
      end++;
    }
    if (next == end) {
      return EdgePage.visit(page, node, chosen, visitor);
    }
    EdgeCursor cursor = new EdgeCursor(page, node, EdgeCursor.ALL);
    while (cursor.next()) {
      long edge = EdgeChange.edge(local, cursor.kind(), cursor.far());
      while (next < end && EdgeChange.edge(changes[next]) < edge) {
        if (!visit(changes[next++], chosen, visitor)) {
          return false;
        }
      }
      if (next < end && EdgeChange.edge(changes[next]) == edge) {
        continue;
      }
      int kind = cursor.kind();
      if (chosen.has(kind) && !visitor.visit(cursor.far(), chosen.kind(kind))) {
        return false;
      }
    }
    while (next < end) {
      if (!visit(changes[next++], chosen, visitor)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Like {@link EdgePage#lend}.
   *
   * @return {@code false} if the cursor would have to copy more than it does
   */
  boolean lend(int node, ChosenKinds chosen, NeighborCursor cursor) {
    int local = node & Paging.LOCAL_MASK;
    int next = EdgeChange.indexOf(changes, local);
    if (next < changes.length && EdgeChange.local(changes[next]) == local) {
      cursor.clear();
      return visit(node, chosen, cursor.copier());
    }
    return EdgePage.lend(page, node, chosen, cursor);
  }

  private static boolean visit(long change, ChosenKinds chosen, NeighborVisitor visitor) {
    int kind = EdgeChange.kind(change);
    return !EdgeChange.present(change)
        || !chosen.has(kind)
        || visitor.visit(EdgeChange.far(change), chosen.kind(kind));
  }

  /** Like {@link EdgePage#contains}. */
  boolean contains(int node, int kind, int far) {
    long change = EdgeChange.of(node & Paging.LOCAL_MASK, kind, far, false);
    if (Arrays.binarySearch(changes, change) >= 0) {
      return false;
    }
    return Arrays.binarySearch(changes, change | 1) >= 0
        || EdgePage.contains(page, node, kind, far);
  }
}
