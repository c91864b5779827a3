package dev.keygraph.compare.run;

import dev.keygraph.compare.code.Census;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.compare.code.UnitFile;
import dev.keygraph.compare.profile.Recordings;
import dev.keygraph.compare.question.QuestionFile;
import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.question.QuestionPicker;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Inputs;
import dev.keygraph.compare.report.Noise;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.worker.Message;
import dev.keygraph.compare.worker.PhaseName;
import dev.keygraph.compare.worker.WorkerTask;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Has all contenders do the same work, and reports. The parent measures nothing itself: it parses
 * the code, picks questions, starts workers, and compares answers.
 *
 * <p>For one run on one thread.
 */
public final class Comparison {
  private final ComparisonOptions options;
  private final ComparisonListener listener;
  private final BiFunction<ComparisonOptions, Path, WorkerLauncher> launchers;
  private final Collector collector = new Collector();
  private final NoiseProbe noiseProbe = new NoiseProbe();

  /** A comparison whose workers are JVMs of this process's class path. */
  public Comparison(ComparisonOptions options, ComparisonListener listener) {
    this(
        options,
        listener,
        (chosen, directory) ->
            new JvmLauncher(
                System.getProperty("java.class.path"),
                directory,
                chosen.heapBytes(),
                chosen.patience()));
  }

  /**
   * A comparison whose workers are recorded meanwhile. The report has a note of that.
   *
   * @param recordings takes the recordings
   */
  public Comparison(ComparisonOptions options, ComparisonListener listener, Recordings recordings) {
    this(
        options,
        listener,
        (chosen, directory) ->
            new JvmLauncher(
                System.getProperty("java.class.path"),
                directory,
                chosen.heapBytes(),
                chosen.patience(),
                recordings::flags));
    collector.add(
        new Finding(
            Severity.NOTE,
            null,
            null,
            "All was measured under the flight recorder, which costs some time itself."));
  }

  /**
   * A comparison with other workers.
   *
   * @param launchers makes a launcher, which may keep files in the directory
   */
  Comparison(
      ComparisonOptions options,
      ComparisonListener listener,
      BiFunction<ComparisonOptions, Path, WorkerLauncher> launchers) {
    this.options = options;
    this.listener = listener;
    this.launchers = launchers;
  }

  /**
   * Runs it.
   *
   * @return what was found; contenders that failed and answers that differ are findings
   * @throws IOException if the directory cannot be used
   * @throws IllegalArgumentException if there is no unit in the code
   * @throws InterruptedException if the thread was interrupted
   */
  public Report run(CodeSource code) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(options.directory(), "keygraph-compare");
    try {
      return run(code, directory);
    } finally {
      Directories.delete(directory);
    }
  }

  private Report run(CodeSource code, Path directory) throws IOException, InterruptedException {
    Path units = directory.resolve("units");
    Census census = read(code, units);
    List<QuestionList> lists =
        new QuestionPicker(census, options.seed(), options.questions()).pick();
    Path questions = directory.resolve("questions");
    QuestionFile.write(lists, questions);

    WorkerLauncher launcher = launchers.apply(options, directory);
    Map<String, WorkerTask> tasks = new HashMap<>();
    for (ContenderInfo contender : options.contenders()) {
      tasks.put(contender.name(), task(contender, directory, units, questions));
    }
    ask(launcher, lists, tasks, directory.resolve("disputed"));

    Noise noise = noiseProbe.noise();
    if (noise.isNoisy()) {
      // The report has the times, and says so itself.
      listener.found(
          new Finding(
              Severity.NOTE,
              null,
              null,
              String.format(
                  Locale.ROOT,
                  "The machine was noisy: one fixed piece of work took up to %.0f %% longer at some"
                      + " times than at others. Differences of that order mean nothing.",
                  100 * noise.spread())));
    }
    return new Report(
        options.version(),
        options.arguments(),
        Machine.environment(directory, launcher.flags(), noise),
        new Inputs(
            code.names(), census.units(), census.nodes(), census.edges(), null, options.seed()),
        options.contenders(),
        collector.figures(),
        collector.distributions(),
        collector.findings(),
        List.of());
  }

  private Census read(CodeSource code, Path file) throws IOException {
    Census census = new Census();
    try (UnitFile.Writer writer = new UnitFile.Writer(file)) {
      code.read(
          unit -> {
            census.add(unit);
            listener.progress("reading", census.units(), -1);
            try {
              writer.write(unit);
            } catch (IOException e) {
              throw new UncheckedIOException("cannot write " + file, e);
            }
          });
    }
    if (census.units() == 0) {
      throw new IllegalArgumentException(
          "there is no code to compare on in " + String.join(", ", code.names()));
    }
    return census;
  }

  private void ask(
      WorkerLauncher launcher,
      List<QuestionList> lists,
      Map<String, WorkerTask> tasks,
      Path disputed)
      throws InterruptedException {
    AnswerBook answers = new AnswerBook(lists);
    new Rounds(launcher, noiseProbe, listener)
        .run(
            options.rounds(),
            options.contenders(),
            contender -> task(tasks, contender.name()),
            new Rounds.Sink(
                (contender, message) -> take(contender, message, answers),
                (contender, failure) -> found(failure)));
    new Explainer(launcher, disputed, name -> task(tasks, name))
        .explain(answers.disputes())
        .forEach(this::found);
  }

  private void take(String contender, Message message, AnswerBook answers) {
    if (message instanceof Message.Answers told) {
      answers.take(contender, told);
    } else {
      collector.take(contender, message);
    }
  }

  private void found(Finding finding) {
    collector.add(finding);
    listener.found(finding);
  }

  private static WorkerTask task(Map<String, WorkerTask> tasks, String contender) {
    return Objects.requireNonNull(tasks.get(contender));
  }

  private WorkerTask task(ContenderInfo contender, Path directory, Path units, Path questions) {
    return new WorkerTask(
        PhaseName.QUESTIONS,
        contender.name(),
        directory.resolve("store-" + contender.name()),
        Durability.valueOf(contender.durabilities().get(0).toUpperCase(Locale.ROOT)),
        units,
        questions,
        options.warmUp().toMillis(),
        options.measure().toMillis());
  }
}
