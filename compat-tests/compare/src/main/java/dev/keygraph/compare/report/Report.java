package dev.keygraph.compare.report;

import java.util.List;
import java.util.Optional;

/**
 * What a comparison found. Immutable.
 *
 * @param keygraphVersion the version that ran
 * @param arguments what it was asked to do, as a command line would say it
 * @param environment where it ran
 * @param inputs what was compared on
 * @param contenders who took part, in the order in which they are shown
 * @param figures all single figures
 * @param distributions all curves of latencies
 * @param findings differences, failures, notes
 * @param recommendations which contender for which use
 */
public record Report(
    String keygraphVersion,
    String arguments,
    Environment environment,
    Inputs inputs,
    List<ContenderInfo> contenders,
    List<Figure> figures,
    List<Distribution> distributions,
    List<Finding> findings,
    List<Recommendation> recommendations) {

  /** Copies the lists. */
  public Report {
    contenders = List.copyOf(contenders);
    figures = List.copyOf(figures);
    distributions = List.copyOf(distributions);
    findings = List.copyOf(findings);
    recommendations = List.copyOf(recommendations);
  }

  /** Returns whether no two contenders gave different answers to a question. */
  public boolean answersAgree() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.DIFFERENCE);
  }

  /** Returns whether every contender could do its work. */
  public boolean isWhole() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.FAILURE);
  }

  /** Returns the figures of a section, in the order in which they were found. */
  public List<Figure> figures(Section section) {
    return figures.stream().filter(figure -> figure.section() == section).toList();
  }

  /** Returns the figure with a key, or empty if there is none. */
  public Optional<Figure> figure(Key key) {
    return figures.stream().filter(figure -> figure.key().equals(key)).findFirst();
  }
}
