package dev.keygraph.compare.question;

/**
 * A question.
 *
 * @param kind what is asked
 * @param subject a symbol; for {@link QuestionKind#CYCLES}, the path of a unit
 */
public record Question(QuestionKind kind, String subject) {
  @Override
  public String toString() {
    return kind.label() + " of " + subject;
  }
}
