package dev.keygraph.query;

import org.jspecify.annotations.Nullable;

/**
 * Counts the edges of one question and ends it at its limits. Edges are handed out in batches, so
 * that the clock and the token are looked at once per batch, and an edge costs one comparison. So
 * does a step, which is whatever else may take long where there are no edges: a node, mostly.
 */
final class Meter {
  private static final int BATCH = 1024;

  /** Fewer than edges: each may be a read of the store. */
  private static final int STEPS = 128;

  private QueryLimits limits = QueryLimits.none();
  private @Nullable CancellationToken token;
  private boolean timed;
  private long deadline;
  private long edgesOfBatches;
  private int left;
  private int stepsLeft;
  private Completion completion = Completion.COMPLETE;
  private boolean cancelled;

  /**
   * Begins a question.
   *
   * @throws QueryCancelledException if its token is cancelled already
   */
  void start(QueryLimits newLimits) {
    limits = newLimits;
    token = newLimits.token();
    timed = newLimits.timeoutNanos() != QueryLimits.NO_TIMEOUT;
    if (timed) {
      deadline = System.nanoTime() + newLimits.timeoutNanos();
    }
    edgesOfBatches = 0;
    left = 0;
    stepsLeft = 1;
    completion = Completion.COMPLETE;
    cancelled = false;
    if (token != null && token.isCancelled()) {
      throw new QueryCancelledException(0);
    }
  }

  /** Takes one edge; false if the question ends before it. */
  boolean edge() {
    if (left > 0) {
      left--;
      return true;
    }
    return nextBatch();
  }

  /** Takes a step that is no edge; false if the question ends. */
  boolean step() {
    if (--stepsLeft > 0) {
      return true;
    }
    stepsLeft = STEPS;
    return inTime();
  }

  private boolean nextBatch() {
    if (!inTime()) {
      return false;
    }
    long remaining = limits.maxEdges() - edgesOfBatches;
    if (remaining <= 0) {
      completion = Completion.EDGE_LIMIT;
      return false;
    }
    int batch = (int) Math.min(BATCH, remaining);
    edgesOfBatches += batch;
    left = batch - 1;
    return true;
  }

  /** Looks at the token and the clock; false if the question ends. */
  boolean inTime() {
    if (token != null && token.isCancelled()) {
      cancelled = true;
      return false;
    }
    if (timed && System.nanoTime() - deadline >= 0) {
      completion = Completion.TIMEOUT;
      return false;
    }
    return true;
  }

  /** Records why the question ends, where that is not for the meter to see. */
  void end(Completion reason) {
    completion = reason;
  }

  /** Returns the number of edges taken. */
  long edges() {
    return edgesOfBatches - left;
  }

  /** Returns whether nothing has ended the question so far. */
  boolean isRunning() {
    return completion == Completion.COMPLETE && !cancelled;
  }

  /**
   * Returns what ended the question.
   *
   * @throws QueryCancelledException if its token did
   */
  Completion completion() {
    if (cancelled) {
      throw new QueryCancelledException(edges());
    }
    return completion;
  }

  /**
   * Reports the question.
   *
   * @throws QueryCancelledException if its token was cancelled
   */
  QueryReport report(long results, int depth) {
    return new QueryReport(results, edges(), depth, completion());
  }

  /** Forgets the token, which is not ours to keep alive. */
  void release() {
    limits = QueryLimits.none();
    token = null;
  }
}
