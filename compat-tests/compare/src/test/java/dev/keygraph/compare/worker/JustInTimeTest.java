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
    JustInTime.settle(() -> runs++, 0);
    assertThat(runs).isOne();
  }

  @Test
  void workThatNeedsNoCompilerEnds() {
    JustInTime.settle(
        () -> {
          runs++;
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        },
        TimeUnit.DAYS.toMillis(1));
    assertThat(runs).isPositive();
  }
}
