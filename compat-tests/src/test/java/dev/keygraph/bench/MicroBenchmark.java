package dev.keygraph.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What all micro-benchmarks share. Benchmarks come in pairs, {@code xKeygraph} and {@code xTwin},
 * which return the same number for the same {@link #next} place in the sample; before either is
 * measured, both are asked, and must agree. One that looks at entries adds them to {@link Entries};
 * one that makes an object passes it through {@link #kept}.
 */
@SuppressWarnings("NullAway.Init") // JMH sets it up
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g", MicroBenchmark.YOUNG_GENERATION})
public abstract class MicroBenchmark {
  /**
   * Small, so that all of it has been written to once when the warm-up ends: the first touch of a
   * page of memory can cost more than what is measured, and falls on whoever allocates.
   */
  static final String YOUNG_GENERATION = "-Xmn64m";

  /** What the name of a benchmark of ours ends in. */
  static final String OURS = "Keygraph";

  /** What the name of its twin ends in. */
  static final String TWIN = "Twin";

  private static final int COMPARISONS = 16;

  private int place;
  private Blackhole hole;

  /** How many entries, edges or results there were. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Entries {
    /** So many. */
    public long entries;

    /** Adds some, and returns how many. */
    long add(long more) {
      entries += more;
      return more;
    }
  }

  /** Opens what is measured, and compares the pair. */
  @Setup(Level.Trial)
  public final void setUp(BenchmarkParams parameters, Blackhole consumer) throws Exception {
    hole = consumer;
    open();
    String name = parameters.getBenchmark();
    compare(stem(name.substring(name.lastIndexOf('.') + 1)), name);
  }

  /** Frees everything. */
  @TearDown(Level.Trial)
  public final void tearDown() throws Exception {
    close();
  }

  /** Opens what is measured. */
  abstract void open() throws Exception;

  /** Frees everything. */
  abstract void close() throws Exception;

  /** Compares what both sides left behind, where they write. */
  void compareStates() {}

  /** Returns how often to ask both sides before they are measured. */
  int comparisons() {
    return COMPARISONS;
  }

  /** Returns what the names of a pair have in common. */
  static String stem(String name) {
    return name.substring(0, name.length() - (name.endsWith(OURS) ? OURS : TWIN).length());
  }

  /** Returns the next place in a sample of some size. */
  final int next(int size) {
    place = place + 1 < size ? place + 1 : 0;
    return place;
  }

  /** Returns an object, which the compiler has to make then, even if only its size is asked for. */
  final <T> T kept(T object) {
    hole.consume(object);
    return object;
  }

  private void compare(String stem, String name) throws ReflectiveOperationException {
    long ours = ask(stem + OURS);
    long twin = ask(stem + TWIN);
    if (ours != twin) {
      throw new IllegalStateException(name + ": keygraph says " + ours + ", the twin " + twin);
    }
    compareStates();
    place = 0;
  }

  private long ask(String name) throws ReflectiveOperationException {
    place = 0;
    long answers = 0;
    for (int round = 0; round < comparisons(); round++) {
      Object answer;
      try {
        answer = getClass().getMethod(name, Entries.class).invoke(this, new Entries());
      } catch (NoSuchMethodException e) {
        answer = getClass().getMethod(name).invoke(this);
      }
      answers = 31 * answers + ((Number) answer).longValue();
    }
    return answers;
  }
}
