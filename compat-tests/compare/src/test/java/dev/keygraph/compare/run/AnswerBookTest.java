package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionKind;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.question.Sample;
import dev.keygraph.compare.worker.Answer;
import dev.keygraph.compare.worker.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who said what, and who did not come to all of it. */
final class AnswerBookTest {
  private static final Answer ONE = new Answer(1, 1);
  private static final Answer TWO = new Answer(2, 2);

  private final QuestionList list =
      new QuestionList(
          "list",
          Sample.UNIFORM,
          null,
          List.of(
              new Question(QuestionKind.DEFINITION, "a"),
              new Question(QuestionKind.DEFINITION, "b")));
  private final AnswerBook book = new AnswerBook(List.of(list));

  private void take(String contender, Answer... answers) {
    book.take(contender, new Message.Answers(list.label(), List.of(answers)));
  }

  @Test
  void answersThatDifferAreADispute() {
    take("a", ONE, TWO);
    take("b", ONE, TWO);
    assertThat(book.disputes()).isEmpty();
    take("b", ONE, ONE);
    assertThat(book.disputes())
        .singleElement()
        .satisfies(dispute -> assertThat(dispute.question().toString()).contains("b"));
    assertThat(book.shortfalls()).isEmpty();
  }

  @Test
  void whatWasNotAnsweredInSomeRoundIsSaid() {
    take("quick", ONE, TWO);
    take("slow", ONE, TWO);
    take("slow", ONE);
    assertThat(book.disputes()).isEmpty();
    assertThat(book.shortfalls())
        .singleElement()
        .asString()
        .contains("2 questions", list.label(), "slow the first 1")
        .doesNotContain("quick");
  }
}
