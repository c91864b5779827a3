package dev.keygraph.query;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import java.time.Duration;
import java.util.Objects;

/**
 * Which edges a traversal follows, and how far. Immutable; each setter returns a changed copy:
 *
 * <pre>{@code
 * TraversalOptions.incoming().kinds(EdgeKind.CALLS).maxDepth(5).maxResults(1_000)
 * }</pre>
 *
 * <p>To begin with, every kind of edge is followed, at any depth, without limits.
 */
public final class TraversalOptions {
  /** What {@link #maxDepth()} returns if there is no limit. */
  public static final int ANY_DEPTH = Integer.MAX_VALUE;

  private static final TraversalOptions INCOMING =
      new TraversalOptions(Direction.INCOMING, EdgeKinds.all(), ANY_DEPTH, QueryLimits.none());
  private static final TraversalOptions OUTGOING =
      new TraversalOptions(Direction.OUTGOING, EdgeKinds.all(), ANY_DEPTH, QueryLimits.none());

  private final Direction direction;
  private final EdgeKinds kinds;
  private final int maxDepth;
  private final QueryLimits limits;

  private TraversalOptions(Direction direction, EdgeKinds kinds, int maxDepth, QueryLimits limits) {
    this.direction = direction;
    this.kinds = kinds;
    this.maxDepth = maxDepth;
    this.limits = limits;
  }

  /** Against the edges: towards what depends on a node. */
  public static TraversalOptions incoming() {
    return INCOMING;
  }

  /** Along the edges: towards what a node depends on. */
  public static TraversalOptions outgoing() {
    return OUTGOING;
  }

  /** Follows edges in this direction. */
  public TraversalOptions direction(Direction newDirection) {
    return new TraversalOptions(Objects.requireNonNull(newDirection), kinds, maxDepth, limits);
  }

  /** Follows edges of these kinds alone. */
  public TraversalOptions kinds(EdgeKinds newKinds) {
    return new TraversalOptions(direction, Objects.requireNonNull(newKinds), maxDepth, limits);
  }

  /** Follows edges of these kinds alone. */
  public TraversalOptions kinds(EdgeKind... newKinds) {
    return kinds(EdgeKinds.of(newKinds));
  }

  /**
   * Goes so many edges away from the start at most. A traversal that is bounded so is complete.
   *
   * @throws IllegalArgumentException if {@code depth} is negative
   */
  public TraversalOptions maxDepth(int depth) {
    if (depth < 0) {
      throw new IllegalArgumentException("maxDepth must not be negative: " + depth);
    }
    return new TraversalOptions(direction, kinds, depth, limits);
  }

  /** Sets all limits. */
  public TraversalOptions limits(QueryLimits newLimits) {
    return new TraversalOptions(direction, kinds, maxDepth, Objects.requireNonNull(newLimits));
  }

  /** Sets {@link QueryLimits#maxResults(long)}. */
  public TraversalOptions maxResults(long limit) {
    return limits(limits.maxResults(limit));
  }

  /** Sets {@link QueryLimits#maxEdges(long)}. */
  public TraversalOptions maxEdges(long limit) {
    return limits(limits.maxEdges(limit));
  }

  /** Sets {@link QueryLimits#timeout(Duration)}. */
  public TraversalOptions timeout(Duration timeout) {
    return limits(limits.timeout(timeout));
  }

  /** Sets {@link QueryLimits#cancellation(CancellationToken)}. */
  public TraversalOptions cancellation(CancellationToken token) {
    return limits(limits.cancellation(token));
  }

  /** Returns the direction. */
  public Direction direction() {
    return direction;
  }

  /** Returns the kinds. */
  public EdgeKinds kinds() {
    return kinds;
  }

  /** Returns the greatest depth, or {@link #ANY_DEPTH}. */
  public int maxDepth() {
    return maxDepth;
  }

  /** Returns the limits. */
  public QueryLimits limits() {
    return limits;
  }
}
