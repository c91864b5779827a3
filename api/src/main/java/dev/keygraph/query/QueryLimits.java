package dev.keygraph.query;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a question may go. Immutable; each setter returns a changed copy:
 *
 * <pre>{@code
 * QueryLimits.none().maxResults(100).timeout(Duration.ofMillis(50))
 * }</pre>
 */
public final class QueryLimits {
  private static final QueryLimits NONE =
      new QueryLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, null);

  /** No timeout. */
  static final long NO_TIMEOUT = Long.MAX_VALUE;

  private final long maxResults;
  private final long maxEdges;
  private final long timeoutNanos;
  private final @Nullable CancellationToken cancellation;

  private QueryLimits(
      long maxResults, long maxEdges, long timeoutNanos, @Nullable CancellationToken cancellation) {
    this.maxResults = maxResults;
    this.maxEdges = maxEdges;
    this.timeoutNanos = timeoutNanos;
    this.cancellation = cancellation;
  }

  /** No limits. */
  public static QueryLimits none() {
    return NONE;
  }

  /**
   * Bounds the number of results. An answer that has exactly so many is complete.
   *
   * @throws IllegalArgumentException if {@code limit} is negative
   */
  public QueryLimits maxResults(long limit) {
    return new QueryLimits(
        checkNotNegative("maxResults", limit), maxEdges, timeoutNanos, cancellation);
  }

  /**
   * Bounds the number of edges visited. An answer that needs exactly so many is complete.
   *
   * @throws IllegalArgumentException if {@code limit} is negative
   */
  public QueryLimits maxEdges(long limit) {
    return new QueryLimits(
        maxResults, checkNotNegative("maxEdges", limit), timeoutNanos, cancellation);
  }

  /**
   * Bounds the time, counted from the question's begin; looked at every thousand edges, and every
   * hundred nodes or so.
   *
   * @throws IllegalArgumentException if {@code timeout} is negative
   */
  public QueryLimits timeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative: " + timeout);
    }
    return new QueryLimits(maxResults, maxEdges, saturatedNanos(timeout), cancellation);
  }

  /** Lets {@code token} cancel the question. */
  public QueryLimits cancellation(CancellationToken token) {
    return new QueryLimits(maxResults, maxEdges, timeoutNanos, token);
  }

  /** Returns the greatest number of results; {@link Long#MAX_VALUE} if there is no limit. */
  public long maxResults() {
    return maxResults;
  }

  /** Returns the greatest number of edges; {@link Long#MAX_VALUE} if there is no limit. */
  public long maxEdges() {
    return maxEdges;
  }

  /** Returns the longest time, or empty if there is no limit. */
  public Optional<Duration> timeout() {
    return timeoutNanos == NO_TIMEOUT
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(timeoutNanos));
  }

  /** Returns the token that can cancel the question, or empty if there is none. */
  public Optional<CancellationToken> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  long timeoutNanos() {
    return timeoutNanos;
  }

  @Nullable CancellationToken token() {
    return cancellation;
  }

  private static long checkNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must not be negative: " + value);
    }
    return value;
  }

  private static long saturatedNanos(Duration timeout) {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException e) {
      return NO_TIMEOUT;
    }
  }
}
