package dev.keygraph.query;

/** Is told of the questions that a {@link GraphQueries} was asked. */
@FunctionalInterface
public interface QuestionListener {

  /**
   * A question ended, answered or not. Called on the thread that asked.
   *
   * @param question the name of the method of {@link GraphQueries}, such as {@code callers}
   * @param nanos how long it took, the visitor's share included
   * @param edgesVisited the number of edges looked at
   */
  void asked(String question, long nanos, long edgesVisited);
}
