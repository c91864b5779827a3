package dev.keygraph.bench;

import java.util.List;

/**
 * What to measure.
 *
 * @param source the graph
 * @param engines the engines
 * @param effort how much to do
 */
record BenchSettings(BenchSource source, List<String> engines, Effort effort) {

  /** What the properties say: {@code keygraph.bench.engines} names engines, all by default. */
  static BenchSettings fromProperties() {
    String named = System.getProperty("keygraph.bench.engines", "");
    return new BenchSettings(
        BenchSource.fromProperties(),
        named.isEmpty() ? Twins.ENGINES : List.of(named.split(",")),
        Effort.FULL);
  }
}
