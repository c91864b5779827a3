package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeSet;
import java.util.Arrays;

/**
 * The nodes that a traversal found, nearest first, each with its depth and one shortest path back
 * to the start. Immutable; independent of the snapshot.
 */
public final class BlastRadius {
  private final Direction direction;
  private final int[] nodes;
  private final int[] parents;
  private final int[] parentIndexes;
  private final EdgeKind[] kinds;

  /** Where each depth's nodes begin, from depth 1 on, and where the last one's end. */
  private final int[] depthOffsets;

  private final QueryReport report;

  private BlastRadius(Collector collector, Direction direction, QueryReport report) {
    this.direction = direction;
    this.report = report;
    int size = collector.size;
    nodes = Arrays.copyOf(collector.nodes, size);
    parents = Arrays.copyOf(collector.parents, size);
    parentIndexes = Arrays.copyOf(collector.parentIndexes, size);
    kinds = Arrays.copyOf(collector.kinds, size);
    depthOffsets = Arrays.copyOf(collector.depthOffsets, collector.depth + 1);
    depthOffsets[collector.depth] = size;
  }

  /** Returns the number of nodes found; the start is not among them. */
  public int size() {
    return nodes.length;
  }

  /** Returns the greatest depth of a node; 0 if there are none. */
  public int depth() {
    return depthOffsets.length - 1;
  }

  /**
   * Returns a node.
   *
   * @param index from 0 to {@link #size()}, exclusive; nodes are ordered by depth
   */
  public int node(int index) {
    return nodes[index];
  }

  /** Returns the depth of the node at {@code index}; at least 1. O(log depth). */
  public int depth(int index) {
    java.util.Objects.checkIndex(index, nodes.length);
    int found = Arrays.binarySearch(depthOffsets, index);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** Returns the node before the one at {@code index}, one edge nearer to the start. */
  public int parent(int index) {
    return parents[index];
  }

  /** Returns the index of {@link #parent(int)}, or -1 if the parent is a start. */
  public int parentIndex(int index) {
    return parentIndexes[index];
  }

  /** Returns the kind of the edge between the node at {@code index} and its parent. */
  public EdgeKind kind(int index) {
    return kinds[index];
  }

  /** Returns the index of the first node at {@code depth}; those of one depth lie together. */
  public int firstAtDepth(int depth) {
    return depthOffsets[depth - 1];
  }

  /** Returns the number of nodes at {@code depth}; 0 beyond the greatest. */
  public int countAtDepth(int depth) {
    return depth > depth() ? 0 : depthOffsets[depth] - depthOffsets[depth - 1];
  }

  /**
   * Returns a shortest path from the node at {@code index} back to the start. Where the traversal
   * went against the edges, the path goes along them. O(its length).
   */
  public GraphPath pathBack(int index) {
    int length = depth(index);
    int[] pathNodes = new int[length + 1];
    EdgeKind[] pathKinds = new EdgeKind[length];
    int at = index;
    for (int i = 0; i < length; i++) {
      pathNodes[i] = nodes[at];
      pathNodes[i + 1] = parents[at];
      pathKinds[i] = kinds[at];
      at = parentIndexes[at];
    }
    return new GraphPath(pathNodes, pathKinds, direction.reverse());
  }

  /** Returns the nodes as a set, without the start. */
  public NodeSet nodes() {
    return NodeSet.of(nodes);
  }

  /** Returns what it cost, and whether it is whole. */
  public QueryReport report() {
    return report;
  }

  /** Collects what a breadth-first search finds. */
  static final class Collector implements TraversalVisitor {
    private int[] nodes = new int[16];
    private int[] parents = new int[16];
    private int[] parentIndexes = new int[16];
    private EdgeKind[] kinds = new EdgeKind[16];
    private int[] depthOffsets = new int[8];
    private int depth;
    private int size;

    /** The last parent's index: a search expands nodes in the order in which it found them. */
    private int parentCursor = -1;

    @Override
    public boolean visit(int node, int nodeDepth, int parent, EdgeKind kind) {
      if (size == nodes.length) {
        grow();
      }
      if (nodeDepth > depth) {
        depth = nodeDepth;
        if (depth + 1 >= depthOffsets.length) {
          depthOffsets = Arrays.copyOf(depthOffsets, depthOffsets.length * 2);
        }
        depthOffsets[depth - 1] = size;
      }
      if (nodeDepth > 1) {
        while (parentCursor < 0 || nodes[parentCursor] != parent) {
          parentCursor++;
        }
      }
      nodes[size] = node;
      parents[size] = parent;
      parentIndexes[size] = parentCursor;
      kinds[size] = kind;
      size++;
      return true;
    }

    BlastRadius build(Direction direction, QueryReport report) {
      return new BlastRadius(this, direction, report);
    }

    private void grow() {
      int capacity = size + (size >> 1);
      nodes = Arrays.copyOf(nodes, capacity);
      parents = Arrays.copyOf(parents, capacity);
      parentIndexes = Arrays.copyOf(parentIndexes, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
    }
  }
}
