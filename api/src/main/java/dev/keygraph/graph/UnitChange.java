package dev.keygraph.graph;

import org.jspecify.annotations.Nullable;

/**
 * What became of one unit between two versions. Immutable.
 *
 * @param before its entry in the manifest of the earlier version; {@code null}: there was no such
 *     unit
 * @param after its entry in the manifest of the later version; {@code null}: there is no such unit
 */
public record UnitChange(@Nullable UnitInfo before, @Nullable UnitInfo after) {

  /** What became of a unit. */
  public enum Kind {
    /** There was no such unit before. */
    ADDED,
    /** It says something else now, or was made from something else. */
    REPLACED,
    /** There is no such unit any more. */
    REMOVED
  }

  /**
   * A change of one unit.
   *
   * @throws IllegalArgumentException if there is neither an entry before nor after, or if they are
   *     of two units
   */
  public UnitChange {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a change has an entry before it, after it, or both");
    }
    if (before != null && after != null && !before.path().equals(after.path())) {
      throw new IllegalArgumentException(
          "these are two units: " + before.path() + " and " + after.path());
    }
  }

  /** Returns the unit's path. */
  public String path() {
    UnitInfo info = after == null ? before : after;
    if (info == null) {
      throw new IllegalStateException("the constructor refuses this");
    }
    return info.path();
  }

  /** Returns what became of the unit. */
  public Kind kind() {
    if (before == null) {
      return Kind.ADDED;
    }
    return after == null ? Kind.REMOVED : Kind.REPLACED;
  }
}
