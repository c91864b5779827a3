package dev.keygraph.compare.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report with every section, of made-up figures: the same each time. */
public final class ReportFixture {
  private static final List<String> ENGINES =
      List.of("lmdb", "mapdb", "rocks", "sqlite", "xodus", "memory", "sqlite-classic");
  private static final List<String> QUESTIONS =
      List.of("mix", "callers", "callers-2", "implementors", "blast-radius-5", "cycles");
  private static final int ROUNDS = 3;

  private final List<ContenderInfo> contenders = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Distribution> distributions = new ArrayList<>();

  /** How much slower all times are than they would be. */
  private final double slowness;

  private ReportFixture(double slowness) {
    this.slowness = slowness;
  }

  /** Returns the report. */
  public static Report report() {
    return report(1);
  }

  /** Returns the report of a run in which all times are so many times as long. */
  public static Report report(double slowness) {
    return new ReportFixture(slowness).build();
  }

  private Report build() {
    for (String engine : ENGINES) {
      contender(engine, Tier.COLD);
      if (!engine.equals("sqlite-classic")) {
        contender(engine, Tier.HOT);
      }
    }
    for (int i = 0; i < contenders.size(); i++) {
      double factor = 1 + 0.35 * i;
      boolean hot = contenders.get(i).tier() == Tier.HOT;
      String name = contenders.get(i).name();
      if (!hot) {
        load(name, factor);
      }
      questions(name, hot ? factor / 4 : factor);
      throughput(name, hot ? factor / 4 : factor);
      if (contenders.get(i).persistent()) {
        save(name, factor);
        start(name, factor);
      }
      growth(name, factor, hot);
    }
    Key reason =
        new Key(
            Section.QUESTIONS,
            "latency",
            "lmdb",
            Map.of("question", "mix", "sample", "uniform", "percentile", "99"));
    return new Report(
        "keygraph 0.1.0",
        "compare --jdk=java.base",
        new Environment(
            "OpenJDK 17",
            "Linux amd64",
            2,
            16L << 30,
            "/var/tmp/stores",
            "ext4",
            false,
            List.of("-Xmx2048m", "-XX:+UseParallelGC"),
            new Noise(List.of(60.0, 61.0, 60.5, 62.0, 60.2))),
        new Inputs(List.of("jdk:java.base"), 6445, 94_658, 462_074, 1_000_000L, 1),
        contenders,
        figures,
        distributions,
        List.of(
            new Finding(
                Severity.FAILURE,
                Section.START,
                "mapdb",
                "mapdb, start, round 3 of 3: it failed, and is left out from there on."),
            new Finding(
                Severity.NOTE,
                Section.START,
                null,
                "The page cache could not be dropped: that takes a privilege. Cold means a fresh"
                    + " JVM.")),
        List.of(
            new Recommendation(
                "read-heavy",
                "lmdb",
                "Take lmdb: of those that keep durable, its slowest questions are the fastest.",
                List.of(reason, reason.of("rocks"))),
            new Recommendation(
                "write-heavy",
                "rocks",
                "Take rocks: a saved file is ready soonest.",
                List.of(new Key(Section.LOAD, "units", "rocks", Map.of()))),
            new Recommendation(
                "memory-tight",
                "mapdb",
                "Take mapdb: it peaks at the least resident memory.",
                List.of(new Key(Section.LOAD, "peak-resident", "mapdb", Map.of())))));
  }

  private void contender(String engine, Tier tier) {
    boolean persistent = !engine.equals("memory");
    Map<String, String> guarantees = new LinkedHashMap<>();
    guarantees.put("durable", persistent ? "nothing acknowledged is lost" : "no");
    guarantees.put("no native code", engine.startsWith("m") ? "yes" : "no");
    guarantees.put("backup while open", "yes");
    contenders.add(
        new ContenderInfo(
            tier == Tier.HOT ? engine + "+hot" : engine,
            engine,
            tier,
            persistent ? List.of("durable", "relaxed", "unsafe") : List.of("unsafe"),
            persistent,
            guarantees));
  }

  private void load(String contender, double factor) {
    add(key(Section.LOAD, "units", contender), "units/s", false, 9_000 / factor, null);
    add(key(Section.LOAD, "entries", contender), "entries/s", false, 2_900_000 / factor, null);
    add(key(Section.LOAD, "size", contender), "bytes", true, 28e6 * factor, null);
    add(key(Section.LOAD, "write-amplification", contender), "x", true, 1.1 * factor, null);
    add(key(Section.LOAD, "peak-heap", contender), "bytes", true, 240e6 * factor, null);
    add(key(Section.LOAD, "peak-resident", contender), "bytes", true, 900e6 / factor, null);
  }

