package dev.keygraph.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A choice of edge kinds to follow: some, or all that there are. Immutable. */
public final class EdgeKinds {
  private static final EdgeKinds ALL = new EdgeKinds(true, Set.of());

  private final boolean all;
  private final Set<EdgeKind> kinds;

  private EdgeKinds(boolean all, Set<EdgeKind> kinds) {
    this.all = all;
    this.kinds = kinds;
  }

  /** Every kind, those included that are added later. */
  public static EdgeKinds all() {
    return ALL;
  }

  /** These kinds alone; none at all is allowed and follows nothing. */
  public static EdgeKinds of(EdgeKind... kinds) {
    return of(Arrays.asList(kinds));
  }

  /** These kinds alone; none at all is allowed and follows nothing. */
  public static EdgeKinds of(Collection<EdgeKind> kinds) {
    return new EdgeKinds(false, Set.copyOf(kinds));
  }

  /** Returns whether this choice is all kinds. */
  public boolean isAll() {
    return all;
  }

  /** Returns whether {@code kind} is chosen. */
  public boolean contains(EdgeKind kind) {
    return all || kinds.contains(kind);
  }

  /** Returns the chosen kinds, in the order of their names; empty for {@link #all()}. */
  public List<EdgeKind> explicit() {
    return kinds.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .collect(Collectors.toUnmodifiableList());
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof EdgeKinds that && all == that.all && kinds.equals(that.kinds));
  }

  @Override
  public int hashCode() {
    return all ? 1 : kinds.hashCode();
  }

  @Override
  public String toString() {
    return all ? "all" : explicit().toString();
  }
}
