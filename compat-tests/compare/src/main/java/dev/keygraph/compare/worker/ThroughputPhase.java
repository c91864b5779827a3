package dev.keygraph.compare.worker;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionFile;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Section;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks the mix on 1 to N threads, alone and beside a writer that saves as fast as it can. A thread
 * takes a new snapshot after some questions, as a tool does that wants to see what was saved;
 * finding the subjects of the questions counts, too.
 */
final class ThroughputPhase implements Phase {
  private static final int QUESTIONS_OF_A_SNAPSHOT = 100;

  /** All code is new to the JVM at once: the warm-up is so many times as long as elsewhere. */
  private static final int WARM_UPS = 10;

  /** So many times as long it may take until each question was asked. */
  private static final int PATIENCE = 5;

  private static final String UNIT = "keygraph-comparison/throughput";

  @Override
  public void run(WorkerTask task, Parent parent)
      throws IOException, InterruptedException, ExecutionException {
    QuestionList mix =
        QuestionFile.read(task.questions()).stream()
            .filter(list -> list.name().equals(QuestionList.MIX))
            .findFirst()
            .orElse(null);
    if (mix == null) {
      return;
    }
    List<Integer> counts = threads(Runtime.getRuntime().availableProcessors());
    try (Contender contender = Stores.openLoaded(task, parent)) {
      ExecutorService threads = Executors.newCachedThreadPool();
      try {
        Trial trial = new Trial(contender, mix.questions(), threads, parent);
        trial.warmUp(WARM_UPS * task.warmUpMillis());
        for (boolean writes : new boolean[] {false, true}) {
          for (int count : counts) {
            trial.tell(count, writes, trial.run(count, writes, task.measureMillis()));
          }
        }
        contender.save(UnitContent.builder(UNIT).build());
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** Returns 1, 2, 4, … and the number of processors; 2 at least, so that threads meet. */
  static List<Integer> threads(int processors) {
    List<Integer> counts = new ArrayList<>();
    int most = Math.max(2, processors);
    for (int count = 1; count < most; count *= 2) {
      counts.add(count);
    }
    counts.add(most);
    return counts;
  }

  /** How much was done in how long. */
  private record Rates(double questionsPerSecond, double savesPerSecond) {}

  /** The same for several numbers of threads. */
  private static final class Trial {
    private final Contender contender;
    private final List<Question> questions;
    private final ExecutorService threads;
    private final Parent parent;
    private int saves;
    private int first;

    Trial(Contender contender, List<Question> questions, ExecutorService threads, Parent parent) {
      this.contender = contender;
      this.questions = questions;
      this.threads = threads;
      this.parent = parent;
    }

    /**
     * Asks until the time is over and each question was asked, or {@link #PATIENCE} times that: a
     * hot tier is measured when it has what the questions touch.
     */
    void warmUp(long millis) throws InterruptedException, ExecutionException {
      long asked = 0;
      for (int i = 0; i < PATIENCE && (i == 0 || asked < questions.size()); i++) {
        first = (int) asked % questions.size();
        asked += (long) (run(1, true, millis).questionsPerSecond * millis / 1e3);
      }
      first = 0;
    }

    Rates run(int count, boolean writes, long millis)
        throws InterruptedException, ExecutionException {
      parent.progress("asking on " + count + (count == 1 ? " thread" : " threads"), count, -1);
      int savesBefore = saves;
      long start = System.nanoTime();
      long end = start + millis * 1_000_000;
      List<Future<Long>> asked = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int begin = (first + i * questions.size() / count) % questions.size();
        asked.add(threads.submit(() -> ask(begin, end)));
      }
      // This thread writes, since a contender has one thread that does.
      while (writes && System.nanoTime() < end) {
        save();
      }
      long total = 0;
      for (Future<Long> each : asked) {
        total += each.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Rates(total / seconds, (saves - savesBefore) / seconds);
    }

    private long ask(int begin, long end) {
      long asked = 0;
      int next = begin;
      while (System.nanoTime() < end) {
        try (ContenderReader reader = contender.reader()) {
          for (int i = 0; i < QUESTIONS_OF_A_SNAPSHOT && System.nanoTime() < end; i++) {
            reader.prepare(questions.get(next)).ask((node, detail) -> {});
            next = (next + 1) % questions.size();
            asked++;
          }
        }
      }
      return asked;
    }

    /** A function that nobody asks about, so that no answer changes. */
    private void save() {
      UnitContent.Builder unit = UnitContent.builder(UNIT);
      String symbol = UNIT + "#" + saves++;
      unit.define(symbol, NodeKind.FUNCTION).edge(symbol, EdgeKind.CALLS, UNIT + "#none");
      contender.save(unit.build());
    }

    void tell(int count, boolean writes, Rates rates) {
      Map<String, String> parameters =
          Map.of(Parameters.THREADS, Integer.toString(count), "writers", writes ? "one" : "none");
      parent.tell(
          new Message.Measured(
              Section.THROUGHPUT,
              "questions",
              parameters,
              "per s",
              false,
              rates.questionsPerSecond,
              null));
      if (writes) {
        parent.tell(
            new Message.Measured(
                Section.THROUGHPUT,
                "saves",
                parameters,
                "per s",
                false,
                rates.savesPerSecond,
                null));
      }
    }
  }
}
