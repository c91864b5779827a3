package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.graph.OpenFaultChild.Before;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.faults.Call;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.faults.FuseMount;
import dev.keygraph.kv.KvIoException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where a disk cannot be read, or its names cannot be changed, opening a store and asking it is a
 * clear error or gives what is right; on a healed disk the same process finds all.
 */
final class ReadFaultTest extends MountTest {
  /** Set this system property to how many times as many faults are to hit each opening. */
  private static final String ROUNDS = "keygraph.conformance.faults";

  private static final Set<Call> CHANGES = EnumSet.of(Call.CHANGE, Call.REMOVAL);
  private static final int READS = 4;

  @ParameterizedTest
  @MethodSource("dev.keygraph.conformance.graph.PowerCutTest#engines")
  void aDiskThatCannotBeReadIsNoWrongAnswer(String engine, TestReporter reporter) throws Exception {
    GraphConformance kit = GraphChild.kit(PowerCutTest.kitOf(engine));
    long seed = Seeds.next();
    SplittableRandom random = new SplittableRandom(seed);
    makeStores(kit, seed);
    int failed = 0;
    int rounds = 0;
    try (ChildJvm child = startReader(kit, seed)) {
      expect(child, "ready");
      for (Before before : List.of(Before.CLOSED, Before.KILLED)) {
        Opening opening = new Opening(child, before);
        opening.run(Call.READ, Long.MAX_VALUE);
        assertThat(opening.outcome).isEqualTo(ReadFaultChild.OK);
        for (Call call : calls(engine)) {
          long most = opening.calls(call);
          for (int i = Integer.getInteger(ROUNDS, 1) * (CHANGES.contains(call) ? 1 : READS);
              i > 0;
              i--) {
            Opening faulty;
            long after = most;
            rounds++;
            // The kernel, which has seen the store before, may ask less often than it did.
            do {
              faulty = new Opening(child, before);
              after = random.nextLong(Math.max(1, after));
              try {
                faulty.run(call, after);
              } catch (AssertionError failure) {
                throw new AssertionError(
                    "%s, %s fails after %d of %d, seed %d"
                        .formatted(before, call, after, most, seed),
                    failure);
              }
            } while (!faulty.wasHit() && after > 0);
            failed += faulty.outcome.equals(ReadFaultChild.OK) ? 0 : 1;
          }
        }
      }
      child.send(ReadFaultChild.END);
      child.expectSuccess();
    }
    reporter.publishEntry(engine, failed + " of " + rounds + " openings failed");
    // Where most faults came too late, nothing would be shown.
    assertThat(failed).isGreaterThan(rounds / 3);
  }

  /**
   * LMDB and SQLite read what they have mapped into memory, in native code: a disk that fails there
   * ends the process.
   */
  private static Set<Call> calls(String engine) {
    Set<Call> calls = EnumSet.of(Call.READ, Call.LOOK, Call.CHANGE, Call.REMOVAL);
    if (Set.of("Lmdb", "Sqlite").contains(engine)) {
      calls.remove(Call.READ);
    }
    return calls;
  }

  private void makeStores(GraphConformance kit, long seed) throws Exception {
    List<String> arguments =
        List.of(
            kit.getClass().getName(),
            Files.createDirectory(temporary.resolve("made")).toString(),
            EngineSettings.toArgument(kit.settingsUnderTest()),
            Long.toString(seed),
            "make");
    try (ChildJvm maker =
        ChildJvm.start(
            OpenFaultChild.class, Files.createDirectory(temporary.resolve("make")), arguments)) {
      expect(maker, "made");
      maker.kill();
    }
  }

  private ChildJvm startReader(GraphConformance kit, long seed) throws Exception {
    return ChildJvm.start(
        ReadFaultChild.class,
        Files.createDirectory(temporary.resolve("read")),
        List.of(
            kit.getClass().getName(),
            EngineSettings.toArgument(kit.settingsUnderTest()),
            Long.toString(seed)));
  }

  /** A store on a disk of its own, of which nothing is cached. */
  private final class Opening {
    private final ForgetfulFileSystem files = new ForgetfulFileSystem();
    private final ChildJvm child;
    private final Before before;
    private String outcome = "";
    private boolean hit;
    private final Map<Call, Long> counted = new EnumMap<>(Call.class);

    Opening(ChildJvm child, Before before) {
      this.child = child;
      this.before = before;
      String name = "store-" + before.number();
      files.load(temporary.resolve("made").resolve(name), name);
    }

    long calls(Call call) {
      return counted.getOrDefault(call, 0L);
    }

    boolean wasHit() {
      return hit;
    }

    void run(Call call, long after) throws Exception {
      try (FuseMount mount = FuseMount.mount(files)) {
        files.faults().failAfter(call, after);
        child.send(before.number() + " " + mount.directory());
        outcome = expect(child, "ended");
        for (Call each : Call.values()) {
          counted.put(each, files.faults().calls(each));
        }
        hit = files.faults().hits() > 0;
        if (!outcome.equals(ReadFaultChild.OK)) {
          assertThat(hit).as(outcome).isTrue();
          assertThat(outcome).contains(mount.directory().toString());
          assertThat(outcome).startsWith(KvIoException.class.getSimpleName() + ":");
        }
        files.faults().heal();
        child.send("healed");
        try {
          expect(child, "checked");
        } catch (AssertionError lost) {
          throw new AssertionError("the opening had ended so: " + outcome, lost);
        }
      }
    }
  }
}
