package dev.keygraph.conformance.kv;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills child processes that write to stores, and checks after each kill that every acknowledged
 * commit is there, at most one more, and each of them whole.
 *
 * <p>A child writes to several stores at once, each on its own thread: a kill then hits each of
 * them somewhere else. It says when it begins a commit (as the last act of the write work) and when
 * the commit was acknowledged; the parent kills it a random while after such a line, and learns
 * from the last lines which phases were hit. Some kills are not followed by a check but by the next
 * child, so that recoveries are killed too.
 */
public final class KillLoop implements AutoCloseable {

  /** What the child was doing when it was killed. */
  public enum Phase {
    /** Opening a store: after a kill, in its recovery. */
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
  private final long seed;
  private final Config settings;
  private final List<KilledStore> stores = new ArrayList<>();
  private final Map<Phase, Integer> kills = new EnumMap<>(Phase.class);
  private int commitsHit;

  /** Moving averages, to aim by. */
  private double commitNanos = 1_000_000;

  private double openNanos = 20_000_000;
  private @Nullable ChildJvm next;

  KillLoop(KvConformance conformance, Path directory, Durability durability, long seed) {
    this.conformance = conformance;
    this.directory = directory;
    this.durability = durability;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.settings = conformance.settings();
    for (Path each : KilledStore.directories(directory)) {
      stores.add(new KilledStore(each, KilledStore.script(seed, stores.size())));
    }
    for (Phase phase : Phase.values()) {
      kills.put(phase, 0);
    }
  }

  /**
   * Runs the loop for as long as one likes, and prints how many kills hit which phase.
   *
   * <pre>java -cp CLASSPATH dev.keygraph.conformance.kv.KillLoop CLASS MINUTES [LEVEL [SEED]]</pre>
   *
   * <p>Ends with 1 if nothing was hit within a commit, since nothing was shown then.
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
      if (loop.commitsHit() == 0) {
        System.err.println("no kill hit a commit: nothing was shown");
        System.exit(1);
      }
    }
  }

  /**
   * Returns how many kills hit a phase so far: a commit if one of the stores was within one,
   * otherwise an open if one of them was being opened.
   */
  int kills(Phase phase) {
    return kills.getOrDefault(phase, 0);
  }

  /** Returns how many commits were killed: a kill hits one of each store that was within one. */
  int commitsHit() {
    return commitsHit;
  }

  /** Lets one child write, kills it, and checks the stores or leaves that to the next round. */
  void killOnce() throws IOException {
    try (ChildJvm child = startedChild()) {
      child.expect("ready");
      stores.forEach(KilledStore::noteOpening);
      child.send("go");
      child.expect("opening");
      if (random.nextInt(8) == 0) {
        spin(random.nextDouble() * openNanos);
      } else {
        awaitMoment(child);
      }
      child.kill();
      next = startChild();
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        note(line);
      }
    }
    count();
    for (KilledStore store : stores) {
      if (random.nextInt(4) != 0) {
        check(store);
      }
    }
  }

  private void count() {
    int hit = (int) stores.stream().filter(store -> store.phase() == Phase.COMMIT).count();
    commitsHit += hit;
    boolean open = stores.stream().anyMatch(store -> store.phase() == Phase.OPEN);
    kills.merge(hit > 0 ? Phase.COMMIT : open ? Phase.OPEN : Phase.WORK, 1, Integer::sum);
  }

  private ChildJvm startedChild() throws IOException {
    ChildJvm started = next;
    next = null;
    for (KilledStore store : stores) {
      Files.createDirectories(store.directory());
    }
    return started != null ? started : startChild();
  }

  private ChildJvm startChild() {
    return Child.start(conformance, ChildTask.COMMIT, directory, durability, Long.toString(seed));
  }

  /** Reads until a randomly chosen commit has begun, and for a random part of its duration. */
  private void awaitMoment(ChildJvm child) {
    long opening = System.nanoTime();
    while (stores.stream().anyMatch(store -> store.phase() == Phase.OPEN)) {
      note(line(child));
    }
    openNanos = average(openNanos, (double) (System.nanoTime() - opening));
    for (int commits = 1 + random.nextInt(12); commits > 0; ) {
      if (note(line(child)).equals("begin")) {
        commits--;
      }
    }
    // A kill takes its time, too: without a pause it comes early in the commit, not before it.
    if (random.nextBoolean()) {
      spin(random.nextDouble() * AIM_BEYOND_COMMIT * commitNanos);
    }
  }

  private String line(ChildJvm child) {
    String line = child.readLine();
    if (line == null) {
      throw new AssertionError(
          "the child ended by itself (%s): %s".formatted(this, child.errors()));
    }
    return line;
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

  /** Notes a line of the child, and returns what it tells of. */
  private String note(String line) {
    String[] words = line.split(" ", 3);
    KilledStore store = stores.get(Integer.parseInt(words[0]));
    long nanos;
    try {
      nanos = store.note(words[1], Long.parseLong(words[2]));
    } catch (AssertionError lost) {
      throw new AssertionError("after " + this, lost);
    }
    if (nanos >= 0) {
      commitNanos = average(commitNanos, (double) nanos);
    }
    return words[1];
  }

  /** Checks all stores. */
  void check() throws IOException {
    for (KilledStore store : stores) {
      check(store);
    }
  }

  private void check(KilledStore store) throws IOException {
    Files.createDirectories(store.directory());
    try {
      store.check(
          path ->
              conformance.open(
                  conformance.engine(), new StoreOptions(path, durability, false, settings)));
    } catch (AssertionError torn) {
      throw new AssertionError("after " + this, torn);
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
    return "kills: %d within a commit (%d commits hit), %d in an open, %d between; %d commits, seed %d"
        .formatted(
            kills(Phase.COMMIT),
            commitsHit,
            kills(Phase.OPEN),
            kills(Phase.WORK),
            stores.stream().mapToLong(KilledStore::acknowledged).sum(),
            seed);
  }
}
