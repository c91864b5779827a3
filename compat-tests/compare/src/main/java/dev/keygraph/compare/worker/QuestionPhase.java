package dev.keygraph.compare.worker;

import dev.keygraph.compare.contender.AnswerSink;
import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionFile;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Asks lists of questions, one question at a time, on one thread.
 *
 * <p>All lists are gone through unmeasured first, for the answers, which the parent compares. A
 * slow contender comes only so far in its time, which the parent notes; what is measured then are
 * those same first questions, so that there is no time whose answer was not looked at. They are
 * measured in whole passes, so that each weighs the same whoever is asked. The number of results is
 * checked again when a question is timed, outside of its time.
 */
final class QuestionPhase implements Phase {
  private static final int DIGITS = 3;

  /** Answers are looked at for so many times as long as they are measured, at most. */
  private static final int ANSWER_PATIENCE = 10;

  /** Until all is compiled, each list is asked for this part of its warm-up, in turn. */
  private static final int SETTLING_SHARE = 4;

  @Override
  public void run(WorkerTask task, Parent parent) throws Exception {
    List<QuestionList> lists = QuestionFile.read(task.questions());
    try (Contender contender = Stores.openLoaded(task, parent);
        ContenderReader reader = contender.reader()) {
      List<Asking> all = new ArrayList<>();
      for (QuestionList list : lists) {
        all.add(new Asking(list, reader, task, parent, all.size() + 1, lists.size()));
      }
      // All answers before the first time, and then all lists in turn until they are compiled: no
      // list is at a disadvantage for being the first.
      AnswerDigest digest = new AnswerDigest(reader);
      for (Asking asking : all) {
        parent.tell(asking.answers(digest));
      }
      JustInTime.settle(
          () -> all.forEach(asking -> asking.warmUp(task.warmUpMillis() / SETTLING_SHARE)),
          task.measureMillis());
      for (Asking asking : all) {
        asking.warmUp(task.warmUpMillis());
        parent.tell(asking.latencies());
      }
    }
  }

  /** One list. */
  private static final class Asking {
    private final QuestionList list;
    private final WorkerTask task;
    private final Parent parent;
    private final int number;
    private final int lists;
    private final Counter counter = new Counter();
    private final List<ContenderReader.Prepared> questions = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();

    Asking(
        QuestionList list,
        ContenderReader reader,
        WorkerTask task,
        Parent parent,
        int number,
        int lists) {
      this.list = list;
      this.task = task;
      this.parent = parent;
      this.number = number;
      this.lists = lists;
      for (Question question : list.questions()) {
        questions.add(reader.prepare(question));
      }
    }

    Message.Answers answers(AnswerDigest digest) {
      long end = deadline(task.measureMillis() * ANSWER_PATIENCE);
      do {
        digest.clear();
        questions.get(answers.size()).ask(digest);
        answers.add(digest.answer());
        tellProgress();
      } while (answers.size() < questions.size() && System.nanoTime() < end);
      return new Message.Answers(list.label(), answers);
    }

    /** Asks for so long, one question at least. */
    void warmUp(long millis) {
      long end = deadline(millis);
      int next = 0;
      do {
        questions.get(next).ask(counter);
        next = (next + 1) % answers.size();
        tellProgress();
      } while (System.nanoTime() < end);
    }

    Message.Latencies latencies() {
      Histogram nanos = new Histogram(DIGITS);
      Histogram edges = new Histogram(DIGITS);
      Histogram counts = new Histogram(DIGITS);
      long end = deadline(task.measureMillis());
      int next = 0;
      long now = System.nanoTime();
      while (now < end || next != 0 || nanos.getTotalCount() == 0) {
        ContenderReader.Prepared question = questions.get(next);
        counter.count = 0;
        long start = System.nanoTime();
        long visited = question.ask(counter);
        now = System.nanoTime();
        nanos.recordValue(now - start);
        counts.recordValue(counter.count);
        if (visited != ContenderReader.Prepared.UNKNOWN) {
          edges.recordValue(visited);
        }
        checkAgain(next);
        next = (next + 1) % answers.size();
        tellProgress();
      }
      return new Message.Latencies(
          Section.QUESTIONS,
          "latency",
          Map.of(Parameters.QUESTION, list.name(), Parameters.SAMPLE, list.sample().label()),
          list.goalMicros(),
          nanos,
          edges,
          counts);
    }

    private void checkAgain(int question) {
      long results = answers.get(question).results();
      if (counter.count != results) {
        throw new IllegalStateException(
            list.questions().get(question)
                + " had "
                + results
                + " results at first, and "
                + counter.count
                + " when it was asked again");
      }
    }

    private void tellProgress() {
      parent.progress(list.label(), number, lists);
    }

    private static long deadline(long millis) {
      return System.nanoTime() + millis * 1_000_000;
    }
  }

  /** Counts the results of an answer. */
  private static final class Counter implements AnswerSink {
    private long count;

    @Override
    public void node(long node, long detail) {
      count++;
    }
  }
}
