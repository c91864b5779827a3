package dev.keygraph.graph;

/** When a unit that is in two versions counts as replaced. */
public enum UnitComparison {
  /**
   * When its entries in the two manifests differ: its hash, its numbers of definitions and edges,
   * or its size. Exact where a hash stands for one content, as it does unless {@link
   * UnitContent.Builder#hash} says what the unit was made from, and something else was made from
   * the same. O(1) for each unit.
   */
  MANIFEST,

  /**
   * When its entries or its contents differ. Always exact. O(size of the unit) for each unit whose
   * entries are the same.
   */
  CONTENT
}
