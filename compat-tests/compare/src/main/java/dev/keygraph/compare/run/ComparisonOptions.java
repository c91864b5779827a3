package dev.keygraph.compare.run;

import dev.keygraph.compare.report.ContenderInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to compare.
 *
 * @param contenders who takes part; one at least
 * @param directory an existing directory, in which the comparison makes one of its own and removes
 *     it at the end
 * @param rounds how often each contender does each task; at least 1
 * @param sizes how many lines of code there are to be where growth is measured; none to leave it
 *     out
 * @param dropsPageCache whether the system is asked to forget files before a store is opened
 * @param seed what questions are picked with
 * @param questions how many questions a list has
 * @param warmUp how long each measurement is preceded by the same work unmeasured, about
 * @param measure how long each measurement takes, about
 * @param heapBytes the largest heap of a worker
 * @param patience how long a worker may be silent before it counts as hanging
 * @param arguments what the user asked for, for the report
 * @param version keygraph's version, for the report
 */
public record ComparisonOptions(
    List<ContenderInfo> contenders,
    Path directory,
    int rounds,
    List<Long> sizes,
    boolean dropsPageCache,
    long seed,
    int questions,
    Duration warmUp,
    Duration measure,
    long heapBytes,
    Duration patience,
    String arguments,
    String version) {

  private static final long DEFAULT_HEAP_BYTES = 2L << 30;

  /** Copies the list and checks the numbers. */
  public ComparisonOptions {
    contenders = List.copyOf(contenders);
    sizes = List.copyOf(sizes);
    if (contenders.isEmpty() || rounds < 1 || questions < 1) {
      throw new IllegalArgumentException("one contender, round and question at least");
    }
  }

  /**
   * The usual comparison, or a quick one: fewer questions and less time for each measurement, so
   * that the figures are rough.
   */
  public static ComparisonOptions of(
      List<ContenderInfo> contenders, Path directory, boolean quick, String version) {
    return new ComparisonOptions(
        contenders,
        directory,
        quick ? 1 : 2,
        quick ? List.of() : List.of(100_000L),
        true,
        1,
        quick ? 200 : 1_000,
        Duration.ofMillis(quick ? 40 : 50),
        Duration.ofMillis(quick ? 80 : 100),
        Math.min(DEFAULT_HEAP_BYTES, Machine.memoryBytes() / 2),
        Duration.ofMinutes(2),
        "",
        version);
  }

  /** The same with another number of rounds. */
  public ComparisonOptions withRounds(int count) {
    return new ComparisonOptions(
        contenders,
        directory,
        count,
        sizes,
        dropsPageCache,
        seed,
        questions,
        warmUp,
        measure,
        heapBytes,
        patience,
        arguments,
        version);
  }

  /** The same with other sizes. */
  public ComparisonOptions withSizes(List<Long> lines) {
    return new ComparisonOptions(
        contenders,
        directory,
        rounds,
        lines,
        dropsPageCache,
        seed,
        questions,
        warmUp,
        measure,
        heapBytes,
        patience,
        arguments,
        version);
  }

  /** The same with another seed. */
  public ComparisonOptions withSeed(long newSeed) {
    return new ComparisonOptions(
        contenders,
        directory,
        rounds,
        sizes,
        dropsPageCache,
        newSeed,
        questions,
        warmUp,
        measure,
        heapBytes,
        patience,
        arguments,
        version);
  }

  /** The same with other words about what the user asked for. */
  public ComparisonOptions withArguments(String words) {
    return new ComparisonOptions(
        contenders,
        directory,
        rounds,
        sizes,
        dropsPageCache,
        seed,
        questions,
        warmUp,
        measure,
        heapBytes,
        patience,
        words,
        version);
  }
}
