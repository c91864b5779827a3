package dev.keygraph.compare.question;

import dev.keygraph.compare.code.Census;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/** Candidates to draw from, with replacement, each by its weight. A draw is O(log n). */
final class Urn {
  private final List<Census.Candidate> candidates;

  /** The sum of the weights up to each candidate, itself included. */
  private final long[] cumulative;

  private final long total;

  /**
   * Fills an urn.
   *
   * @param weight not negative; what has weight 0 is never drawn
   */
  Urn(List<Census.Candidate> candidates, ToLongFunction<Census.Candidate> weight) {
    this.candidates = candidates;
    cumulative = new long[candidates.size()];
    long sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += weight.applyAsLong(candidates.get(i));
      cumulative[i] = sum;
    }
    total = sum;
  }

  /** Returns whether nothing can be drawn. */
  boolean isEmpty() {
    return total == 0;
  }

  /** Returns the name of a candidate. */
  String draw(SplittableRandom random) {
    long ticket = random.nextLong(total);
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > ticket) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return candidates.get(low).name();
  }
}
