package dev.keygraph.compare.worker;

import dev.keygraph.compare.report.Section;

/** The parts of a comparison that each have a JVM of their own. */
public enum PhaseName {
  /** Asks all questions, and measures. */
  QUESTIONS(Section.QUESTIONS),
  /** Asks some questions, and tells the answers whole. */
  EXPLANATION(Section.QUESTIONS);

  private final Section section;

  PhaseName(Section section) {
    this.section = section;
  }

  /** Returns where its figures belong. */
  public Section section() {
    return section;
  }

  Phase newPhase() {
    return switch (this) {
      case QUESTIONS -> new QuestionPhase();
      case EXPLANATION -> new ExplanationPhase();
    };
  }
}
