package dev.keygraph;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody meant who misspelt it. */
final class EditDistance {
  private EditDistance() {}

  /** Returns the candidate that is nearest to {@code text}, if one is near: a third may differ. */
  static Optional<String> nearest(String text, Collection<String> candidates) {
    Optional<String> nearest = Optional.empty();
    int least = 1 + Math.max(1, text.length() / 3);
    for (String candidate : candidates) {
      int distance = between(text, candidate);
      if (distance < least) {
        least = distance;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  /**
   * Returns how many insertions, deletions, substitutions and swaps of neighbours lead from a text
   * to another (Damerau 1964, in the restricted form). O(product of the lengths).
   */
  static int between(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
    }
    return row[b.length()];
  }
}
