package dev.keygraph.query;

/**
 * A question's {@link CancellationToken} was cancelled. The {@link GraphQueries} that was asked,
 * and its snapshot, are as before and can be asked again.
 */
public final class QueryCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long edgesVisited;

  QueryCancelledException(long edgesVisited) {
    super("the question was cancelled after " + edgesVisited + " edges");
    this.edgesVisited = edgesVisited;
  }

  /** Returns how many edges the question had visited. */
  public long edgesVisited() {
    return edgesVisited;
  }
}
