package dev.keygraph.graph;

import java.util.List;

/**
 * What one commit of the engine changed: all units that the callers who shared it replaced or
 * removed. Immutable.
 *
 * <p>Each unit comes once, by path, with what it was before the commit and is after it; a unit that
 * was not there before or after does not come. One that callers of the same commit changed and put
 * back may come as replaced. A commit may leave no change at all.
 *
 * @param versionBefore the version before the commit
 * @param version the version that the commit made
 * @param units the units that changed, by path
 */
public record CommittedChanges(long versionBefore, long version, List<UnitChange> units) {
  /** Changes of a commit; the list is copied. */
  public CommittedChanges {
    units = List.copyOf(units);
  }
}
