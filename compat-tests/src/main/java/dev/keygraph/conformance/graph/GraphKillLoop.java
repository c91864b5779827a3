package dev.keygraph.conformance.graph;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills child processes in each phase of the life of a graph, and checks after a kill: every
 * acknowledged commit is there, at most one more, both laws hold, key by key; with a hot tier too;
 * an import or a backup that was hit is whole or none; a restore that was hit left the old content
 * or the new; and the store takes new commits.
 *
 * <p>A child works at several stores at once, each on its own thread: a kill then hits each of them
 * somewhere else. Each kill aims at one phase: the child does that more often, and the parent waits
 * until it has begun, and a random part of the time that it usually takes. Some kills are not
 * followed by a check but by the next child, so that recoveries are killed too.
 */
public final class GraphKillLoop implements AutoCloseable {
  private static final double AIM_BEYOND = 1.1;
  private static final double FIRST_GUESS_NANOS = 5e6;

  /** Of the kills, those that aim at commits; the others take turns. */
  private static final List<KillPhase> AIMS =
      List.of(
          KillPhase.COMMIT,
          KillPhase.RECOVERY,
          KillPhase.IMPORT,
          KillPhase.COMMIT,
          KillPhase.BACKUP,
          KillPhase.OPEN,
          KillPhase.COMMIT,
          KillPhase.COMPACTION,
          KillPhase.MIGRATION,
          KillPhase.RESTORE);

  private final GraphConformance kit;
  private final Path base;
  private final Durability durability;
  private final long seed;
  private final Config settings;
  private final SplittableRandom random;
  private final List<KilledGraph> stores = new ArrayList<>();
  private final Map<KillPhase, Integer> hits = new EnumMap<>(KillPhase.class);
  private final Map<KillPhase, Double> nanos = new EnumMap<>(KillPhase.class);
  private int kills;
  private @Nullable ChildJvm next;

