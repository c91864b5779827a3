package dev.keygraph.compare.report.view;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.Section;
import java.util.List;

/**
 * How many goals a contender reached.
 *
 * @param reached how many it reached
 * @param missed the figures that missed their goals
 */
public record Score(int reached, List<Figure> missed) {
  /** Copies the list. */
  public Score {
    missed = List.copyOf(missed);
  }

  /** Returns the score of a contender in a section. */
  public static Score of(Report report, Section section, String contender) {
    List<Figure> asked =
        report.figures(section).stream()
            .filter(figure -> figure.contender().equals(contender))
            .filter(figure -> figure.passes().isPresent())
            .toList();
    List<Figure> missed = asked.stream().filter(figure -> !figure.passes().orElseThrow()).toList();
    return new Score(asked.size() - missed.size(), missed);
  }

  /** Returns how many goals there were. */
  public int total() {
    return reached + missed.size();
  }
}
