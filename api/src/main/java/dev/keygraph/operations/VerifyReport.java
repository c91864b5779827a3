package dev.keygraph.operations;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a verification came to.
 *
 * @param version the version of the graph that was verified
 * @param units number of units
 * @param nodes number of nodes that the units mention
 * @param edges number of edges that the units state
 * @param entries number of entries that were compared
 * @param counts how many findings there are, by part; parts that are sound are absent
 * @param findings the first findings of each part, see {@link Finding}
 * @param duration how long it took
 */
public record VerifyReport(
    long version,
    long units,
    long nodes,
    long edges,
    long entries,
    Map<String, Long> counts,
    List<Finding> findings,
    Duration duration) {

  /** Copies the collections. */
  public VerifyReport {
    counts = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(counts));
    findings = List.copyOf(findings);
  }

  /** Returns whether nothing is wrong. */
  public boolean isSound() {
    return counts.isEmpty();
  }

  /** Returns how many findings there are, listed or not. */
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
