package dev.keygraph.compare.contender;

import dev.keygraph.compare.question.Question;

/** Answers questions; for one thread. */
public interface ContenderReader extends AutoCloseable {

  /**
   * Prepares a question, so that asking it costs what the question costs: the subject is looked up,
   * but for {@link dev.keygraph.compare.question.QuestionKind#DEFINITION}, which is that look-up.
   *
   * @return the question, while the reader is open
   */
  Prepared prepare(Question question);

  /** Returns the symbol of a node that an answer had. */
  String symbol(long node);

  @Override
  void close();

  /** A question that can be asked again and again. */
  @FunctionalInterface
  interface Prepared {
    /** What {@link #ask} returns where it is not known. */
    long UNKNOWN = -1;

    /**
     * Asks.
     *
     * @param answer takes each node of the answer once, in any order
     * @return how many edges were visited, or {@link #UNKNOWN}
     */
    long ask(AnswerSink answer);
  }
}
