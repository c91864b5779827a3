package dev.keygraph.conformance.graph;

import java.util.SplittableRandom;

/** Seeds and sizes of random tests: new seeds in each run, which failures name. */
final class Seeds {
  /** Set this system property to a seed that a failure named, to run with that one. */
  static final String SEED = "keygraph.conformance.seed";

  /** Set this system property to make histories longer. */
  static final String STEPS = "keygraph.conformance.steps";

  /** Set this system property to shorten failing histories for longer, or not at all. */
  static final String SHRINKING = "keygraph.conformance.shrinkingSeconds";

  private static final int DEFAULT_SHRINKING_SECONDS = 20;

  private static final int DEFAULT_STEPS = 400;

  private static final SplittableRandom FRESH = new SplittableRandom();

  private Seeds() {}

  static synchronized long next() {
    Long given = Long.getLong(SEED);
    return given != null ? given : FRESH.nextLong() >>> 1;
  }

  static int shrinkingSeconds() {
    return Integer.getInteger(SHRINKING, DEFAULT_SHRINKING_SECONDS);
  }

  static int steps() {
    return Integer.getInteger(STEPS, DEFAULT_STEPS);
  }
}
