package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.faults.DirectoryRule;
import dev.keygraph.faults.Faults;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.faults.FuseMount;
import dev.keygraph.faults.PowerCut;
import dev.keygraph.faults.PowerCut.Kept;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvOutOfSpaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk that is full, or that fails, is a clear error; the commit is rolled back, the store can be
 * used or closed, and it is complete when it is opened on a sound disk.
 */
final class DiskFaultTest {
  /** What happens to the disk. */
  enum Fault {
    /** It fills up. */
    FULL,
    /** Writes fail, from one of them on. */
    WRITE,
    /** Syncs fail, from one of them on, and what they should have kept is not on the disk. */
    SYNC;

    void begin(Faults faults, ForgetfulFileSystem files, SplittableRandom random) {
      switch (this) {
        case FULL -> faults.capacity(files.used() + random.nextInt(9) * 4096L);
        case WRITE -> faults.failWritesAfter(random.nextInt(40));
        case SYNC -> faults.failSyncsAfter(random.nextInt(8));
      }
    }

    Class<?> error() {
      return this == FULL ? KvOutOfSpaceException.class : KvIoException.class;
    }
  }

  @TempDir Path temporary;

  @BeforeAll
  static void needsAMount() {
    Optional<String> obstacle = FuseMount.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "no file system can be mounted: " + obstacle);
  }

  static Stream<Arguments> enginesAndFaults() {
    return PowerCutTest.engines()
        .flatMap(engine -> Stream.of(Fault.values()).map(fault -> Arguments.of(engine, fault)));
  }

  @ParameterizedTest
  @MethodSource("enginesAndFaults")
  void aFaultIsAnErrorAndNothingIsLost(String engine, Fault fault) throws Exception {
    GraphConformance kit = GraphChild.kit(PowerCutTest.kitOf(engine));
    long seed = Seeds.next();
    try {
      run(kit, fault, seed);
    } catch (AssertionError failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  private void run(GraphConformance kit, Fault fault, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ForgetfulFileSystem files = new ForgetfulFileSystem();
    try (FuseMount mount = FuseMount.mount(files);
        ChildJvm child =
            ChildJvm.start(
                DiskFaultChild.class,
                Files.createDirectory(temporary.resolve("child")),
                List.of(
                    kit.getClass().getName(),
                    mount.directory().toString(),
                    Durability.DURABLE.name(),
                    EngineSettings.toArgument(kit.settingsUnderTest()),
                    Long.toString(seed)))) {
      expect(child, "ready");
      fault.begin(files.faults(), files, random);
      child.send("go");
      assertThat(expect(child, "failed").outcome()).startsWith(fault.error().getSimpleName());
      expect(child, "reads");
      expect(child, "again");
      expect(child, "waiting");
      assertThat(files.faults().hits()).isPositive();
      files.faults().heal();
      child.send("healed");
      Answer healed = expect(child, "healed");
      checkWithoutPower(kit, files, seed, healed.acknowledged());
      child.send("close");
      expect(child, "closed");
      assertThat(expect(child, "reopened").outcome()).isEqualTo(DiskFaultChild.OK);
      child.expectSuccess();
    }
  }

  /** What was acknowledged in spite of the fault is on the disk. */
  private void checkWithoutPower(
      GraphConformance kit, ForgetfulFileSystem files, long seed, long acknowledged)
      throws IOException {
    KillStore store = new KillStore(kit, temporary, 0, Durability.DURABLE, kit.settingsUnderTest());
    files
        .remains(new PowerCut(Kept.NOTHING, DirectoryRule.STRICT, 512, seed))
        .writeTo(store.directory().getFileName().toString(), store.directory());
    KilledGraph graph = new KilledGraph(store, seed, 0);
    graph.note(KillPhase.COMMIT, true, acknowledged);
    graph.note(KillPhase.COMMIT, false, acknowledged);
    graph.note(KillPhase.COMMIT, true, acknowledged + 1);
    graph.check(false);
  }

  private record Answer(long acknowledged, String outcome) {}

  private static Answer expect(ChildJvm child, String what) {
    String line = child.readLine();
    assertThat(line).as("what the child said; its errors: %s", child.errors()).startsWith(what);
    String[] words = String.valueOf(line).split(" ", 3);
    return new Answer(Long.parseLong(words[1]), words[2]);
  }
}
