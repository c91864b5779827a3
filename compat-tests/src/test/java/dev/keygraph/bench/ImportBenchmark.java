package dev.keygraph.bench;

import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The import of a graph's units into an empty store, beside the engine's own sorted load of the
 * same keys and values, which are sorted and in memory already. Both end with everything on stable
 * storage: files, and the directories that name them. Rounds of all engines are interleaved, and
 * within one the import and the own load, either of them first in turn. Medians count; the share is
 * the median of the rounds' own shares, so that a slow moment of the machine hits both of its
 * sides.
 */
final class ImportBenchmark implements Runnable {
  private static final int ROUNDS = 7;
  private static final int WARM_UPS = 2;

  private final Effort effort;
  private final int roundCount;
  private final List<String> engines;
  private final List<UnitContent> units;
  private final Map<String, List<Round>> rounds = new TreeMap<>();

  /** Both sides of one engine in one round. */
  private record Round(ImportRun ours, ImportRun own) {
    double share() {
      return own.seconds() / ours.seconds();
    }
  }

  ImportBenchmark(BenchSettings settings) {
    effort = settings.effort();
    roundCount = effort.of("rounds", ROUNDS);
    engines = settings.engines();
    units = settings.source().units();
  }

  @Override
  public void run() {
    ImportRun.Entries entries = ImportRun.entries(engines.get(0), units);
    for (int number = -effort.of(WARM_UPS); number < roundCount; number++) {
      for (String engine : engines) {
        boolean oursFirst = number % 2 == 0;
        ImportRun first = measure(engine, oursFirst, entries);
        ImportRun second = measure(engine, !oursFirst, entries);
        Round round = oursFirst ? new Round(first, second) : new Round(second, first);
        System.out.printf(
            Locale.ROOT,
            "%s %2d: import %s; own load %s; share %.0f %%%n",
            engine,
            number,
            round.ours(),
            round.own(),
            100 * round.share());
        if (number >= 0) {
          rounds.computeIfAbsent(engine, e -> new ArrayList<>()).add(round);
        }
      }
    }
    print(entries.count());
  }

  private ImportRun measure(String engine, boolean ours, ImportRun.Entries entries) {
    return ours
        ? ImportRun.ours(engine, units, entries.count(), effort)
        : ImportRun.own(engine, entries, effort);
  }

  private void print(long count) {
    System.out.printf(
        "%n%,d units, %,d entries, %d rounds; median (least - most)%n",
        units.size(), count, roundCount);
    System.out.println(
        "engine    import k entries/s        own sorted load           share             MB on disk");
    rounds.forEach(
        (engine, list) ->
            System.out.printf(
                Locale.ROOT,
                "%-8s %-25s %-25s %-18s %,8.0f%n",
                engine,
                spread(list, round -> count / round.ours().seconds() / 1e3, ""),
                spread(list, round -> count / round.own().seconds() / 1e3, ""),
                spread(list, round -> 100 * round.share(), " %"),
                median(list, round -> round.ours().bytes() / 1e6)));
    System.out.println("\nmedian milliseconds of each step, and seconds of processor time");
    rounds.forEach(
        (engine, list) -> {
          System.out.printf("%-8s import: %s%n", engine, steps(list, Round::ours));
          System.out.printf("%-8s own:    %s%n", engine, steps(list, Round::own));
        });
  }

  private static String steps(List<Round> list, Function<Round, ImportRun> side) {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (String step : side.apply(list.get(0)).steps().keySet()) {
      medians.put(step, median(list, round -> side.apply(round).steps().getOrDefault(step, 0.0)));
    }
    return ImportRun.text(medians, median(list, round -> side.apply(round).processorSeconds()));
  }

  /** A figure of a round. */
  private interface Figure {
    double of(Round round);
  }

  private static double[] sorted(List<Round> list, Figure figure) {
    return list.stream().mapToDouble(figure::of).sorted().toArray();
  }

  private static double median(List<Round> list, Figure figure) {
    double[] sorted = sorted(list, figure);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static String spread(List<Round> list, Figure figure, String unit) {
    double[] sorted = sorted(list, figure);
    return String.format(
        Locale.ROOT,
        "%,.0f%s (%,.0f - %,.0f)",
        median(list, figure),
        unit,
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
