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
 * @param peer whether it is of another design: compared and shown, but never recommended, since
 *     nobody can configure keygraph to use it
 */
public record ContenderInfo(
    String name,
    String engine,
    Tier tier,
    List<String> durabilities,
    boolean persistent,
    Map<String, String> guarantees,
    boolean peer) {

  /** Copies what can change. */
  public ContenderInfo {
    durabilities = List.copyOf(durabilities);
    guarantees = Collections.unmodifiableMap(new LinkedHashMap<>(guarantees));
  }

  /** A contender that is no peer: keygraph over one of its engines. */
  public ContenderInfo(
      String name,
      String engine,
      Tier tier,
      List<String> durabilities,
      boolean persistent,
      Map<String, String> guarantees) {
    this(name, engine, tier, durabilities, persistent, guarantees, false);
  }

  /** Returns the same with other levels of durability. */
  public ContenderInfo withDurabilities(List<String> levels) {
    return new ContenderInfo(name, engine, tier, levels, persistent, guarantees, peer);
  }
}
