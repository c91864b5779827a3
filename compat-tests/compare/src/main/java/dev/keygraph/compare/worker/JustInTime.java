package dev.keygraph.compare.worker;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Repeats some work until the JVM has compiled what it needs: libraries of much code, which other
 * code calls at every step, run many times slower until then, and it takes them seconds.
 */
final class JustInTime {
  /** There is little left to compile when that takes less than this part of the work's time. */
  private static final int LITTLE = 10;

  private static final int LEAST_SETTLING = 8;
  private static final int MOST_SETTLING = 20;

  private JustInTime() {}

  /**
   * Repeats a piece of work, at least once, until little of it was compiled meanwhile.
   *
   * @param measureMillis how long is measured afterwards: the work is repeated so many times as
   *     long, at least {@link #LEAST_SETTLING} and at most {@link #MOST_SETTLING}
   */
  static void settle(Runnable work, long measureMillis) {
    settle(work, measureMillis * LEAST_SETTLING, measureMillis * MOST_SETTLING, compiledMillis());
  }

  /**
   * Repeats a piece of work, at least once, until little of it was compiled meanwhile.
   *
   * @param leastMillis until then it is repeated in any case: the compiler counts what it has done,
   *     not what waits for it
   * @param mostMillis after so many it is not repeated any more
   * @param compiledMillis how long the compiler has worked so far
   */
  static void settle(
      Runnable work, long leastMillis, long mostMillis, LongSupplier compiledMillis) {
    long start = System.nanoTime();
    boolean goOn;
    do {
      long compiledBefore = compiledMillis.getAsLong();
      long before = System.nanoTime();
      work.run();
      long now = System.nanoTime();
      long compiled = compiledMillis.getAsLong() - compiledBefore;
      boolean settled = compiled * LITTLE <= millis(before, now);
      goOn = millis(start, now) < (settled ? leastMillis : mostMillis);
    } while (goOn);
  }

  private static long millis(long start, long end) {
    return (end - start) / 1_000_000;
  }

  private static LongSupplier compiledMillis() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
        ? compiler::getTotalCompilationTime
        : () -> 0;
  }
}
