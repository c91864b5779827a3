package dev.keygraph.compare.run;

import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.worker.Answer;
import dev.keygraph.compare.worker.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * All answers of all contenders in all rounds, held against each other. Nobody is right by
 * definition: where answers differ, it is shown who says what. Not for several threads.
 */
final class AnswerBook {
  private final Map<String, QuestionList> lists = new LinkedHashMap<>();
  private final Map<String, List<Map<Answer, Set<String>>>> answers = new LinkedHashMap<>();

  /** By list and contender, how many questions were answered in each round, at least. */
  private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();

  AnswerBook(List<QuestionList> lists) {
    for (QuestionList list : lists) {
      this.lists.put(list.label(), list);
    }
  }

  /**
   * A question with more than one answer.
   *
   * @param question the question
   * @param answers who gave each, in the order in which they came first
   */
  record Dispute(Question question, Map<Answer, Set<String>> answers) {}

  /**
   * Notes answers down.
   *
   * @throws IllegalArgumentException if they are to no known list
   */
  void take(String contender, Message.Answers told) {
    QuestionList list = lists.get(told.list());
    if (list == null || told.answers().size() > list.questions().size()) {
      throw new IllegalArgumentException("answers to questions that nobody asked: " + told.list());
    }
    counts
        .computeIfAbsent(told.list(), any -> new LinkedHashMap<>())
        .merge(contender, told.answers().size(), Math::min);
    List<Map<Answer, Set<String>>> known =
        answers.computeIfAbsent(told.list(), any -> new ArrayList<>());
    for (int i = 0; i < told.answers().size(); i++) {
      if (i == known.size()) {
        known.add(new LinkedHashMap<>());
      }
      known
          .get(i)
          .computeIfAbsent(told.answers().get(i), any -> new LinkedHashSet<>())
          .add(contender);
    }
  }

  /** Returns, for each list that some contenders did not come to the end of, how far they came. */
  List<String> shortfalls() {
    List<String> shortfalls = new ArrayList<>();
    counts.forEach(
        (label, answered) -> {
          QuestionList list = lists.get(label);
          int asked = list == null ? 0 : list.questions().size();
          StringJoiner who = new StringJoiner(", ");
          answered.forEach(
              (contender, count) -> {
                if (count < asked) {
                  who.add(contender + " the first " + count);
                }
              });
          if (who.length() > 0) {
            shortfalls.add(
                "Of the %d questions of %s, these answered in the time that there is, and are measured by: %s."
                    .formatted(asked, label, who));
          }
        });
    return shortfalls;
  }

  /** Returns the questions with more than one answer, each question once. */
  List<Dispute> disputes() {
    Map<Question, Dispute> disputes = new LinkedHashMap<>();
    answers.forEach(
        (label, known) -> {
          QuestionList list = lists.get(label);
          for (int i = 0; list != null && i < known.size(); i++) {
            if (known.get(i).size() > 1) {
              Question question = list.questions().get(i);
              disputes.putIfAbsent(question, new Dispute(question, known.get(i)));
            }
          }
        });
    return List.copyOf(disputes.values());
  }
}
