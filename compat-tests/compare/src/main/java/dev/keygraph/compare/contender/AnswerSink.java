package dev.keygraph.compare.contender;

/** Takes an answer, node by node. */
@FunctionalInterface
public interface AnswerSink {
  /**
   * Takes a node.
   *
   * @param node its id with the contender
   * @param detail what {@link dev.keygraph.compare.question.QuestionKind} says of the kind
   */
  void node(long node, long detail);
}
