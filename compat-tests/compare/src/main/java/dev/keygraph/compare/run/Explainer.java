package dev.keygraph.compare.run;

import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionFile;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.question.Sample;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.worker.Message;
import dev.keygraph.compare.worker.PhaseName;
import dev.keygraph.compare.worker.WorkerTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * Turns disputes into findings for people. The first of them are asked again, so that it can be
 * said which nodes an answer has and another one lacks.
 */
final class Explainer {
  private static final int EXPLAINED = 5;
  private static final int NODES_SHOWN = 5;

  private final WorkerLauncher launcher;
  private final Path file;
  private final Function<String, WorkerTask> tasks;

  /**
   * Prepares to explain.
   *
   * @param file where questions can be written to
   * @param tasks makes the task of the contender with a name
   */
  Explainer(WorkerLauncher launcher, Path file, Function<String, WorkerTask> tasks) {
    this.launcher = launcher;
    this.file = file;
    this.tasks = tasks;
  }

  /** Returns a finding for each dispute. */
  List<Finding> explain(List<AnswerBook.Dispute> disputes) throws InterruptedException {
    List<AnswerBook.Dispute> first = disputes.subList(0, Math.min(EXPLAINED, disputes.size()));
    Map<String, Map<Integer, List<String>>> whole = ask(first);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < disputes.size(); i++) {
      findings.add(
          new Finding(
              Severity.DIFFERENCE, Section.QUESTIONS, null, text(disputes.get(i), i, whole)));
    }
    return findings;
  }

  /** Returns the nodes of the answers, by contender and number of the dispute. */
  private Map<String, Map<Integer, List<String>>> ask(List<AnswerBook.Dispute> disputes)
      throws InterruptedException {
    Set<String> contenders = new LinkedHashSet<>();
    List<Question> questions = new ArrayList<>();
    for (AnswerBook.Dispute dispute : disputes) {
      questions.add(dispute.question());
      dispute.answers().values().forEach(who -> contenders.add(who.iterator().next()));
    }
    Map<String, Map<Integer, List<String>>> whole = new HashMap<>();
    if (questions.isEmpty()) {
      return whole;
    }
    write(questions);
    for (String contender : contenders) {
      Map<Integer, List<String>> answers = new HashMap<>();
      try {
        launcher.run(
            tasks.apply(contender).withQuestions(PhaseName.EXPLANATION, file),
            message -> {
              if (message instanceof Message.Explained explained) {
                answers.put(explained.question(), explained.nodes());
              }
            });
      } catch (WorkerException e) {
        // The difference is a fact without it, and is shown by counts and digests.
        answers.clear();
      }
      whole.put(contender, answers);
    }
    return whole;
  }

  private void write(List<Question> questions) {
    try {
      QuestionFile.write(
          List.of(new QuestionList("disputed", Sample.UNIFORM, null, questions)), file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String text(
      AnswerBook.Dispute dispute, int number, Map<String, Map<Integer, List<String>>> whole) {
    StringJoiner text = new StringJoiner("; ", dispute.question() + ": ", "");
    dispute.answers().forEach((answer, who) -> text.add(String.join(", ", who) + ": " + answer));
    List<Map.Entry<String, List<String>>> told = new ArrayList<>();
    for (Set<String> who : dispute.answers().values()) {
      String contender = who.iterator().next();
      List<String> nodes = whole.getOrDefault(contender, Map.of()).get(number);
      if (nodes != null) {
        told.add(Map.entry(contender, nodes));
      }
    }
    for (int i = 1; i < told.size(); i++) {
      addExcess(text, told.get(0), told.get(i));
      addExcess(text, told.get(i), told.get(0));
    }
    return text.toString();
  }

  private static void addExcess(
      StringJoiner text,
      Map.Entry<String, List<String>> one,
      Map.Entry<String, List<String>> other) {
    List<String> excess = new ArrayList<>(one.getValue());
    other.getValue().forEach(excess::remove);
    if (!excess.isEmpty()) {
      text.add(
          one.getKey()
              + " has, and "
              + other.getKey()
              + " lacks: "
              + String.join(", ", excess.subList(0, Math.min(NODES_SHOWN, excess.size())))
              + (excess.size() > NODES_SHOWN ? ", … (" + excess.size() + ")" : ""));
    }
  }
}
