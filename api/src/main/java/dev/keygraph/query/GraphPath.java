package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import java.util.Arrays;
import java.util.List;

/**
 * A walk over edges: nodes, and the kind of the edge between each and the next. Immutable.
 *
 * <p>Where {@link #direction()} is {@link Direction#OUTGOING}, each edge leads from a node to the
 * next one; where it is {@link Direction#INCOMING}, from the next one to the node.
 */
public final class GraphPath {
  private final int[] nodes;
  private final EdgeKind[] kinds;
  private final Direction direction;

  /** Takes the arrays over: nobody may change them afterwards. */
  GraphPath(int[] nodes, EdgeKind[] kinds, Direction direction) {
    if (nodes.length != kinds.length + 1) {
      throw new IllegalArgumentException(nodes.length + " nodes, " + kinds.length + " edges");
    }
    this.nodes = nodes;
    this.kinds = kinds;
    this.direction = direction;
  }

  /** Returns the number of edges; 0 if the path is one node. */
  public int length() {
    return kinds.length;
  }

  /**
   * Returns a node.
   *
   * @param index from 0 to {@link #length()}, inclusive
   */
  public int node(int index) {
    return nodes[index];
  }

  /**
   * Returns the kind of the edge between {@code node(index)} and {@code node(index + 1)}.
   *
   * @param index from 0 to {@link #length()}, exclusive
   */
  public EdgeKind kind(int index) {
    return kinds[index];
  }

  /** Returns a copy of the nodes, in order. */
  public int[] nodes() {
    return nodes.clone();
  }

  /** Returns the kinds of the edges, in order. */
  public List<EdgeKind> kinds() {
    return List.of(kinds);
  }

  /** Returns which way the edges lead, seen from the first node. */
  public Direction direction() {
    return direction;
  }

  /** Returns the first node. */
  public int first() {
    return nodes[0];
  }

  /** Returns the last node. */
  public int last() {
    return nodes[nodes.length - 1];
  }

  /** Returns the same edges, walked from the last node to the first. */
  public GraphPath reversed() {
    int[] newNodes = new int[nodes.length];
    EdgeKind[] newKinds = new EdgeKind[kinds.length];
    for (int i = 0; i < nodes.length; i++) {
      newNodes[i] = nodes[nodes.length - 1 - i];
    }
    for (int i = 0; i < kinds.length; i++) {
      newKinds[i] = kinds[kinds.length - 1 - i];
    }
    return new GraphPath(newNodes, newKinds, direction.reverse());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GraphPath that
        && direction == that.direction
        && Arrays.equals(nodes, that.nodes)
        && Arrays.equals(kinds, that.kinds);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(nodes) + Arrays.hashCode(kinds);
  }

  /** Returns the ids and kinds, such as {@code 7 -CALLS-> 9} or {@code 9 <-CALLS- 7}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(nodes[0]);
    for (int i = 0; i < kinds.length; i++) {
      text.append(direction == Direction.OUTGOING ? " -" : " <-")
          .append(kinds[i])
          .append(direction == Direction.OUTGOING ? "-> " : "- ")
          .append(nodes[i + 1]);
    }
    return text.toString();
  }
}
