package dev.keygraph.compare.report;

/** A part of the comparison. */
public enum Section {
  /** All units into an empty store. */
  LOAD("Load"),
  /** Questions, one at a time. */
  QUESTIONS("Questions"),
  /** Questions of several threads, alone and beside a writer. */
  THROUGHPUT("Throughput"),
  /** From a changed file to the first answer that shows the change. */
  SAVE("File saved to query ready"),
  /** The same at several sizes. */
  GROWTH("Growth"),
  /** From a closed store to the first answer. */
  START("Start");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  /** Returns the name for people. */
  public String title() {
    return title;
  }
}
