package dev.keygraph.graph;

import java.util.PrimitiveIterator;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * An immutable set of node ids of one store, compressed as a Roaring bitmap. Ids are only
 * meaningful in the store that they come from.
 */
public final class NodeSet {
  private static final NodeSet EMPTY = new NodeSet(new RoaringBitmap());

  private final RoaringBitmap bitmap;

  private NodeSet(RoaringBitmap bitmap) {
    this.bitmap = bitmap;
  }

  /** No nodes. */
  public static NodeSet empty() {
    return EMPTY;
  }

  /** These nodes. */
  public static NodeSet of(int... nodes) {
    return new NodeSet(RoaringBitmap.bitmapOf(nodes));
  }

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether {@code node} is among them. O(log size). */
  public boolean contains(int node) {
    return bitmap.contains(node);
  }

  /** Returns how many there are. */
  public int size() {
    return bitmap.getCardinality();
  }

  /** Returns whether there are none. */
  public boolean isEmpty() {
    return bitmap.isEmpty();
  }

  /** Returns the nodes in this set or the other. */
  public NodeSet union(NodeSet other) {
    return new NodeSet(RoaringBitmap.or(bitmap, other.bitmap));
  }

  /** Returns the nodes in both. */
  public NodeSet intersection(NodeSet other) {
    return new NodeSet(RoaringBitmap.and(bitmap, other.bitmap));
  }

  /** Returns the nodes in this set that are not in the other. */
  public NodeSet difference(NodeSet other) {
    return new NodeSet(RoaringBitmap.andNot(bitmap, other.bitmap));
  }

  /**
   * Streams the nodes, by id.
   *
   * @return {@code false} if the visitor ended it
   */
  public boolean forEach(NodeVisitor visitor) {
    PeekableIntIterator iterator = bitmap.getIntIterator();
    while (iterator.hasNext()) {
      if (!visitor.visit(iterator.next())) {
        return false;
      }
    }
    return true;
  }

  /** Returns an iterator over the nodes, by id, that does not box in {@code nextInt}. */
  public PrimitiveIterator.OfInt iterator() {
    PeekableIntIterator iterator = bitmap.getIntIterator();
    return new PrimitiveIterator.OfInt() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public int nextInt() {
        if (!iterator.hasNext()) {
          throw new java.util.NoSuchElementException();
        }
        return iterator.next();
      }
    };
  }

  /** Returns the nodes, by id. */
  public int[] toArray() {
    return bitmap.toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeSet that && bitmap.equals(that.bitmap);
  }

  @Override
  public int hashCode() {
    return bitmap.hashCode();
  }

  @Override
  public String toString() {
    return bitmap.toString();
  }

  /** Collects nodes, in any order; not for several threads. */
  public static final class Builder implements NodeVisitor {
    private RoaringBitmap bitmap = new RoaringBitmap();

    private Builder() {}

    /** Adds a node; adding it twice is harmless. */
    public Builder add(int node) {
      bitmap.add(node);
      return this;
    }

    /** Adds a node and returns {@code true}, so that a builder can collect any stream of nodes. */
    @Override
    public boolean visit(int node) {
      bitmap.add(node);
      return true;
    }

    /** Returns the set; the builder is empty afterwards. */
    public NodeSet build() {
      RoaringBitmap built = bitmap;
      bitmap = new RoaringBitmap();
      built.runOptimize();
      return new NodeSet(built);
    }
  }
}
