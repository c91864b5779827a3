package dev.keygraph.kv;

import java.time.Duration;

/**
 * What happens to snapshots that stay open.
 *
 * @param maxAge how long one may be open before it is closed; zero if for ever
 * @param warnAge how long one may be open before it is warned about, once; zero if for ever
 * @param warnWritten how many bytes of keys and values may be written while one is open before it
 *     is warned about, once; 0 for any number
 * @param leakDetection whether those that nobody closed are looked for
 */
public record SnapshotOptions(
    Duration maxAge, Duration warnAge, long warnWritten, LeakDetection leakDetection) {
  /** The option that {@code maxAge} is read from, for messages. */
  public static final String MAX_AGE = "keygraph.snapshots.max-age";

  /** The option that {@code warnAge} is read from, for messages. */
  public static final String WARN_AGE = "keygraph.snapshots.warn-age";

  /** The option that {@code warnWritten} is read from, for messages. */
  public static final String WARN_WRITTEN = "keygraph.snapshots.warn-written";

  /** The option that {@code leakDetection} is read from, for messages. */
  public static final String LEAK_DETECTION = "keygraph.snapshots.leak-detection";

  /** Nothing happens to them. */
  public static final SnapshotOptions OFF =
      new SnapshotOptions(Duration.ZERO, Duration.ZERO, 0, LeakDetection.OFF);

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public SnapshotOptions {
    if (maxAge.isNegative() || warnAge.isNegative() || warnWritten < 0) {
      throw new IllegalArgumentException(
          "limits of snapshots must not be negative: %s, %s, %d"
              .formatted(maxAge, warnAge, warnWritten));
    }
  }

  /** Returns these options with another limit of the age. */
  public SnapshotOptions maxAge(Duration age) {
    return new SnapshotOptions(age, warnAge, warnWritten, leakDetection);
  }

  /** Returns these options with another age to warn at. */
  public SnapshotOptions warnAge(Duration age) {
    return new SnapshotOptions(maxAge, age, warnWritten, leakDetection);
  }

  /** Returns these options with another number of written bytes to warn at. */
  public SnapshotOptions warnWritten(long bytes) {
    return new SnapshotOptions(maxAge, warnAge, bytes, leakDetection);
  }

  /** Returns these options with another way to look for leaks. */
  public SnapshotOptions leakDetection(LeakDetection detection) {
    return new SnapshotOptions(maxAge, warnAge, warnWritten, detection);
  }

  /** Returns whether they are looked at while time passes, or they become garbage. */
  public boolean isOn() {
    return !maxAge.isZero() || !warnAge.isZero() || leakDetection != LeakDetection.OFF;
  }
}
