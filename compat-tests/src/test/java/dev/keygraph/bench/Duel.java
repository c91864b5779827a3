package dev.keygraph.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Two ways to answer the same questions, asked in turn, a short round each, so that a machine that
 * drifts treats both alike; the ratio is the median over the rounds. Both must visit the same
 * edges.
 *
 * @param edges edges visited on average
 * @param ours time of one question, in microseconds: the median of the rounds
 * @param twin the same of the twin
 * @param ratio the median of the rounds' ratios
 * @param bytes what one of our questions allocates on average
 */
record Duel(double edges, double ours, double twin, double ratio, double bytes) {
  private static final int WARM_UP = 6;
  private static final int ROUNDS = 15;
  private static final int MIN_ROUND_MILLIS = 40;
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Asks both.
   *
   * @param sample number of questions; each is answered by the edges that were visited
   */
  static Duel fight(
      Effort effort, String question, int sample, IntToLongFunction ours, IntToLongFunction twin) {
    int rounds = effort.of("rounds", ROUNDS);
    long nanos = effort.of(MIN_ROUND_MILLIS) * 1_000_000L;
    List<Double> ratios = new ArrayList<>();
    List<Double> ourTimes = new ArrayList<>();
    List<Double> twinTimes = new ArrayList<>();
    long[] edges = new long[2];
    for (int round = -effort.of(WARM_UP); round < rounds; round++) {
      // Each goes first in every other round.
      boolean oursFirst = (round & 1) == 0;
      double first = micros(nanos, sample, oursFirst ? ours : twin, edges, oursFirst ? 0 : 1);
      double second = micros(nanos, sample, oursFirst ? twin : ours, edges, oursFirst ? 1 : 0);
      if (edges[0] != edges[1]) {
        throw new IllegalStateException(
            question + ": keygraph visits " + edges[0] + " edges, the twin " + edges[1]);
      }
      if (round >= 0) {
        ourTimes.add(oursFirst ? first : second);
        twinTimes.add(oursFirst ? second : first);
        ratios.add(oursFirst ? first / second : second / first);
      }
    }
    return new Duel(
        edges[0] / (double) sample,
        median(ourTimes),
        median(twinTimes),
        median(ratios),
        allocated(sample, ours, edges[0]));
  }

  /** Asks the whole sample, again until the round is long enough; returns the time of one. */
  private static double micros(
      long nanos, int sample, IntToLongFunction question, long[] edges, int index) {
    long start = System.nanoTime();
    int times = 0;
    long elapsed = 0;
    while (elapsed < nanos) {
      long sum = 0;
      for (int i = 0; i < sample; i++) {
        sum += question.applyAsLong(i);
      }
      edges[index] = sum;
      times++;
      elapsed = System.nanoTime() - start;
    }
    return elapsed / 1e3 / times / sample;
  }

  private static double allocated(int sample, IntToLongFunction question, long edges) {
    long sum = 0;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < sample; i++) {
      sum += question.applyAsLong(i);
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (sum != edges) {
      throw new IllegalStateException("visited " + sum + " edges, and " + edges + " before");
    }
    return bytes / (double) sample;
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
