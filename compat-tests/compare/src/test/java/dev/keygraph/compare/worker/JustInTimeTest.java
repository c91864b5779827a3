package dev.keygraph.compare.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How long work is repeated before it is measured. */
final class JustInTimeTest {
  private int runs;

  @Test
  void workIsDoneOnceAtLeast() {
    JustInTime.settle(this::run, 0, 0);
    assertThat(runs).isOne();
  }

  @Test
  void workThatNeedsNoCompilerIsRepeatedForTheLeastTime() {
    long start = System.nanoTime();
    JustInTime.settle(this::run, 100, TimeUnit.DAYS.toMillis(1));
    assertThat(System.nanoTime() - start)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
  }

  private void run() {
    runs++;
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
  }
}
