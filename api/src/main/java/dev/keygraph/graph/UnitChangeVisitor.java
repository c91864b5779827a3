package dev.keygraph.graph;

/** Receives the units that changed between two snapshots, one at a time. */
@FunctionalInterface
public interface UnitChangeVisitor {
  /**
   * Called for each unit that changed.
   *
   * @return whether to go on
   */
  boolean visit(UnitChange change);

  /**
   * Called before each unit is looked at, so that a comparison can be ended that finds no change
   * for long.
   *
   * @return whether to go on; always, unless this is overridden
   */
  default boolean proceed() {
    return true;
  }
}
