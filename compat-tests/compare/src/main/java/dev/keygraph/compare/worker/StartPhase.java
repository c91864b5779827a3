package dev.keygraph.compare.worker;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.contender.Contenders;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionFile;
import dev.keygraph.compare.question.QuestionKind;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.report.Section;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Opens a store that is there, in a fresh JVM, up to the first answer. Loading the engine's classes
 * and libraries is in the time: a user waits for them too.
 *
 * <p>The one after a clean stop saves something then, and goes on saving until its process is
 * killed: the next one meets what that leaves behind.
 */
final class StartPhase implements Phase {
  private static final double GOAL_MILLIS = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int SAVES = 5;
  private static final String UNIT = "keygraph-comparison/start";
  private static final String INTERRUPTED = "keygraph-comparison/killed";

  private final String stop;

  /**
   * A phase.
   *
   * @param stop how the store was left: {@code clean}, {@code killed}
   */
  StartPhase(String stop) {
    this.stop = stop;
  }

  @Override
  public void run(WorkerTask task, Parent parent) throws IOException {
    List<QuestionList> lists = QuestionFile.read(task.questions());
    if (lists.isEmpty()) {
      return;
    }
    Question question = lists.get(0).questions().get(0);
    long[] results = {0};
    long start = System.nanoTime();
    try (Contender contender =
        Contenders.open(task.contender(), new OpenOptions(task.directory(), task.durability()))) {
      long nanos;
      try (ContenderReader reader = contender.reader()) {
        reader.prepare(question).ask((node, detail) -> results[0]++);
        nanos = System.nanoTime() - start;
      }
      if (contender.isEmpty()) {
        throw new IllegalStateException("the store is empty");
      }
      parent.tell(
          new Message.Measured(
              Section.START,
              "first-answer",
              Map.of("stop", stop),
              "ms",
              true,
              nanos / NANOS_PER_MILLI,
              GOAL_MILLIS));
      if (stop.equals("clean")) {
        saveUntilKilled(contender, parent);
      }
      checkSaved(contender);
      contender.save(UnitContent.builder(UNIT).build());
      contender.save(UnitContent.builder(INTERRUPTED).build());
    }
  }

  private static void saveUntilKilled(Contender contender, Parent parent) {
    for (int i = 0; i < SAVES; i++) {
      contender.save(unit(UNIT, i));
    }
    parent.tell(new Message.Kill());
    for (int i = 0; ; i++) {
      contender.save(unit(INTERRUPTED, i));
    }
  }

  private static UnitContent unit(String path, int number) {
    return UnitContent.builder(path)
        .define(symbol(path, number), NodeKind.FUNCTION)
        .edge(symbol(path, number), EdgeKind.CALLS, path + "#none")
        .build();
  }

  /** What was acknowledged before the end must have outlived it. */
  private static void checkSaved(Contender contender) {
    long[] found = {0};
    try (ContenderReader reader = contender.reader()) {
      reader
          .prepare(new Question(QuestionKind.DEFINITION, symbol(UNIT, SAVES - 1)))
          .ask((node, detail) -> found[0]++);
    }
    if (found[0] == 0) {
      throw new IllegalStateException("what was saved before the process ended is gone");
    }
  }

  private static String symbol(String path, int number) {
    return path + "#" + number;
  }
}
