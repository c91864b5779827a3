package dev.keygraph.compare.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who takes part in a comparison.
 *
 * @param name the name in figures and options, unique: {@code lmdb}, {@code lmdb+hot}
 * @param engine what stores the graph: {@code lmdb}
 * @param tier where answers come from
 * @param durabilities the levels that it keeps, by their names in configurations, the safest first
 * @param persistent whether a store outlives the process that made it
 * @param guarantees what it promises beyond that, in words, by what is promised; in the order in
 *     which it is shown
 */
public record ContenderInfo(
    String name,
    String engine,
    Tier tier,
    List<String> durabilities,
    boolean persistent,
    Map<String, String> guarantees) {

  /** Copies what can change. */
  public ContenderInfo {
    durabilities = List.copyOf(durabilities);
    guarantees = Collections.unmodifiableMap(new LinkedHashMap<>(guarantees));
  }
}
