package dev.keygraph.hot;

import dev.keygraph.graph.EdgeKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A choice of edge kinds, by the numbers that a store gave them. Immutable. */
public final class ChosenKinds {
  private final @Nullable EdgeKind[] byNumber;
  private final int bits;

  /**
   * A choice.
   *
   * @param byNumber by number, each kind that is chosen, and {@code null} for all others; belongs
   *     to this from now on
   */
  public ChosenKinds(@Nullable EdgeKind[] byNumber) {
    this.byNumber = byNumber;
    int chosen = 0;
    for (int i = 0; i < byNumber.length; i++) {
      if (byNumber[i] != null) {
        chosen |= bit(i);
      }
    }
    this.bits = chosen;
  }

  /** Returns the bit that stands for a kind in a block of an {@link EdgePage}. */
  static int bit(int kind) {
    return 1 << Math.min(kind, EdgePage.RARE_KIND);
  }

  /** Returns the bits of the kinds that are chosen. */
  int bits() {
    return bits;
  }

  /** Returns whether the kind of a number is chosen. */
  boolean has(int kind) {
    return byNumber[kind] != null;
  }

  /** Returns by number each kind that is chosen, and {@code null} for all others. */
  @Nullable EdgeKind[] byNumber() {
    return byNumber;
  }

  /** Returns the kind of a number, which is chosen. */
  EdgeKind kind(int kind) {
    return Objects.requireNonNull(byNumber[kind]);
  }
}
