package dev.keygraph.conformance.graph;

/** How long random histories are, and for how long those that fail are shortened. */
final class HistorySize {
  /** Set this system property to make histories longer. */
  static final String STEPS = "keygraph.conformance.steps";

  /** Set this system property to shorten failing histories for longer, or not at all. */
  static final String SHRINKING = "keygraph.conformance.shrinkingSeconds";

  private static final int DEFAULT_SHRINKING_SECONDS = 20;

  private static final int DEFAULT_STEPS = 400;

  private HistorySize() {}

  static int shrinkingSeconds() {
    return Integer.getInteger(SHRINKING, DEFAULT_SHRINKING_SECONDS);
  }

  static int steps() {
    return Integer.getInteger(STEPS, DEFAULT_STEPS);
  }
}
