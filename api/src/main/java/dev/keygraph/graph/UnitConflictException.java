package dev.keygraph.graph;

import org.jspecify.annotations.Nullable;

/** A replacement named the content that it expects to replace, and the graph holds another one. */
public final class UnitConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final transient @Nullable ContentHash expected;
  private final transient @Nullable ContentHash actual;

  /**
   * A conflict on one unit.
   *
   * @param path the unit
   * @param expected the hash that the caller named; {@code null}: that the unit does not exist
   * @param actual the hash that the graph holds; {@code null}: the unit does not exist
   */
  public UnitConflictException(
      String path, @Nullable ContentHash expected, @Nullable ContentHash actual) {
    super(
        "unit "
            + path
            + ": expected "
            + (expected == null ? "no such unit" : expected)
            + ", found "
            + (actual == null ? "no such unit" : actual)
            + "; read the unit again, then replace what it holds now");
    this.path = path;
    this.expected = expected;
    this.actual = actual;
  }

  /** Returns the unit's path. */
  public String path() {
    return path;
  }

  /** Returns the hash that the caller named, or {@code null} for "no such unit". */
  public @Nullable ContentHash expected() {
    return expected;
  }

  /** Returns the hash that the graph holds, or {@code null} for "no such unit". */
  public @Nullable ContentHash actual() {
    return actual;
  }
}
