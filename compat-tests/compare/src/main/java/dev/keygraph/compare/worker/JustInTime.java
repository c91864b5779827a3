package dev.keygraph.compare.worker;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Repeats some work until the JVM has compiled what it needs: libraries of much code, which other
 * code calls at every step, run many times slower until then, and it takes them seconds.
 */
final class JustInTime {
  /** There is little left to compile when that takes less than this part of the work's time. */
  private static final int LITTLE = 10;

  private JustInTime() {}

  /**
   * Repeats a piece of work, at least once, until little of it was compiled meanwhile.
   *
   * @param leastMillis until then it is repeated in any case: the compiler counts what it has done,
   *     not what waits for it
   * @param mostMillis after so many it is not repeated any more
   */
  static void settle(Runnable work, long leastMillis, long mostMillis) {
    CompilationMXBean compiler = compiler();
    long start = System.nanoTime();
    boolean goOn;
    do {
      long compiledBefore = compiledMillis(compiler);
      long before = System.nanoTime();
      work.run();
      long now = System.nanoTime();
      boolean settled = (compiledMillis(compiler) - compiledBefore) * LITTLE <= millis(before, now);
      goOn = millis(start, now) < (settled ? leastMillis : mostMillis);
    } while (goOn);
  }

  private static long millis(long start, long end) {
    return (end - start) / 1_000_000;
  }

  private static @Nullable CompilationMXBean compiler() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported() ? compiler : null;
  }

  private static long compiledMillis(@Nullable CompilationMXBean compiler) {
    return compiler == null ? 0 : compiler.getTotalCompilationTime();
  }
}
