package dev.keygraph.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of a unit's definitions, or of its edges: each kind once, in the order of first
 * mention, and for each definition or edge the index of its kind. Nobody changes it.
 */
final class UnitKinds<K> {
  private final List<K> kinds = new ArrayList<>();
  private final int[] indexes;

  private UnitKinds(int[] indexes) {
    this.indexes = indexes;
  }

  /**
   * Finds out the kinds.
   *
   * @param count how many definitions or edges there are
   * @param kindOf returns the kind of one
   */
  static <K> UnitKinds<K> of(int count, IntFunction<K> kindOf) {
    UnitKinds<K> found = new UnitKinds<>(new int[count]);
    @Nullable K last = null;
    int index = 0;
    for (int i = 0; i < count; i++) {
      K kind = kindOf.apply(i);
      if (kind != last) {
        index = found.indexOf(kind);
        last = kind;
      }
      found.indexes[i] = index;
    }
    return found;
  }

  /** Returns the index of a kind, which is added if need be. There are few, and mostly the same. */
  @SuppressWarnings("ReferenceEquality") // the fast half
  private int indexOf(K kind) {
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i) == kind) {
        return i;
      }
    }
    int equal = kinds.indexOf(kind);
    if (equal < 0) {
      kinds.add(kind);
      return kinds.size() - 1;
    }
    return equal;
  }

  /** Returns the kinds. */
  List<K> kinds() {
    return kinds;
  }

  /** Returns the index among {@link #kinds} of what a definition or edge has. */
  int index(int definitionOrEdge) {
    return indexes[definitionOrEdge];
  }

  /** Returns a number of each kind, in the order of {@link #kinds}. */
  int[] numbers(ToIntFunction<K> numberOf) {
    return kinds.stream().mapToInt(numberOf).toArray();
  }
}
