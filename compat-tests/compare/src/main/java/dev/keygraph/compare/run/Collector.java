package dev.keygraph.compare.run;

import dev.keygraph.compare.report.Distribution;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.worker.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what workers tell: a value of each figure for each round, and the times of all rounds in
 * one distribution. Not for several threads.
 */
public final class Collector {
  private static final String MICROS = "us";
  private static final double NANOS_PER_MICRO = 1_000;
  private static final String[] PERCENTILES = {"50", "95", "99", "99.9"};
  private static final String GOAL_PERCENTILE = "99";
  private static final int DIGITS = 3;

  /** The curve has so many points for each halving of the distance to 100 %. */
  private static final int POINTS_PER_HALVING = 5;

  private final Map<Key, Values> figures = new LinkedHashMap<>();
  private final Map<Key, Times> times = new LinkedHashMap<>();
  private final Set<Finding> findings = new LinkedHashSet<>();

  /** Takes what a worker tells of a contender; what is not about figures is ignored. */
  public void take(String contender, Message message) {
    if (message instanceof Message.Measured measured) {
      Key key = new Key(measured.section(), measured.name(), contender, measured.parameters());
      add(key, measured.unit(), measured.lowerIsBetter(), measured.value(), measured.goal());
    } else if (message instanceof Message.Latencies latencies) {
      add(contender, latencies);
    } else if (message instanceof Message.Note note) {
      add(new Finding(Severity.NOTE, note.section(), contender, note.text()));
    }
  }

  /** Adds a finding, and returns whether it is a new one. */
  public boolean add(Finding finding) {
    return findings.add(finding);
  }

  private void add(String contender, Message.Latencies latencies) {
    Key key = new Key(latencies.section(), latencies.name(), contender, latencies.parameters());
    for (String percentile : PERCENTILES) {
      add(
          key.with(Parameters.PERCENTILE, percentile),
          MICROS,
          true,
          latencies.nanos().getValueAtPercentile(Double.parseDouble(percentile)) / NANOS_PER_MICRO,
          percentile.equals(GOAL_PERCENTILE) ? latencies.goalMicros() : null);
    }
    times.computeIfAbsent(key, any -> new Times()).add(latencies);
  }

  private void add(
      Key key, String unit, boolean lowerIsBetter, double value, @Nullable Double goal) {
    figures
        .computeIfAbsent(key, any -> new Values(unit, lowerIsBetter, goal, new ArrayList<>()))
        .values
        .add(value);
  }

  /** Returns all figures, in the order in which they came first. */
  public List<Figure> figures() {
    return figures.entrySet().stream()
        .map(
            entry -> {
              Values all = entry.getValue();
              return new Figure(entry.getKey(), all.unit, all.lowerIsBetter, all.values, all.goal);
            })
        .toList();
  }

  /** Returns all distributions, in the order in which they came first. */
  public List<Distribution> distributions() {
    return times.entrySet().stream()
        .map(entry -> entry.getValue().distribution(entry.getKey()))
        .toList();
  }

  /** Returns all findings, the gravest first. */
  public List<Finding> findings() {
    return findings.stream().sorted((a, b) -> a.severity().compareTo(b.severity())).toList();
  }

  private record Values(
      String unit, boolean lowerIsBetter, @Nullable Double goal, List<Double> values) {}

  /** The times of all rounds. */
  private static final class Times {
    private final Histogram nanos = new Histogram(DIGITS);
    private final Histogram edges = new Histogram(DIGITS);
    private final Histogram results = new Histogram(DIGITS);

    void add(Message.Latencies latencies) {
      nanos.add(latencies.nanos());
      edges.add(latencies.edges());
      results.add(latencies.results());
    }

    Distribution distribution(Key key) {
      List<Distribution.Point> curve = new ArrayList<>();
      for (HistogramIterationValue point : nanos.percentiles(POINTS_PER_HALVING)) {
        curve.add(
            new Distribution.Point(
                point.getPercentileLevelIteratedTo(),
                point.getValueIteratedTo() / NANOS_PER_MICRO));
      }
      return new Distribution(
          key,
          MICROS,
          nanos.getTotalCount(),
          nanos.getMean() / NANOS_PER_MICRO,
          nanos.getMinValue() / NANOS_PER_MICRO,
          nanos.getMaxValue() / NANOS_PER_MICRO,
          curve,
          sizes(edges),
          sizes(results));
    }

    private static Distribution.Sizes sizes(Histogram histogram) {
      return new Distribution.Sizes(
          histogram.getMean(),
          histogram.getValueAtPercentile(50),
          histogram.getValueAtPercentile(99),
          histogram.getMaxValue());
    }
  }
}
