package dev.keygraph.compare.worker;

import dev.keygraph.compare.code.CodeFile;
import dev.keygraph.compare.code.CodeFormat;
import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.question.Question;
import dev.keygraph.compare.question.QuestionKind;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Section;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.HdrHistogram.Histogram;

/**
 * Saves changed files, one after the other: from the bytes of a changed file to the first answer
 * that shows the change, on each level of durability that the contender keeps. Each time a file
 * gets another new function, which calls one that was there before; the answer is whom the new
 * function calls. The last save of a file gives it its old content again.
 */
final class SavePhase implements Phase {
  private static final double GOAL_MICROS = 12_000;
  private static final int DIGITS = 3;

  /** A 99th percentile needs so many. */
  private static final int LEAST_SAVES = 100;

  private static final double NANOS_PER_MICRO = 1_000;

  @Override
  public void run(WorkerTask task, Parent parent) throws IOException {
    CodeFormat format = ServiceLoader.load(CodeFormat.class).findFirst().orElse(null);
    List<CodeFile> files =
        format == null
            ? List.of()
            : CodeFile.read(task.changes()).stream()
                .filter(file -> canChange(format, file))
                .toList();
    if (format == null || files.isEmpty()) {
      parent.tell(
          new Message.Note(Section.SAVE, "There is no file that can be changed and saved again."));
      return;
    }
    // Saves are slow and so few that the JVM is warm only after those of all levels: without them,
    // the level that is measured first would look slower than it is. Most are made where they are
    // fastest.
    Durability fastest = Collections.max(task.durabilities());
    for (Durability durability : task.durabilities()) {
      try (Contender contender = Stores.openLoaded(task.on(durability), parent)) {
        Saving saving = new Saving(contender, format, files, parent);
        saving.repeat(task.warmUpMillis(), LEAST_SAVES);
        if (durability == fastest) {
          JustInTime.settle(() -> saving.repeat(task.warmUpMillis(), 1), task.measureMillis());
        }
        saving.restore();
      }
    }
    for (Durability durability : task.durabilities()) {
      try (Contender contender = Stores.openLoaded(task.on(durability), parent)) {
        Saving saving = new Saving(contender, format, files, parent);
        saving.repeat(task.warmUpMillis(), files.size());
        saving.reset();
        saving.repeat(task.measureMillis(), LEAST_SAVES);
        saving.restore();
        saving.tell(durability.configName());
      }
    }
  }

  /** A module's descriptor has no functions. */
  private static boolean canChange(CodeFormat format, CodeFile file) {
    try {
      format.change(file.bytes(), 0);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The saves of one level. */
  private static final class Saving {
    private final Contender contender;
    private final CodeFormat format;
    private final List<CodeFile> files;
    private final Parent parent;
    private final Histogram all = new Histogram(DIGITS);
    private final Histogram parse = new Histogram(DIGITS);
    private final Histogram difference = new Histogram(DIGITS);
    private final Histogram commit = new Histogram(DIGITS);
    private final Histogram visible = new Histogram(DIGITS);
    private final Histogram results = new Histogram(DIGITS);
    private int number;

    Saving(Contender contender, CodeFormat format, List<CodeFile> files, Parent parent) {
      this.contender = contender;
      this.format = format;
      this.files = files;
      this.parent = parent;
    }

    void reset() {
      for (Histogram histogram : List.of(all, parse, difference, commit, visible, results)) {
        histogram.reset();
      }
    }

    void repeat(long millis, int least) {
      long end = System.nanoTime() + millis * 1_000_000;
      for (int i = 0; i < least || System.nanoTime() < end; i++) {
        save(files.get(number % files.size()));
        parent.progress("saving", number, -1);
      }
    }

    private void save(CodeFile file) {
      byte[] changed = format.change(file.bytes(), number);
      Question question = new Question(QuestionKind.CALLEES, format.added(file.bytes(), number++));
      long[] found = {0};
      long committedBefore = contender.commitNanos();
      long start = System.nanoTime();
      UnitContent unit = format.parse(file.path(), changed);
      long parsed = System.nanoTime();
      contender.save(unit);
      long saved = System.nanoTime();
      try (ContenderReader reader = contender.reader()) {
        reader.prepare(question).ask((node, detail) -> found[0]++);
        long answered = System.nanoTime();
        if (found[0] == 0) {
          throw new IllegalStateException(
              "what was saved of " + file.path() + " is not there: " + question);
        }
        long committed = contender.commitNanos() - committedBefore;
        all.recordValue(answered - start);
        parse.recordValue(parsed - start);
        difference.recordValue(Math.max(0, saved - parsed - committed));
        commit.recordValue(committed);
        visible.recordValue(answered - saved);
        results.recordValue(found[0]);
      }
    }

    void restore() {
      for (CodeFile file : files.subList(0, Math.min(number, files.size()))) {
        contender.save(format.parse(file.path(), file.bytes()));
      }
    }

    void tell(String level) {
      Map<String, String> parameters = Map.of(Parameters.DURABILITY, level);
      parent.tell(
          new Message.Latencies(
              Section.SAVE, "save", parameters, GOAL_MICROS, all, new Histogram(DIGITS), results));
      part(level, "parse", parse);
      part(level, "difference", difference);
      part(level, "commit", commit);
      part(level, "visible", visible);
    }

    private void part(String level, String part, Histogram nanos) {
      for (String percentile : List.of("50", "99")) {
        parent.tell(
            new Message.Measured(
                Section.SAVE,
                "save-parts",
                Map.of(
                    Parameters.DURABILITY,
                    level,
                    Parameters.PART,
                    part,
                    Parameters.PERCENTILE,
                    percentile),
                "us",
                true,
                nanos.getValueAtPercentile(Double.parseDouble(percentile)) / NANOS_PER_MICRO,
                null));
      }
    }
  }
}
