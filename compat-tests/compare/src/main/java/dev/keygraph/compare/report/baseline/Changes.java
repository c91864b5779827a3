package dev.keygraph.compare.report.baseline;

import dev.keygraph.compare.report.Environment;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Noise;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.view.Facts;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What changed from a baseline to a run: the figures whose rounds lie beyond those of the baseline
 * by more than a margin, and by more than they lie apart themselves. The margin is what the machine
 * itself wandered within either run, or became slower or faster between them, and at least {@value
 * #LEAST_MARGIN}; with few rounds, {@value #MARGIN_OF_FEW_ROUNDS}. The last percentiles are set
 * against nothing: of what is done a few hundred times they are the one slowest.
 *
 * @param margin as a part of one
 * @param compared how many figures both runs have
 * @param worse what became worse, the greatest change first
 * @param better what became better, the greatest change first
 * @param missing what the baseline has and this run has not
 * @param cautions why the two may not be comparable, in sentences
 */
public record Changes(
    double margin,
    int compared,
    List<Change> worse,
    List<Change> better,
    List<Key> missing,
    List<String> cautions) {

  /** No smaller change is named, however quiet the machine was. */
  public static final double LEAST_MARGIN = 0.05;

  /** A figure of one or two rounds says little of its spread. */
  public static final double MARGIN_OF_FEW_ROUNDS = 0.25;

  private static final int FEW_ROUNDS = 2;
  private static final Set<String> LAST_PERCENTILES = Set.of("99.9", "100");

  /** Copies the lists. */
  public Changes {
    worse = List.copyOf(worse);
    better = List.copyOf(better);
    missing = List.copyOf(missing);
    cautions = List.copyOf(cautions);
  }

  /** Sets a run against a baseline. */
  public static Changes between(Report baseline, Report run) {
    double drift = drift(baseline.environment().noise(), run.environment().noise());
    double margin =
        Math.max(
            Math.max(LEAST_MARGIN, drift),
            Math.max(baseline.environment().noise().spread(), run.environment().noise().spread()));
    Map<Key, Figure> now = new HashMap<>();
    run.figures().forEach(figure -> now.put(figure.key(), figure));
    Set<String> contenders = new HashSet<>();
    run.contenders().forEach(contender -> contenders.add(contender.name()));
    List<Change> changes = new ArrayList<>();
    List<Key> missing = new ArrayList<>();
    int compared = 0;
    for (Figure before : baseline.figures()) {
      if (isOfLast(before.key())) {
        continue;
      }
      Figure figure = now.get(before.key());
      if (figure != null && figure.unit().equals(before.unit())) {
        compared++;
        Change change = new Change(before, figure);
        int rounds = Math.min(figure.values().size(), before.values().size());
        if (change.exceeds(
            rounds <= FEW_ROUNDS ? Math.max(margin, MARGIN_OF_FEW_ROUNDS) : margin)) {
          changes.add(change);
        }
      } else if (contenders.contains(before.contender())) {
        missing.add(before.key());
      }
    }
    changes.sort(Comparator.comparingDouble(Changes::size).reversed());
    return new Changes(
        margin,
        compared,
        changes.stream().filter(Change::isWorse).toList(),
        changes.stream().filter(change -> !change.isWorse()).toList(),
        missing,
        cautions(baseline, run, drift));
  }

  private static boolean isOfLast(Key key) {
    return LAST_PERCENTILES.contains(key.parameters().getOrDefault(Parameters.PERCENTILE, ""));
  }

  /** Returns what a figure is about, and whose it is. */
  public static String title(Key key) {
    return key.contender() + ": " + key.section().title() + ": " + Words.figureTitle(key);
  }

  /** Returns it all in a sentence. */
  public String summary() {
    return compared
        + " figures set against the baseline: "
        + worse.size()
        + " worse, "
        + better.size()
        + " better, by more than the noise ("
        + Quantity.percent(margin)
        + " beyond the rounds).";
  }

  private static double size(Change change) {
    return Math.abs(Math.log(change.ratio()));
  }

  private static double drift(Noise before, Noise now) {
    if (before.millis().isEmpty() || now.millis().isEmpty()) {
      return 0;
    }
    double ratio = before.median() / now.median();
    return Math.max(ratio, 1 / ratio) - 1;
  }

  private static List<String> cautions(Report baseline, Report run, double drift) {
    List<String> cautions = new ArrayList<>();
    if (!baseline.inputs().equals(run.inputs())) {
      cautions.add(
          "The code or the questions are not the same. Baseline: " + Facts.code(baseline.inputs()));
    }
    Environment before = baseline.environment();
    Environment now = run.environment();
    caution(cautions, "Java", before.java(), now.java());
    caution(cautions, "system", before.system(), now.system());
    caution(cautions, "number of processors", before.processors(), now.processors());
    caution(cautions, "memory", before.memoryBytes(), now.memoryBytes());
    caution(cautions, "file system", before.fileSystem(), now.fileSystem());
    caution(cautions, "list of JVM flags", before.workerFlags(), now.workerFlags());
    if (drift > Noise.NOISY) {
      cautions.add(
          "The machine itself became slower or faster, by " + Quantity.percent(drift) + ".");
    }
    return cautions;
  }

  private static void caution(List<String> cautions, String what, Object before, Object now) {
    if (!before.equals(now)) {
      cautions.add("The " + what + " was " + before + " and is " + now + ".");
    }
  }
}
