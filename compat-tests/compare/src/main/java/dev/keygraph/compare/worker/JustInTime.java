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
   * @param millis after so many it is not repeated any more
   */
  static void settle(Runnable work, long millis) {
    CompilationMXBean compiler = compiler();
    long start = System.nanoTime();
    boolean settled;
    do {
      long compiledBefore = compiledMillis(compiler);
      long before = System.nanoTime();
      work.run();
      long workMillis = (System.nanoTime() - before) / 1_000_000;
      settled = (compiledMillis(compiler) - compiledBefore) * LITTLE <= workMillis;
    } while (!settled && (System.nanoTime() - start) / 1_000_000 < millis);
  }

  private static @Nullable CompilationMXBean compiler() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported() ? compiler : null;
  }

  private static long compiledMillis(@Nullable CompilationMXBean compiler) {
    return compiler == null ? 0 : compiler.getTotalCompilationTime();
  }
}
