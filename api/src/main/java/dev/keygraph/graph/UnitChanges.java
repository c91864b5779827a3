package dev.keygraph.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of several units that are committed at once; applied in the order they were added. */
public final class UnitChanges {
  private final List<Change> changes;
  private final @Nullable Set<String> retained;

  private UnitChanges(List<Change> changes, @Nullable Set<String> retained) {
    this.changes = changes;
    this.retained = retained;
  }

  /** One change. */
  public sealed interface Change permits Replace, Remove {
    /** Returns the path of the unit that changes. */
    String path();
  }

  /**
   * A unit's new content.
   *
   * @param unit the content
   * @param checked whether {@code expected} counts
   * @param expected the hash that the path must hold now; {@code null}: no such unit
   */
  public record Replace(UnitContent unit, boolean checked, @Nullable ContentHash expected)
      implements Change {
    @Override
    public String path() {
      return unit.path();
    }
  }

  /**
   * A unit's removal.
   *
   * @param path the unit
   */
  public record Remove(String path) implements Change {}

  /** Returns an empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the changes, in order. */
  public List<Change> changes() {
    return changes;
  }

  /**
   * Returns the only paths that may remain after the changes, or {@code null} where others are left
   * alone.
   */
  public @Nullable Set<String> retained() {
    return retained;
  }

  /** Collects changes; not for several threads. */
  public static final class Builder {
    private final List<Change> changes = new ArrayList<>();
    private @Nullable Set<String> retained;

    private Builder() {}

    /** Makes {@code unit} the content of its path. */
    public Builder replace(UnitContent unit) {
      changes.add(new Replace(unit, false, null));
      return this;
    }

    /**
     * Makes {@code unit} the content of its path if the path holds what the caller expects, else
     * fails the whole commit.
     *
     * @param expected the hash that the path must hold; {@code null}: no such unit
     */
    public Builder replaceExpecting(UnitContent unit, @Nullable ContentHash expected) {
      changes.add(new Replace(unit, true, expected));
      return this;
    }

    /** Removes a unit, where it exists. */
    public Builder remove(String path) {
      changes.add(new Remove(path));
      return this;
    }

    /**
     * States that these are all the units: after the other changes, every unit whose path is not
     * among them is removed, implicit units of fine-grained edits included.
     */
    public Builder retainOnly(Set<String> paths) {
      retained = Set.copyOf(paths);
      return this;
    }

    /** Returns the changes collected so far. */
    public UnitChanges build() {
      return new UnitChanges(List.copyOf(changes), retained);
    }
  }
}
