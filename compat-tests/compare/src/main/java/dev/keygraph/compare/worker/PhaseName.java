package dev.keygraph.compare.worker;

import dev.keygraph.compare.report.Section;

/** The parts of a comparison that each have a JVM of their own. */
public enum PhaseName {
  /** Loads all units into an empty store. */
  LOAD(Section.LOAD),
  /** Asks all questions, and measures. */
  QUESTIONS(Section.QUESTIONS),
  /** Asks on several threads, alone and beside a writer. */
  THROUGHPUT(Section.THROUGHPUT),
  /** Saves changed files, and waits for answers that show them. */
  SAVE(Section.SAVE),
  /** Opens a store that was closed; ends without closing it. */
  START_CLEAN(Section.START),
  /** Opens a store that was not closed. */
  START_KILLED(Section.START),
  /** Asks and saves, in a store of another size. */
  GROWTH(Section.GROWTH),
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

  /** Returns whether it begins with an empty store. */
  public boolean beginsEmpty() {
    return this == LOAD;
  }

  /** Returns whether it needs a store that outlives a process. */
  public boolean needsFiles() {
    return section == Section.START;
  }

  Phase newPhase() {
    return switch (this) {
      case LOAD -> new LoadPhase();
      case QUESTIONS -> new QuestionPhase();
      case THROUGHPUT -> new ThroughputPhase();
      case SAVE -> new SavePhase();
      case START_CLEAN -> new StartPhase("clean");
      case START_KILLED -> new StartPhase("killed");
      case GROWTH -> new GrowthPhase();
      case EXPLANATION -> new ExplanationPhase();
    };
  }
}
