package dev.keygraph.compare.report;

import java.util.List;
import java.util.Map;

/** A report whose every text tries to be more than text. */
public final class HostileReport {
  /** Breaks out of attributes, elements, table cells and lines, where it is not escaped. */
  public static final String NAME =
      "\"'><script>alert(1)</script><img src=x onload=\"f()\">|`*_[a](b)&amp;";

  private static final String CONTROLS = NAME + "\u0000\u001b\ud800\n# x";

  private HostileReport() {}

  /** Returns the report. */
  public static Report report() {
    Key key =
        new Key(
            Section.QUESTIONS,
            NAME,
            NAME,
            Map.of(Parameters.QUESTION, NAME, NAME, NAME, Parameters.PERCENTILE, "99"));
    return new Report(
        CONTROLS,
        NAME,
        new Environment(NAME, NAME, 1, 1, NAME, NAME, true, List.of(NAME), new Noise(List.of())),
        new Inputs(List.of(CONTROLS), 1, 1, 1, null, 1),
        List.of(
            new ContenderInfo(NAME, NAME, Tier.HOT, List.of(NAME), true, Map.of(NAME, CONTROLS))),
        List.of(
            new Figure(key, NAME, true, List.of(0.0, -1.0), 1.0),
            new Figure(key.with(Parameters.PART, NAME), NAME, true, List.of(1.0), null),
            new Figure(key.with(Parameters.THREADS, "1"), "us", false, List.of(1e300), null),
            new Figure(key.with(Parameters.THREADS, "2"), "us", false, List.of(1e-300), null)),
        List.of(
            new Distribution(
                key,
                NAME,
                0,
                0,
                0,
                0,
                List.of(new Distribution.Point(100, 0)),
                new Distribution.Sizes(0, 0, 0, 0),
                new Distribution.Sizes(0, 0, 0, 0))),
        List.of(new Finding(Severity.DIFFERENCE, null, NAME, CONTROLS)),
        List.of(new Recommendation(NAME, NAME, CONTROLS, List.of(key))));
  }
}
