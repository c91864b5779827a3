package dev.keygraph.conformance.kv;

import java.util.SplittableRandom;

/**
 * Seeds of random tests: new ones in each run, which failures name, so that they can be repeated.
 */
final class Seeds {
  /** Set this system property to a seed that a failure named, to run with that one. */
  static final String PROPERTY = "keygraph.conformance.seed";

  private static final SplittableRandom FRESH = new SplittableRandom();

  private Seeds() {}

  static synchronized long next() {
    Long given = Long.getLong(PROPERTY);
    return given != null ? given : FRESH.nextLong() >>> 1;
  }
}
