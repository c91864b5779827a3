package dev.keygraph.query;

/** Whether an answer is whole, or what ended it early. */
public enum Completion {
  /** Nothing is missing. */
  COMPLETE,
  /** There are more results than {@link QueryLimits#maxResults()}. */
  RESULT_LIMIT,
  /** The answer needs more edges than {@link QueryLimits#maxEdges()}. */
  EDGE_LIMIT,
  /** {@link QueryLimits#timeout()} passed. */
  TIMEOUT,
  /** The visitor wanted no more. */
  STOPPED
}
