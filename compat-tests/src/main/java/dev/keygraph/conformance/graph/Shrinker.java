package dev.keygraph.conformance.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leaves steps out of a history as long as the rest still fails (delta debugging: A. Zeller and R.
 * Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002).
 */
final class Shrinker {
  private final Function<List<Step>, @Nullable AssertionError> play;
  private final long deadline =
      System.nanoTime() + TimeUnit.SECONDS.toNanos(HistorySize.shrinkingSeconds());
  private List<Step> smallest;
  private AssertionError failure;

  /**
   * Prepares to shrink.
   *
   * @param play plays steps to a fresh graph; returns what failed, or {@code null}
   */
  Shrinker(
      List<Step> steps,
      AssertionError failure,
      Function<List<Step>, @Nullable AssertionError> play) {
    this.smallest = steps;
    this.failure = failure;
    this.play = play;
  }

  /** Returns a failure that shows the shortest history found. */
  AssertionError shrink(String origin) {
    int total = smallest.size();
    for (int size = total / 2; size > 0 && System.nanoTime() < deadline; ) {
      boolean removed = removeRunsOf(size);
      if (!removed || size > smallest.size()) {
        size /= 2;
      }
    }
    StringBuilder text = new StringBuilder(origin);
    text.append(": ")
        .append(smallest.size())
        .append(" of ")
        .append(total)
        .append(" steps are enough:");
    smallest.forEach(step -> text.append("\n  ").append(step));
    return new AssertionError(text.append('\n').append(failure.getMessage()).toString(), failure);
  }

  private boolean removeRunsOf(int size) {
    boolean removed = false;
    for (int from = 0; from < smallest.size() && System.nanoTime() < deadline; ) {
      List<Step> fewer = new ArrayList<>(smallest.subList(0, from));
      fewer.addAll(smallest.subList(Math.min(from + size, smallest.size()), smallest.size()));
      AssertionError again = play.apply(fewer);
      if (again == null) {
        from += size;
      } else {
        smallest = fewer;
        failure = again;
        removed = true;
      }
    }
    return removed;
  }
}
