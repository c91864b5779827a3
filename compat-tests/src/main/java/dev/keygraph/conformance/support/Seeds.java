package dev.keygraph.conformance.support;

import java.util.SplittableRandom;

/**
 * Seeds of random tests: new ones in each run, which failures name, so that they can be repeated.
 */
public final class Seeds {
  /** Set this system property to a seed that a failure named, to run with that one. */
  public static final String PROPERTY = "keygraph.conformance.seed";

  private static final SplittableRandom FRESH = new SplittableRandom();

  private Seeds() {}

  /** Returns the seed for a random test. */
  public static synchronized long next() {
    Long given = Long.getLong(PROPERTY);
    return given != null ? given : FRESH.nextLong() >>> 1;
  }
}
