package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills child processes that write to one store, and checks after each kill that every acknowledged
 * commit is there, at most one more, and each of them whole.
 *
 * <p>The child says when it begins a commit (as the last act of the write work) and when the commit
 * was acknowledged; the parent kills it a random while after such a line, and learns from the last
 * line which phase was hit. Some kills are not followed by a check but by the next child, so that
 * recoveries are killed too.
 */
public final class KillLoop implements AutoCloseable {

  /** What the child was doing when it was killed. */
  public enum Phase {
    /** Opening the store: after a kill, in its recovery. */
    OPEN,
    /** Building a transaction. */
    WORK,
    /** Within a commit: begun, and not acknowledged. */
    COMMIT
  }

  private static final double AIM_BEYOND_COMMIT = 1.2;

  private final KvConformance conformance;
  private final Path directory;
  private final Durability durability;
  private final SplittableRandom random;
  private final KillScript script;
  private final long seed;
  private final Map<Phase, Integer> kills = new EnumMap<>(Phase.class);
  private final NavigableMap<byte[], byte[]> model = Bytes.map();
  private long modelNumber;

  /** The numbers that the last lines of children named. */
  private long acknowledged;

  private long begun;

  /** Moving averages, to aim by. */
  private double commitNanos = 1_000_000;

  private double openNanos = 50_000_000;
  private @Nullable ChildJvm next;

  KillLoop(KvConformance conformance, Path directory, Durability durability, long seed) {
    this.conformance = conformance;
    this.directory = directory;
    this.durability = durability;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.script = new KillScript(seed);
    for (Phase phase : Phase.values()) {
      kills.put(phase, 0);
    }
  }

  /**
   * Runs the loop for as long as one likes, and prints how many kills hit which phase.
   *
   * <pre>java -cp CLASSPATH dev.keygraph.conformance.kv.KillLoop CLASS MINUTES [LEVEL [SEED]]</pre>
   *
   * @param arguments name of the subclass of {@link KvConformance}; minutes; level, {@code durable}
   *     if not given; seed, random if not given
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("usage: KillLoop CLASS MINUTES [durable|relaxed [SEED]]");
      System.exit(2);
    }
    KvConformance conformance = Child.conformance(arguments[0]);
    double minutes = Double.parseDouble(arguments[1]);
    Durability durability =
        Durability.valueOf(
            arguments.length > 2 ? arguments[2].toUpperCase(java.util.Locale.ROOT) : "DURABLE");
    long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : System.nanoTime();
    Path directory = Files.createTempDirectory("keygraph-kills").resolve("store");
    System.out.printf(
        "%s, %s, seed %d, in %s%n",
        conformance.engine().name(), durability.configName(), seed, directory);
    long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    try (KillLoop loop = new KillLoop(conformance, directory, durability, seed)) {
      long report = System.nanoTime();
      while (System.nanoTime() < end) {
        loop.killOnce();
        if (System.nanoTime() - report > TimeUnit.SECONDS.toNanos(10)) {
          report = System.nanoTime();
          System.out.println(loop);
        }
      }
      loop.check();
      System.out.println(loop + ", nothing lost, nothing torn");
    }
  }

  /** Returns how many kills hit a phase so far. */
  int kills(Phase phase) {
    return kills.getOrDefault(phase, 0);
  }

  /** Lets one child write, kills it, and checks the store or leaves that to the next round. */
  void killOnce() throws IOException {
    try (ChildJvm child = startedChild()) {
      child.expect("ready");
      child.send("go");
      child.expect("opening");
      boolean inOpen = random.nextInt(8) == 0;
      if (inOpen) {
        spin(random.nextDouble() * openNanos);
      } else {
        awaitMoment(child);
      }
      next = startChild();
      child.kill();
      Phase phase = drain(child, inOpen ? Phase.OPEN : Phase.COMMIT);
      kills.merge(phase, 1, Integer::sum);
    }
    if (random.nextInt(4) != 0) {
      check();
    }
  }

