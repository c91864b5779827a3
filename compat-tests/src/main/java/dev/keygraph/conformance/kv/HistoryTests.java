package dev.keygraph.conformance.kv;

import dev.keygraph.conformance.support.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories: the store and a sorted map agree at each step. */
abstract class HistoryTests extends TraitTests {
  private static final int HISTORIES = 12;
  private static final int STEPS = 1000;
  private static final long SHRINKING_NANOS = TimeUnit.SECONDS.toNanos(30);

  private int stores;

  @Test
  final void theStoreAgreesWithASortedMap() {
    long seed = Seeds.next();
    for (int history = 0; history < HISTORIES; history++) {
      SplittableRandom random = new SplittableRandom(seed + history);
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        steps.add(Step.random(random));
      }
      AssertionError failure = run(steps);
      if (failure != null) {
        throw shrunk(seed + history, steps, failure);
      }
      ledger().assertNoViolations();
    }
  }

  private @Nullable AssertionError run(List<Step> steps) {
    Path directory = temporary.resolve("history " + stores++);
    try {
      History.run(
          steps,
          () -> open(directory),
          traits().persistent(),
          traits().compaction() || traits().persistent());
      return null;
    } catch (AssertionError failure) {
      return failure;
    }
  }

  /**
   * Leaves steps out as long as the rest still fails (delta debugging: A. Zeller and R.
   * Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002).
   */
  private AssertionError shrunk(long seed, List<Step> steps, AssertionError failure) {
    long deadline = System.nanoTime() + SHRINKING_NANOS;
    List<Step> smallest = steps;
    AssertionError last = failure;
    for (int chunk = steps.size() / 2; chunk > 0 && System.nanoTime() < deadline; ) {
      boolean smaller = false;
      for (int from = 0; from < smallest.size() && System.nanoTime() < deadline; ) {
        List<Step> candidate = new ArrayList<>(smallest.subList(0, from));
        candidate.addAll(
            smallest.subList(Math.min(from + chunk, smallest.size()), smallest.size()));
        AssertionError again = run(candidate);
        if (again != null) {
          smallest = candidate;
          last = again;
          smaller = true;
        } else {
          from += chunk;
        }
      }
      if (!smaller || chunk > smallest.size()) {
        chunk = Math.min(chunk / 2, Math.max(1, smallest.size()));
      }
      if (chunk == 1 && !smaller) {
        break;
      }
    }
    StringBuilder text = new StringBuilder();
    smallest.forEach(step -> text.append("\n  ").append(step));
    return new AssertionError(
        "with -D%s=%d and %d steps, of which %d are needed:%s%n%s"
            .formatted(
                Seeds.PROPERTY, seed, steps.size(), smallest.size(), text, last.getMessage()),
        last);
  }
}
