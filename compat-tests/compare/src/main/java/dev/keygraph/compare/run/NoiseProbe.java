package dev.keygraph.compare.run;

import dev.keygraph.compare.report.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Does one fixed piece of work, and times it: what else the machine does shows in the times. The
 * work is arithmetic and memory accesses, some tens of milliseconds. Not for several threads.
 */
final class NoiseProbe implements Runnable {
  private static final int SIZE = 1 << 19;
  private static final int WARM_UPS = 10;

  private final int[] numbers = new int[SIZE];
  private final List<Double> millis = new ArrayList<>();

  /** Makes a probe whose code is compiled already: else the first times would be slow. */
  NoiseProbe() {
    for (int i = 0; i < WARM_UPS; i++) {
      work();
    }
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    work();
    millis.add((System.nanoTime() - start) / 1e6);
  }

  private void work() {
    int state = 1;
    for (int i = 0; i < SIZE; i++) {
      state = state * 1664525 + 1013904223;
      numbers[i] = state;
    }
    Arrays.sort(numbers);
    if (numbers[0] >= numbers[SIZE - 1]) {
      throw new IllegalStateException("not sorted");
    }
  }

  Noise noise() {
    return new Noise(millis);
  }
}