  private ChildJvm startedChild() throws IOException {
    ChildJvm started = next;
    next = null;
    Files.createDirectories(directory);
    return started != null ? started : startChild();
  }

  private ChildJvm startChild() {
    return ChildJvm.start(
        conformance, ChildTask.COMMIT, directory, durability, Long.toString(seed));
  }

  /** Reads until a randomly chosen commit has begun, and for a random part of its duration. */
  private void awaitMoment(ChildJvm child) {
    long opening = System.nanoTime();
    String opened = child.readLine();
    if (opened == null || !opened.startsWith("opened ")) {
      throw new AssertionError(
          "after a kill (%s) the store does not open: %s%n%s"
              .formatted(this, opened, child.errors()));
    }
    note(opened);
    openNanos = average(openNanos, (double) (System.nanoTime() - opening));
    long beginning = 0;
    for (int commits = 1 + random.nextInt(12); commits > 0; ) {
      String line = child.readLine();
      if (line == null) {
        throw new AssertionError("the child ended by itself: " + child.errors());
      }
      note(line);
      if (line.startsWith("begin")) {
        commits--;
        beginning = System.nanoTime();
      } else if (beginning != 0) {
        commitNanos = average(commitNanos, (double) (System.nanoTime() - beginning));
      }
    }
    // A kill takes its time, too: without a pause it comes early in the commit, not before it.
    if (random.nextBoolean()) {
      spin(random.nextDouble() * AIM_BEYOND_COMMIT * commitNanos);
    }
  }

  private static double average(double before, double now) {
    return 0.8 * before + 0.2 * now;
  }

  private static void spin(double nanos) {
    long end = System.nanoTime() + (long) nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Reads what the child still said before it died; the last line tells the phase. */
  private Phase drain(ChildJvm child, Phase soFar) {
    Phase phase = soFar;
    for (String line = child.readLine(); line != null; line = child.readLine()) {
      phase = line.startsWith("begin") ? Phase.COMMIT : Phase.WORK;
      note(line);
    }
    return phase;
  }

  private void note(String line) {
    String[] words = line.split(" ", 2);
    long number = Long.parseLong(words[1]);
    switch (words[0]) {
      case "begin" -> begun = number;
      case "acknowledged" -> acknowledged = number;
      case "opened" -> {
        assertWithin(number);
        acknowledged = number;
        begun = number;
      }
      default -> throw new AssertionError("the child said " + line);
    }
  }

  private void assertWithin(long number) {
    assertThat(number)
        .as(
            "last commit in the store, of acknowledged %d and begun %d (%s)",
            acknowledged, begun, this)
        .isBetween(acknowledged, Math.max(acknowledged, begun));
  }

  /** Opens the store, compares all of it with what it must hold, and writes to it. */
  void check() throws IOException {
    Files.createDirectories(directory);
    try (KvStore store =
        conformance.open(
            conformance.engine(),
            new StoreOptions(directory, durability, false, conformance.settings()))) {
      long number = KvGroup.read(store, KillScript::numberOf);
      assertWithin(number);
      advanceModel(number);
      try {
        KvGroup.check(store, model);
      } catch (AssertionError torn) {
        throw new AssertionError("commit %d, after %s".formatted(number, this), torn);
      }
      KvGroup.write(store, transaction -> script.apply(number + 1, transaction));
      advanceModel(number + 1);
      KvGroup.check(store, model);
      acknowledged = number + 1;
      begun = number + 1;
    }
  }

  private void advanceModel(long number) {
    while (modelNumber < number) {
      script.apply(++modelNumber, model);
    }
  }

  @Override
  public void close() {
    ChildJvm child = next;
    if (child != null) {
      child.close();
    }
  }

  @Override
  public String toString() {
    return "kills: %d within a commit, %d in an open, %d between; %d commits, seed %d"
        .formatted(kills(Phase.COMMIT), kills(Phase.OPEN), kills(Phase.WORK), acknowledged, seed);
  }
}
