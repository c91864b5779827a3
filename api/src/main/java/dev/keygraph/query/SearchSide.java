package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A breadth-first search from one node that advances a level at a time, and remembers for each node
 * its depth and where it came from. It may stop where it meets another one.
 */
final class SearchSide implements NeighborVisitor {
  /** What {@link #meeting()} returns before a meeting. */
  static final int NONE = -1;

  private final GraphSnapshot snapshot;
  private final Meter meter;
  private final NodeNumbering numbering;
  private int[] parents = new int[64];
  private int[] depths = new int[64];
  private EdgeKind[] kinds = new EdgeKind[64];

  private @Nullable SearchSide other;
  private int depth;
  private int levelStart;
  private int expanded;
  private int meeting;

  SearchSide(GraphSnapshot snapshot, Meter meter) {
    this.snapshot = snapshot;
    this.meter = meter;
    this.numbering = new NodeNumbering(snapshot.nodeIdLimit());
  }

  /** Begins anew; the search ends when it first sees a node that {@code opposite} has seen. */
  void start(int node, @Nullable SearchSide opposite) {
    numbering.clear();
    numbering.add(node);
    depths[0] = 0;
    other = opposite;
    depth = 0;
    levelStart = 0;
    meeting = NONE;
  }

  /** Finds the nodes one edge farther; false if the meter or a meeting ended it. */
  boolean advance(Direction direction, EdgeKinds edgeKinds) {
    int levelEnd = numbering.size();
    depth++;
    while (levelStart < levelEnd) {
      expanded = levelStart++;
      if (!meter.step()
          || !snapshot.neighbors(numbering.node(expanded), direction, edgeKinds, this)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean visit(int neighbor, EdgeKind kind) {
    if (!meter.edge()) {
      return false;
    }
    if (numbering.numberOf(neighbor) != NodeNumbering.NONE) {
      return true;
    }
    int number = numbering.add(neighbor);
    if (number == parents.length) {
      int capacity = number + (number >> 1);
      parents = Arrays.copyOf(parents, capacity);
      depths = Arrays.copyOf(depths, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
    }
    parents[number] = expanded;
    depths[number] = depth;
    kinds[number] = kind;
    if (other != null && other.numberOf(neighbor) != NodeNumbering.NONE) {
      meeting = neighbor;
      return false;
    }
    return true;
  }

  /** Returns the number of the nodes that the next level starts from. */
  int frontierSize() {
    return numbering.size() - levelStart;
  }

  /** Returns how many levels were searched. */
  int depth() {
    return depth;
  }

  /** Returns the node where the two searches met, or {@link #NONE}. */
  int meeting() {
    return meeting;
  }

  /** Returns the number of all nodes seen; they are numbered from 0, nearest first. */
  int size() {
    return numbering.size();
  }

  /** Returns the number of a node, or {@link NodeNumbering#NONE}. */
  int numberOf(int node) {
    return numbering.numberOf(node);
  }

  /** Returns the node of a number. */
  int node(int number) {
    return numbering.node(number);
  }

  /** Returns the distance of a node from the start. */
  int depthOf(int number) {
    return depths[number];
  }

  /** Returns the number of the node that a node was found from; the start has none. */
  int parent(int number) {
    return parents[number];
  }

  /** Returns the kind of the edge that a node was found by; the start has none. */
  EdgeKind kind(int number) {
    return kinds[number];
  }
}
