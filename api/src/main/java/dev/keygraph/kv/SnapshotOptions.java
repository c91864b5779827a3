package dev.keygraph.kv;

import java.time.Duration;

/**
 * What happens to snapshots that stay open.
 *
 * @param maxAge how long one may be open before it is closed; zero if for ever
 * @param warnAge how long one may be open before it is warned about, once; zero if for ever
 * @param leakDetection whether those that nobody closed are looked for
 */
public record SnapshotOptions(Duration maxAge, Duration warnAge, LeakDetection leakDetection) {
  /** The option that {@code maxAge} is read from, for messages. */
  public static final String MAX_AGE = "keygraph.snapshots.max-age";

  /** The option that {@code warnAge} is read from, for messages. */
  public static final String WARN_AGE = "keygraph.snapshots.warn-age";

  /** The option that {@code leakDetection} is read from, for messages. */
  public static final String LEAK_DETECTION = "keygraph.snapshots.leak-detection";

  /** Nothing happens to them. */
  public static final SnapshotOptions OFF =
      new SnapshotOptions(Duration.ZERO, Duration.ZERO, LeakDetection.OFF);

  /**
   * Checks the ages.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public SnapshotOptions {
    if (maxAge.isNegative() || warnAge.isNegative()) {
      throw new IllegalArgumentException(
          "ages of snapshots must not be negative: %s, %s".formatted(maxAge, warnAge));
    }
  }

  /** Returns these options with another limit of the age. */
  public SnapshotOptions maxAge(Duration age) {
    return new SnapshotOptions(age, warnAge, leakDetection);
  }

  /** Returns these options with another age to warn at. */
  public SnapshotOptions warnAge(Duration age) {
    return new SnapshotOptions(maxAge, age, leakDetection);
  }

  /** Returns these options with another way to look for leaks. */
  public SnapshotOptions leakDetection(LeakDetection detection) {
    return new SnapshotOptions(maxAge, warnAge, detection);
  }

  /** Returns whether anything happens to them. */
  public boolean isOn() {
    return !maxAge.isZero() || !warnAge.isZero() || leakDetection != LeakDetection.OFF;
  }
}
