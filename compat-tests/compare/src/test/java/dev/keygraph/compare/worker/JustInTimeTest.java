package dev.keygraph.compare.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How long work is repeated before it is measured, and what a compiler has to do with it. */
final class JustInTimeTest {
  private static final long FOREVER = TimeUnit.DAYS.toMillis(1);
  private static final long LONG = TimeUnit.HOURS.toMillis(1);

  private int runs;

  @Test
  void workThatNeedsNoCompilerIsDoneOnce() {
    JustInTime.settle(this::run, 0, FOREVER, () -> 0);
    assertThat(runs).isOne();
  }

  @Test
  void workIsRepeatedWhileItIsCompiled() {
    JustInTime.settle(this::run, 0, FOREVER, () -> Math.min(runs, 3) * LONG);
    assertThat(runs).isEqualTo(4);
  }

  @Test
  void workIsRepeatedForTheLeastTimeInAnyCase() {
    long start = System.nanoTime();
    JustInTime.settle(this::run, 100, FOREVER, () -> 0);
    assertThat(System.nanoTime() - start)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
  }

  @Test
  void aCompilerThatIsNeverDoneIsNotWaitedFor() {
    JustInTime.settle(this::run, 0, 100, () -> runs * LONG);
    assertThat(runs).isPositive();
  }

  @Test
  void workIsRepeatedForSeveralTimesWhatIsMeasured() {
    long start = System.nanoTime();
    JustInTime.settle(this::run, 10);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(80));
  }

  private void run() {
    runs++;
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
  }
}
