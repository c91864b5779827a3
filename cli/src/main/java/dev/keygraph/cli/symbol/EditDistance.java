package dev.keygraph.cli.symbol;

import java.util.Arrays;

/** How far a name is from another, whatever their case. */
final class EditDistance {
  private EditDistance() {}

  /**
   * Returns how many insertions, deletions and substitutions lead from a text to another, or {@code
   * most + 1} if it is more than {@code most}. Only the diagonal band that can stay below is
   * computed (Ukkonen 1985): O(length * most).
   */
  static int within(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) > most) {
      return most + 1;
    }
    int[] row = new int[b.length() + 1];
    int[] next = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      Arrays.fill(next, most + 1);
      int from = Math.max(1, i - most);
      int to = Math.min(b.length(), i + most);
      next[0] = Math.min(i, most + 1);
      int least = next[0];
      for (int j = from; j <= to; j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int substituted = row[j - 1] + (same ? 0 : 1);
        next[j] = Math.min(most + 1, Math.min(substituted, Math.min(row[j], next[j - 1]) + 1));
        least = Math.min(least, next[j]);
      }
      if (least > most) {
        return most + 1;
      }
      int[] swap = row;
      row = next;
      next = swap;
    }
    return row[b.length()];
  }
}
