package dev.keygraph.query;

/**
 * What a question cost, and whether its answer is whole.
 *
 * @param results the number of results
 * @param edgesVisited the number of edges looked at, each time that one was
 * @param depth the greatest distance of a result from the start, in edges; 0 without results, and
 *     for questions that have no start
 * @param completion whether the answer is whole, or what ended it early
 */
public record QueryReport(long results, long edgesVisited, int depth, Completion completion) {
  /** Returns whether the answer is whole. */
  public boolean isComplete() {
    return completion == Completion.COMPLETE;
  }
}
