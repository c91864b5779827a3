package dev.keygraph.conformance.graph;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.faults.Freezer;
import dev.keygraph.faults.FuseMount;
import dev.keygraph.faults.PowerCut;
import dev.keygraph.faults.PowerCut.Kept;
import dev.keygraph.faults.Remains;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the power of a file system that children work on, and checks what is left: at {@code
 * durable}, every acknowledged commit is there, and at most one more; at {@code relaxed}, a prefix
 * of the commits; at both, both laws hold, key by key, an import or a backup is whole or none, a
 * restore left the old content or the new, and the store takes new commits.
 *
 * <p>As in {@link GraphKillLoop}, whose children these are, each cut aims at one phase: when that
 * has begun, the file system freezes after some more changes, or before some sync. What was not
 * synced is then lost, all of it or a part. Some cuts are not followed by a check but by the next
 * child, so that recoveries are cut too. A store counts as cut only if something of it was lost.
 */
public final class PowerCutLoop implements AutoCloseable {
  private static final List<KillPhase> AIMS =
      List.of(
          KillPhase.COMMIT,
          KillPhase.RECOVERY,
          KillPhase.COMMIT,
          KillPhase.IMPORT,
          KillPhase.COMMIT,
          KillPhase.BACKUP,
          KillPhase.COMMIT,
          KillPhase.OPEN,
          KillPhase.COMPACTION,
          KillPhase.COMMIT,
          KillPhase.MIGRATION,
          KillPhase.RESTORE);

  /** For the command. */
  private static final int COPIES = 4;

  private static final long PATIENCE_MILLIS = 2_000;

  /** Files that say nothing of the graph: logs for people, locks, an index that is rebuilt. */
  private static final Pattern NEVER_MISSED =
      Pattern.compile("LOG.*|LOCK|.*lock.*|.*\\.lck|.*-shm");

  private final GraphConformance kit;
  private final Path base;
  private final Durability durability;
  private final int copies;
  private final long seed;
  private final SplittableRandom random;
  private final List<KilledGraph> stores = new ArrayList<>();
  private final List<KillStore> places = new ArrayList<>();
  private final Map<KillPhase, Integer> hits = new EnumMap<>(KillPhase.class);
  private final Map<Kept, Integer> kinds = new EnumMap<>(Kept.class);
  private int cuts;
  private int storesCut;
  private @Nullable PowerCutStage next;

