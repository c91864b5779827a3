package dev.keygraph.query;

/**
 * Cancels questions from another thread. One token may serve any number of questions; once
 * cancelled it stays so. Any thread may use it.
 */
public final class CancellationToken {
  private volatile boolean cancelled;

  /** Creates a token that is not cancelled. */
  public CancellationToken() {}

  /**
   * Ends the questions that have this token with a {@link QueryCancelledException}, soon: they look
   * every thousand edges, and every hundred nodes or so. A second call does nothing.
   */
  public void cancel() {
    cancelled = true;
  }

  /** Returns whether {@link #cancel()} was called. */
  public boolean isCancelled() {
    return cancelled;
  }
}
