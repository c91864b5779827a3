package dev.keygraph.kv;

import java.util.Locale;

/** Whether snapshots that nobody closed are looked for, and what is known of them then. */
public enum LeakDetection {
  /** They end with their store; where ages are watched, they are freed and reported. */
  OFF,
  /** They are freed and reported; where one was opened is known of about one in 64. */
  SAMPLED,
  /** They are freed and reported with the place where they were opened, each time. */
  ALL;

  /** Returns the name in configurations: {@code off}, {@code sampled}, {@code all}. */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
