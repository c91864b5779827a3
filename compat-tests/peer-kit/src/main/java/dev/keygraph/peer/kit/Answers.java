package dev.keygraph.peer.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.question.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a contender answers: of each question, the symbols with their details. */
final class Answers {
  private Answers() {}

  static Map<Question, Map<String, Long>> of(Contender contender, List<Question> questions) {
    try (ContenderReader reader = contender.reader()) {
      return of(reader, questions);
    }
  }

  static Map<Question, Map<String, Long>> of(ContenderReader reader, List<Question> questions) {
    Map<Question, Map<String, Long>> answers = new LinkedHashMap<>();
    for (Question question : questions) {
      ContenderReader.Prepared prepared = reader.prepare(question);
      Map<String, Long> answer = ask(reader, prepared, question);
      assertThat(ask(reader, prepared, question)).as("%s, again", question).isEqualTo(answer);
      answers.put(question, answer);
    }
    return answers;
  }

  private static Map<String, Long> ask(
      ContenderReader reader, ContenderReader.Prepared prepared, Question question) {
    Map<String, Long> answer = new TreeMap<>();
    prepared.ask(
        (node, detail) ->
            assertThat(answer.put(reader.symbol(node), detail))
                .as("%s has a node twice", question)
                .isNull());
    return answer;
  }
}
