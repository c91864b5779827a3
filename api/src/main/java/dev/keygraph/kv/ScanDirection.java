package dev.keygraph.kv;

/** The order in which a scan visits a range. */
public enum ScanDirection {
  /** Ascending keys, from the lower bound on. */
  FORWARD,
  /** Descending keys, from the last key below the upper bound on. */
  BACKWARD
}