  /**
   * A loop.
   *
   * @param base of the stores that are checked, outside of any mount
   * @param copies remains of the same moment that are checked beside those that it goes on with
   */
  PowerCutLoop(GraphConformance kit, Path base, Durability durability, int copies, long seed)
      throws IOException {
    this.copies = copies;
    this.kit = kit;
    this.base = Files.createDirectories(base);
    this.durability = durability;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < KillStore.STORES; i++) {
      KillStore place = new KillStore(kit, base, i, durability, kit.settingsUnderTest());
      places.add(place);
      stores.add(new KilledGraph(place, seed, i));
    }
  }

  /**
   * Runs the loop for as long as one likes, and prints how many cuts hit which phase.
   *
   * <pre>
   * java -cp CLASSPATH dev.keygraph.conformance.graph.PowerCutLoop CLASS MINUTES [LEVEL [SEED]]
   * </pre>
   *
   * <p>Ends with 1 if no cut within a commit took anything, since nothing was shown then.
   *
   * @param arguments name of the subclass of {@link GraphConformance}; minutes; level, {@code
   *     durable} if not given; seed, random if not given
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("usage: PowerCutLoop CLASS MINUTES [durable|relaxed [SEED]]");
      System.exit(2);
    }
    Optional<String> obstacle = FuseMount.obstacle();
    if (obstacle.isPresent()) {
      System.err.println(obstacle.get());
      System.exit(2);
    }
    GraphConformance kit = GraphChild.kit(arguments[0]);
    double minutes = Double.parseDouble(arguments[1]);
    Durability durability =
        Durability.valueOf(
            arguments.length > 2 ? arguments[2].toUpperCase(Locale.ROOT) : "DURABLE");
    long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : System.nanoTime();
    Path base = Files.createTempDirectory("keygraph-cuts").resolve("stores");
    System.out.printf(
        "%s, %s, seed %d, in %s%n",
        kit.engineUnderTest().name(), durability.configName(), seed, base);
    long end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    try (PowerCutLoop loop = new PowerCutLoop(kit, base, durability, COPIES, seed)) {
      long report = System.nanoTime();
      while (System.nanoTime() < end) {
        loop.cutOnce();
        if (System.nanoTime() - report > TimeUnit.SECONDS.toNanos(10)) {
          report = System.nanoTime();
          System.out.println(loop);
        }
      }
      loop.check();
      System.out.println(loop + "; promise kept");
      if (loop.hits(KillPhase.COMMIT) == 0) {
        System.err.println("no cut within a commit took anything: nothing was shown");
        System.exit(1);
      }
    }
    KillStore.delete(base);
  }

  /** Returns how many stores lost something while they were in a phase. */
  int hits(KillPhase phase) {
    return hits.getOrDefault(phase, 0);
  }

  int cuts() {
    return cuts;
  }

  /** Lets a child work, cuts the power, and checks the stores or leaves that to the next round. */
  void cutOnce() throws IOException {
    KillPhase aim = aim(cuts);
    ForgetfulFileSystem files;
    try (PowerCutStage stage = startedStage()) {
      ChildJvm child = stage.child();
      child.expect("ready");
      for (KillStore place : places) {
        if (Files.exists(place.directory())) {
          stage.files().load(place.directory(), name(place.directory()));
        }
      }
      stores.forEach(KilledGraph::noteStart);
      child.send(aim.name());
      child.expect("go");
      await(child, aim, stage.files().freezer());
      stage.cut();
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        note(line);
      }
      files = stage.files();
    }
    next = new PowerCutStage(kit, base, durability, seed);
    cuts++;
    for (int i = 0; i < stores.size(); i++) {
      stores.get(i).noteKill();
      if (durability != Durability.DURABLE) {
        stores.get(i).noteLoss();
      }
      for (int copy = 0; copy < copies; copy++) {
        tryCopy(stores.get(i), places.get(i), files.remains(PowerCut.random(random)));
      }
    }
    Remains remains = files.remains(PowerCut.random(random));
    for (int i = 0; i < stores.size(); i++) {
      take(stores.get(i), places.get(i), remains);
    }
  }

  /** The same moment, and other remains: what was lost then is checked, and goes on nowhere. */
  private void tryCopy(KilledGraph store, KillStore place, Remains remains) throws IOException {
    String name = name(place.directory());
    if (remains.lost(name, PowerCutLoop::matters) == 0) {
      return;
    }
    note(store.phase(), remains);
    Path copy = base.resolve("copy");
    KillStore.delete(copy);
    remains.writeTo(name, copy);
    try {
      store.checkCopy(copy);
    } catch (AssertionError | RuntimeException torn) {
      throw failure(store.phase(), remains.toString(), torn);
    }
  }

  private static boolean matters(String file) {
    return !NEVER_MISSED.matcher(file).matches();
  }

  private void note(KillPhase phase, Remains remains) {
    storesCut++;
    hits.merge(phase, 1, Integer::sum);
    kinds.merge(remains.cut().kept(), 1, Integer::sum);
  }

  private void take(KilledGraph store, KillStore place, Remains remains) throws IOException {
    int lost = 0;
    for (Path each : List.of(place.directory(), place.imported(), place.backup())) {
      lost += remains.lost(name(each), PowerCutLoop::matters);
      KillStore.delete(each);
      remains.writeTo(name(each), each);
    }
    if (lost > 0) {
      note(store.phase(), remains);
    }
    boolean recoverNext = aim(cuts) == KillPhase.RECOVERY && random.nextInt(4) != 0;
    if (!recoverNext || isWholeOrNone(store.phase())) {
      check(store, remains.toString());
    }
  }

  private static String name(Path directory) {
    return directory.getFileName().toString();
  }

  /** What was hit in such a phase is checked before the next child begins it anew. */
  private static boolean isWholeOrNone(KillPhase phase) {
    return phase == KillPhase.IMPORT || phase == KillPhase.BACKUP;
  }

  private static KillPhase aim(int cut) {
    return AIMS.get(cut % AIMS.size());
  }

  private PowerCutStage startedStage() throws IOException {
    PowerCutStage started = next;
    next = null;
    return started != null ? started : new PowerCutStage(kit, base, durability, seed);
  }

  /** Reads until a phase has begun for some time or other, and has it freeze soon after. */
  private void await(ChildJvm child, KillPhase aim, Freezer freezer) {
    boolean atStart = aim == KillPhase.RECOVERY;
    for (int times = atStart ? 0 : 1 + random.nextInt(8); times > 0; ) {
      String line = child.readLine();
      if (line == null) {
        throw new AssertionError(
            "the child ended by itself (%s): %s".formatted(this, child.errors()));
      }
      if (note(line) == aim) {
        times--;
      }
    }
    if (random.nextBoolean()) {
      freezer.freezeAtSync(1 + random.nextInt(6));
    } else {
      freezer.freezeAfterChanges(1 + random.nextInt(aim == KillPhase.COMMIT ? 20 : 60));
    }
    try {
      freezer.await(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while a cut was due", e);
    }
  }

  /** Notes a line of the child, and returns the phase that it begins. */
  private @Nullable KillPhase note(String line) {
    String[] words = line.split(" ", 4);
    KilledGraph store = stores.get(Integer.parseInt(words[0]));
    KillPhase phase = KillPhase.valueOf(words[1]);
    boolean begins = words[2].equals("begin");
    try {
      store.note(phase, begins, Long.parseLong(words[3]));
    } catch (AssertionError lost) {
      throw new AssertionError("after " + this, lost);
    }
    return begins ? phase : null;
  }

  /** Checks all stores. */
  void check() throws IOException {
    for (KilledGraph store : stores) {
      check(store, "the last cut");
    }
  }

  private void check(KilledGraph store, String cut) throws IOException {
    KillPhase hit = store.phase();
    try {
      store.check(random.nextBoolean());
    } catch (AssertionError | RuntimeException torn) {
      throw failure(hit, cut, torn);
    }
  }

  private AssertionError failure(KillPhase hit, String cut, Throwable torn) {
    return new AssertionError("hit in %s by %s, after %s".formatted(hit, cut, this), torn);
  }

  @Override
  public void close() throws IOException {
    PowerCutStage stage = next;
    if (stage != null) {
      stage.close();
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(cuts)
        .append(" moments; ")
        .append(storesCut)
        .append(" times something of a store was lost, in");
    for (KillPhase phase : KillPhase.values()) {
      text.append(' ')
          .append(phase.name().toLowerCase(Locale.ROOT))
          .append(' ')
          .append(hits(phase));
    }
    text.append("; kept");
    for (Kept kept : Kept.values()) {
      text.append(' ')
          .append(kept.name().toLowerCase(Locale.ROOT))
          .append(' ')
          .append(kinds.getOrDefault(kept, 0));
    }
    long commits = stores.stream().mapToLong(KilledGraph::commits).sum();
    return text.append("; ").append(commits).append(" commits, seed ").append(seed).toString();
  }
}