  GraphKillLoop(GraphConformance kit, Path base, Durability durability, long seed)
      throws IOException {
    this.kit = kit;
    this.base = Files.createDirectories(base);
    this.durability = durability;
    this.seed = seed;
    this.settings = kit.settingsUnderTest();
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < KillStore.STORES; i++) {
      stores.add(new KilledGraph(new KillStore(kit, base, i, durability, settings), seed, i));
    }
  }

  /** Returns the commits to one of the stores. */
  static KillHistory history(long seed, int index) {
    return new KillHistory(seed + index);
  }

  /**
   * Runs the loop for as long as one likes, and prints how many kills hit which phase.
   *
   * <pre>
   * java -cp CLASSPATH dev.keygraph.conformance.graph.GraphKillLoop CLASS MINUTES [LEVEL [SEED]]
   * </pre>
   *
   * <p>Ends with 1 if some phase was never hit, since nothing was shown of it then.
   *
   * @param arguments name of the subclass of {@link GraphConformance}; minutes; level, {@code
   *     durable} if not given; seed, random if not given
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("usage: GraphKillLoop CLASS MINUTES [durable|relaxed [SEED]]");
      System.exit(2);
    }
    GraphConformance kit = GraphChild.kit(arguments[0]);
    double minutes = Double.parseDouble(arguments[1]);
    Durability durability =
        Durability.valueOf(
            arguments.length > 2 ? arguments[2].toUpperCase(Locale.ROOT) : "DURABLE");
    long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : System.nanoTime();
    Path base = Files.createTempDirectory("keygraph-kills").resolve("stores");
    System.out.printf(
        "%s, %s, seed %d, in %s%n",
        kit.engineUnderTest().name(), durability.configName(), seed, base);
    long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    try (GraphKillLoop loop = new GraphKillLoop(kit, base, durability, seed)) {
      long report = System.nanoTime();
      while (System.nanoTime() < end) {
        loop.killOnce();
        if (System.nanoTime() - report > TimeUnit.SECONDS.toNanos(10)) {
          report = System.nanoTime();
          System.out.println(loop);
        }
      }
      loop.check();
      System.out.println(loop + "; nothing lost");
      if (!loop.missed().isEmpty()) {
        System.err.println("no kill hit a store in " + loop.missed() + ": nothing was shown of it");
        System.exit(1);
      }
    }
    KillStore.delete(base);
  }

  /** Returns how many stores were in a phase when their process was killed. */
  int hits(KillPhase phase) {
    return hits.getOrDefault(phase, 0);
  }

  int kills() {
    return kills;
  }

  /** Returns the phases that are aimed at, and in which no store has been hit yet. */
  Set<KillPhase> missed() {
    Set<KillPhase> missed = EnumSet.copyOf(AIMS);
    missed.removeIf(phase -> hits(phase) > 0);
    return missed;
  }

  /** Lets a child work, kills it, and checks the stores or leaves that to the next round. */
  void killOnce() throws IOException {
    KillPhase aim = aim(kills);
    try (ChildJvm child = startedChild()) {
      child.expect("ready");
      stores.forEach(KilledGraph::noteStart);
      child.send(aim.name());
      child.expect("go");
      await(child, aim);
      child.kill();
      next = startChild();
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        note(line);
      }
    }
    kills++;
    for (KilledGraph store : stores) {
      store.noteKill();
      hits.merge(store.phase(), 1, Integer::sum);
      boolean recoverNext = aim(kills) == KillPhase.RECOVERY && random.nextInt(4) != 0;
      if (!recoverNext || isWholeOrNone(store.phase())) {
        check(store);
      }
    }
  }

  /** What was hit in such a phase is checked before the next child begins it anew. */
  private static boolean isWholeOrNone(KillPhase phase) {
    return phase == KillPhase.IMPORT || phase == KillPhase.BACKUP;
  }

  private static KillPhase aim(int kill) {
    return AIMS.get(kill % AIMS.size());
  }

  private ChildJvm startedChild() {
    ChildJvm started = next;
    next = null;
    return started != null ? started : startChild();
  }

  private ChildJvm startChild() {
    return ChildJvm.start(
        GraphChild.class,
        base,
        List.of(
            kit.getClass().getName(),
            base.toString(),
            durability.name(),
            EngineSettings.toArgument(settings),
            Long.toString(seed)));
  }

  /** Reads until a phase has begun for some time or other, and for a part of its duration. */
  private void await(ChildJvm child, KillPhase aim) {
    boolean atStart = aim == KillPhase.RECOVERY;
    for (int times = atStart ? 0 : 1 + random.nextInt(4); times > 0; ) {
      if (note(line(child)) == aim) {
        times--;
      }
    }
    // A kill takes its time, too: without a pause it comes early in the phase, not before it.
    if (random.nextInt(3) != 0) {
      double usual = nanos.getOrDefault(aim, FIRST_GUESS_NANOS);
      long end = System.nanoTime() + (long) (random.nextDouble() * AIM_BEYOND * usual);
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
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

  /** Notes a line of the child, and returns the phase that it begins. */
  private @Nullable KillPhase note(String line) {
    String[] words = line.split(" ", 4);
    KilledGraph store = stores.get(Integer.parseInt(words[0]));
    KillPhase phase = KillPhase.valueOf(words[1]);
    boolean begins = words[2].equals("begin");
    try {
      long took = store.note(phase, begins, Long.parseLong(words[3]));
      if (took >= 0) {
        nanos.merge(phase, (double) took, (before, now) -> 0.8 * before + 0.2 * now);
      }
    } catch (AssertionError lost) {
      throw new AssertionError("after " + this, lost);
    }
    return begins ? phase : null;
  }

  /** Checks all stores. */
  void check() throws IOException {
    for (KilledGraph store : stores) {
      check(store);
    }
  }

  private void check(KilledGraph store) throws IOException {
    KillPhase hit = store.phase();
    try {
      store.check(random.nextBoolean());
    } catch (AssertionError | RuntimeException torn) {
      throw new AssertionError("hit in %s, after %s".formatted(hit, this), torn);
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
    StringBuilder text = new StringBuilder().append(kills).append(" kills; stores hit in");
    for (KillPhase phase : KillPhase.values()) {
      text.append(' ')
          .append(phase.name().toLowerCase(Locale.ROOT))
          .append(' ')
          .append(hits(phase));
    }
    long commits = stores.stream().mapToLong(KilledGraph::commits).sum();
    return text.append("; ").append(commits).append(" commits, seed ").append(seed).toString();
  }
}
