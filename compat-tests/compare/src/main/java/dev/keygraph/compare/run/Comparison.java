package dev.keygraph.compare.run;

import dev.keygraph.compare.code.Census;
import dev.keygraph.compare.code.CodeSource;
import dev.keygraph.compare.profile.Recordings;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Inputs;
import dev.keygraph.compare.report.Noise;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.worker.Message;
import dev.keygraph.compare.worker.PhaseName;
import dev.keygraph.compare.worker.WorkerTask;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Has all contenders do the same work, and reports. The parent measures nothing itself: it parses
 * the code, picks questions, starts workers, and compares answers.
 *
 * <p>For one run on one thread.
 */
public final class Comparison {
  private static final List<PhaseName> PARTS =
      List.of(
          PhaseName.LOAD,
          PhaseName.QUESTIONS,
          PhaseName.THROUGHPUT,
          PhaseName.SAVE,
          PhaseName.START_CLEAN,
          PhaseName.START_KILLED);

  private static final List<PhaseName> GROWTH_PARTS = List.of(PhaseName.LOAD, PhaseName.GROWTH);

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
    try (TemporaryDirectory directory =
        TemporaryDirectory.create(options.directory(), "keygraph-compare")) {
      return run(code, directory.path());
    }
  }

  private Report run(CodeSource code, Path directory) throws IOException, InterruptedException {
    Preparation preparation = new Preparation(options, listener, code, directory);
    Material whole = preparation.whole();
    WorkerLauncher launcher = launchers.apply(options, directory);
    Growth growth = new Growth(whole, collector, options.contenders());
    measure(
        launcher,
        directory,
        whole,
        PARTS,
        options.sizes().isEmpty() ? collector::take : growth::takeWhole);
    if (whole.lines() > 0) {
      // What is shown as the same size would be taken for rounds of one.
      Set<String> labels = new HashSet<>(Set.of(whole.label()));
      for (long lines : options.sizes()) {
        if (labels.add(Material.label(lines))) {
          grow(launcher, directory, preparation.scaled(whole, lines));
        }
      }
    } else if (!options.sizes().isEmpty()) {
      found(note(Section.GROWTH, "The code does not tell its lines: growth was not measured."));
    }
    Census census = whole.census();

    Noise noise = noiseProbe.noise();
    if (noise.isNoisy()) {
      // The report has the times, and says so itself.
      listener.found(
          note(
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
            code.names(),
            census.units(),
            census.nodes(),
            census.edges(),
            whole.lines() == 0 ? null : whole.lines(),
            options.seed()),
        options.contenders(),
        collector.figures(),
        collector.distributions(),
        collector.findings(),
        new Recommender(options.contenders(), collector.figures(), collector.findings())
            .recommendations());
  }

  private void grow(WorkerLauncher launcher, Path directory, Material material)
      throws InterruptedException {
    Growth growth = new Growth(material, collector, options.contenders());
    found(note(Section.GROWTH, growth.description()));
    measure(launcher, directory, material, GROWTH_PARTS, growth::take);
    stores(directory, material).delete();
  }

  private StoreDirectories stores(Path directory, Material material) {
    return new StoreDirectories(
        directory, material.units().getFileName().toString(), options.contenders());
  }

  /** Has all contenders do some parts, and holds their answers against each other. */
  private void measure(
      WorkerLauncher launcher,
      Path directory,
      Material material,
      List<PhaseName> phases,
      BiConsumer<String, Message> sink)
      throws InterruptedException {
    StoreDirectories stores = stores(directory, material);
    if (!options.contenders().stream().allMatch(each -> stores.does(each, PhaseName.LOAD))) {
      found(
          note(
              Section.LOAD,
              "A load does not touch the hot tier: hot contenders work on copies of what the cold"
                  + " ones loaded."));
    }
    Map<String, WorkerTask> tasks = new HashMap<>();
    for (ContenderInfo contender : options.contenders()) {
      tasks.put(contender.name(), task(contender, stores.of(contender), material));
    }
    AnswerBook answers = new AnswerBook(material.lists());
    new Rounds(launcher, noiseProbe, listener)
        .run(
            options.rounds(),
            phases,
            options.contenders(),
            (contender, phase) -> stores.does(contender, phase) && survives(contender, phase),
            (contender, phase) -> {
              stores.prepare(contender, phase);
              return prepare(task(tasks, contender.name()).withPhase(phase));
            },
            new Rounds.Sink(
                (contender, message) -> {
                  if (message instanceof Message.Answers told) {
                    answers.take(contender, told);
                  } else {
                    sink.accept(contender, message);
                  }
                },
                (contender, failure) -> found(failure)));
    Section questions =
        phases.contains(PhaseName.GROWTH) ? Section.GROWTH : PhaseName.QUESTIONS.section();
    answers.shortfalls().forEach(text -> found(note(questions, text)));
    new Explainer(launcher, directory.resolve("disputed"), name -> task(tasks, name))
        .explain(answers.disputes())
        .forEach(this::found);
  }

  /** A store whose writes are not kept is refused after its process was killed. */
  private boolean survives(ContenderInfo contender, PhaseName phase) {
    if (phase != PhaseName.START_KILLED
        || !contender.durabilities().get(0).equals(Durability.UNSAFE.configName())) {
      return true;
    }
    found(
        note(
            Section.START,
            "What is written at the level unsafe does not survive a kill, and is refused then: there"
                + " is no start after one."));
    return false;
  }

  /** Does what comes before a part, out of its time. */
  private WorkerTask prepare(WorkerTask task) {
    if (task.phase().section() == Section.START) {
      boolean dropped = options.dropsPageCache() && PageCache.drop();
      found(
          note(
              Section.START,
              dropped
                  ? "The system was asked to drop the files that it keeps in memory before each"
                      + " start."
                  : "The system's memory of files was not dropped, which takes a privilege: what is"
                      + " cold here is the JVM, not the files."));
    }
    return task;
  }

  private void found(Finding finding) {
    if (collector.add(finding)) {
      listener.found(finding);
    }
  }

  private static Finding note(@Nullable Section section, String text) {
    return new Finding(Severity.NOTE, section, null, text);
  }

  private static WorkerTask task(Map<String, WorkerTask> tasks, String contender) {
    return Objects.requireNonNull(tasks.get(contender));
  }

  private WorkerTask task(ContenderInfo contender, Path store, Material material) {
    return new WorkerTask(
        PhaseName.QUESTIONS,
        contender.name(),
        store,
        contender.durabilities().stream()
            .map(name -> Durability.valueOf(name.toUpperCase(Locale.ROOT)))
            .toList(),
        material.units(),
        material.questions(),
        material.changes(),
        options.warmUp().toMillis(),
        options.measure().toMillis());
  }
}
