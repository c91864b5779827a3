package dev.keygraph.operations;

import dev.keygraph.store.SalvagedUnits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a repair came to.
 *
 * @param units number of units that were kept
 * @param lost number of units that could not be read, and must be indexed again
 * @param damagedPlaces number of places in the store's files that are damaged, as far as that was
 *     noticed; such as pages of LMDB
 * @param counts how many findings there are, by part
 * @param findings the first findings of each part, which name the units that were lost
 * @param duration how long it took
 */
public record RepairReport(
    long units,
    long lost,
    long damagedPlaces,
    Map<String, Long> counts,
    List<Finding> findings,
    Duration duration) {

  /** Copies the collections. */
  public RepairReport {
    counts = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(counts));
    findings = List.copyOf(findings);
  }

  /**
   * Returns whether every unit was kept as it was. Places in the files may be damaged then, that
   * held nothing but what is derived from units.
   */
  public boolean isComplete() {
    return counts.keySet().stream().allMatch(SalvagedUnits.PLACES::equals);
  }
}