  private void questions(String contender, double factor) {
    for (int i = 0; i < QUESTIONS.size(); i++) {
      for (String sample : List.of("uniform", "degree")) {
        double median = 3 * factor * (i + 1) * (sample.equals("degree") ? 4 : 1);
        Key key =
            key(
                Section.QUESTIONS,
                "latency",
                contender,
                Parameters.QUESTION,
                QUESTIONS.get(i),
                Parameters.SAMPLE,
                sample);
        Double goal = i == 0 ? null : i < 4 ? 500.0 : 1_000.0;
        percentile(key, "50", median, null);
        percentile(key, "95", 6 * median, null);
        percentile(key, "99", 16 * median, goal);
        percentile(key, "99.9", 40 * median, null);
        distributions.add(distribution(key, median));
      }
    }
  }

  private static Distribution distribution(Key key, double median) {
    List<Distribution.Point> curve = new ArrayList<>();
    for (double distance = 1; distance < 20_000; distance *= 1.4) {
      curve.add(new Distribution.Point(100 - 100 / distance, median * Math.pow(distance, 0.6) / 2));
    }
    double max = median * 300;
    curve.add(new Distribution.Point(100, max));
    return new Distribution(
        key,
        "us",
        12_000,
        median * 1.4,
        median / 5,
        max,
        curve,
        new Distribution.Sizes(57.3, 9, 1_230, 9_871),
        new Distribution.Sizes(21.9, 4, 610, 4_002));
  }

  private void percentile(Key key, String percentile, double value, @Nullable Double goal) {
    add(key.with(Parameters.PERCENTILE, percentile), "us", true, value, goal);
  }

  private void throughput(String contender, double factor) {
    for (String beside : List.of("none", "one")) {
      for (int threads : new int[] {1, 2, 4}) {
        double value = 300_000 / factor * Math.sqrt(threads) / (beside.equals("none") ? 1 : 1.4);
        Key key =
            key(
                Section.THROUGHPUT,
                "questions",
                contender,
                Parameters.THREADS,
                Integer.toString(threads),
                "writers",
                beside);
        add(key, "per s", false, value, null);
      }
    }
  }

  private void save(String contender, double factor) {
    for (String durability : List.of("durable", "relaxed")) {
      Key key = key(Section.SAVE, "save", contender, Parameters.DURABILITY, durability);
      double commit = durability.equals("durable") ? 1_200 * factor : 150 * factor;
      percentile(key, "50", commit + 1_100, null);
      percentile(key, "99", 2.5 * commit + 2_000, 12_000.0);
      part(key, "parse", 600);
      part(key, "difference", 200 * factor);
      part(key, "commit", commit);
      part(key, "visible", 40 * factor);
    }
  }

  private void part(Key key, String part, double value) {
    add(
        new Key(key.section(), "save-parts", key.contender(), key.parameters())
            .with(Parameters.PART, part)
            .with(Parameters.PERCENTILE, "50"),
        "us",
        true,
        value,
        null);
  }

  private void growth(String contender, double factor, boolean hot) {
    int power = 0;
    for (String lines : List.of("10k", "100k", "1M", "10M")) {
      Key key =
          key(
              Section.GROWTH,
              "latency",
              contender,
              Parameters.LINES,
              lines,
              Parameters.QUESTION,
              "callers-2",
              Parameters.PERCENTILE,
              "99");
      add(key, "us", true, (hot ? 8 : 40) * factor * (1 + 0.15 * power), 500.0);
      power++;
    }
  }

  private void start(String contender, double factor) {
    for (String stop : List.of("clean", "killed")) {
      Key key = key(Section.START, "first-answer", contender, "stop", stop);
      add(key, "ms", true, (stop.equals("clean") ? 180 : 260) * factor, 1_000.0);
    }
  }

  private void add(
      Key key, String unit, boolean lowerIsBetter, double value, @Nullable Double goal) {
    List<Double> values = new ArrayList<>();
    double all = lowerIsBetter ? value * slowness : value / slowness;
    for (int round = 0; round < ROUNDS; round++) {
      values.add(all * (1 + 0.04 * (round - 1)));
    }
    figures.add(new Figure(key, unit, lowerIsBetter, values, goal));
  }

  private static Key key(Section section, String name, String contender, String... parameters) {
    Key key = new Key(section, name, contender, Map.of());
    for (int i = 0; i < parameters.length; i += 2) {
      key = key.with(parameters[i], parameters[i + 1]);
    }
    return key;
  }
}
