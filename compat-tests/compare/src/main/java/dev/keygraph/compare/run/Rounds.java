package dev.keygraph.compare.run;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.worker.Message;
import dev.keygraph.compare.worker.PhaseName;
import dev.keygraph.compare.worker.WorkerTask;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;

/**
 * Has each contender do the same tasks in each round, one part after the other: A B C, A B C, … On
 * a machine that becomes slower or faster meanwhile, all become so alike. Between two workers the
 * noise of the machine is probed.
 *
 * <p>A contender that fails is out until the end of the rounds; the others go on, and what it did
 * in earlier rounds stays. Its store may be half written, so it is deleted.
 */
final class Rounds {
  private final WorkerLauncher launcher;
  private final Runnable noiseProbe;
  private final ComparisonListener listener;

  Rounds(WorkerLauncher launcher, Runnable noiseProbe, ComparisonListener listener) {
    this.launcher = launcher;
    this.noiseProbe = noiseProbe;
    this.listener = listener;
  }

  /**
   * Runs rounds.
   *
   * @param count how many
   * @param phases the parts of each round
   * @param does whether a contender takes part in a phase
   * @param tasks makes a contender's task, right before it is done
   * @param sink takes what a contender's workers tell, but how far they are; and the failures
   */
  void run(
      int count,
      List<PhaseName> phases,
      List<ContenderInfo> contenders,
      BiPredicate<ContenderInfo, PhaseName> does,
      BiFunction<ContenderInfo, PhaseName, WorkerTask> tasks,
      Sink sink)
      throws InterruptedException {
    Set<ContenderInfo> running = new LinkedHashSet<>(contenders);
    for (int round = 1; round <= count; round++) {
      for (PhaseName phase : phases) {
        for (ContenderInfo contender : List.copyOf(running)) {
          if (!does.test(contender, phase)) {
            continue;
          }
          noiseProbe.run();
          String title = title(contender, phase, round, count);
          if (!work(contender, phase, tasks, title, sink)) {
            running.remove(contender);
          }
        }
      }
    }
    noiseProbe.run();
  }

  private boolean work(
      ContenderInfo contender,
      PhaseName phase,
      BiFunction<ContenderInfo, PhaseName, WorkerTask> tasks,
      String title,
      Sink sink)
      throws InterruptedException {
    listener.progress(title, 0, -1);
    WorkerTask task;
    try {
      task = tasks.apply(contender, phase);
    } catch (UncheckedIOException e) {
      // Such as a full disk, where a store was to be copied.
      sink.failures().accept(contender, failure(contender, phase, title, e));
      return false;
    }
    try {
      if (phase.beginsEmpty()) {
        Directories.delete(task.directory());
      }
      launcher.run(task, message -> forward(contender, message, title, sink.messages()));
      return true;
    } catch (WorkerException e) {
      Directories.delete(task.directory());
      sink.failures().accept(contender, failure(contender, phase, title, e));
      return false;
    }
  }

  /**
   * Takes what comes out.
   *
   * @param messages takes a contender's name and what it tells
   * @param failures takes contenders that failed
   */
  record Sink(BiConsumer<String, Message> messages, BiConsumer<ContenderInfo, Finding> failures) {}

  private void forward(
      ContenderInfo contender,
      Message message,
      String title,
      BiConsumer<String, Message> messages) {
    if (message instanceof Message.Progress progress) {
      listener.progress(title + ": " + progress.task(), progress.done(), progress.total());
    } else {
      messages.accept(contender.name(), message);
    }
  }

  private static String title(ContenderInfo contender, PhaseName phase, int round, int count) {
    return contender.name()
        + ", "
        + phase.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + ", round "
        + round
        + " of "
        + count;
  }

  private static Finding failure(
      ContenderInfo contender, PhaseName phase, String title, Exception e) {
    return new Finding(
        Severity.FAILURE,
        phase.section(),
        contender.name(),
        title + ": it failed, and is left out from there on: " + e.getMessage());
  }
}
