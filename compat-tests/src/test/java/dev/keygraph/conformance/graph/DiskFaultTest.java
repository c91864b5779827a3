package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.faults.DirectoryRule;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.faults.FuseMount;
import dev.keygraph.faults.PowerCut;
import dev.keygraph.faults.PowerCut.Kept;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk that is full, or that fails, is a clear error; the commit is rolled back, the store can be
 * used or closed, and it is complete when it is opened on a sound disk.
 */
final class DiskFaultTest extends MountTest {
  static Stream<Arguments> enginesAndFaults() {
    return PowerCutTest.engines()
        .flatMap(engine -> Stream.of(DiskFault.values()).map(fault -> Arguments.of(engine, fault)));
  }

  static Stream<Arguments> enginesLevelsAndFaults() {
    return PowerCutTest.enginesAndLevels()
        .flatMap(
            each ->
                Stream.of(DiskFault.values())
                    .map(fault -> Arguments.of(each.get()[0], each.get()[1], fault)));
  }

  @ParameterizedTest
  @MethodSource("enginesLevelsAndFaults")
  void aFaultIsAnErrorAndNothingIsLost(String engine, Durability level, DiskFault fault)
      throws Exception {
    GraphConformance kit = GraphChild.kit(PowerCutTest.kitOf(engine));
    long seed = Seeds.next();
    try {
      run(kit, level, fault, seed);
    } catch (AssertionError failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  private void run(GraphConformance kit, Durability level, DiskFault fault, long seed)
      throws Exception {
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
                    level.name(),
                    EngineSettings.toArgument(kit.settingsUnderTest()),
                    Long.toString(seed)))) {
      expect(child, "ready");
      fault.begin(files.faults(), files, random);
      child.send("go");
      assertThat(answer(child, "failed").outcome()).startsWith(fault.error().getSimpleName());
      expect(child, "reads");
      expect(child, "again");
      expect(child, "waiting");
      assertThat(files.faults().hits()).isPositive();
      files.faults().heal();
      child.send("healed");
      Answer healed = answer(child, "healed");
      checkWithoutPower(kit, level, files, seed, healed);
      child.send("close");
      expect(child, "closed");
      assertThat(answer(child, "reopened").outcome()).isEqualTo(DiskFaultChild.OK);
      child.expectSuccess();
    }
  }

  /** What was promised in spite of the fault is on the disk. */
  private void checkWithoutPower(
      GraphConformance kit, Durability level, ForgetfulFileSystem files, long seed, Answer answer)
      throws IOException {
    KillStore store = new KillStore(kit, temporary, 0, level, kit.settingsUnderTest());
    files
        .remains(new PowerCut(Kept.NOTHING, DirectoryRule.STRICT, 512, seed))
        .writeTo(store.directory().getFileName().toString(), store.directory());
    KilledGraph graph = new KilledGraph(store, seed, 0);
    graph.note(KillPhase.COMMIT, true, answer.promised());
    graph.note(KillPhase.COMMIT, false, answer.promised());
    graph.note(KillPhase.COMMIT, true, answer.begun());
    graph.check(false);
  }

  /**
   * What a child said.
   *
   * @param promised the last commit that the level keeps in a loss of power
   * @param begun the last commit that it tried
   * @param outcome how its call ended
   */
  private record Answer(long promised, long begun, String outcome) {}

  private static Answer answer(ChildJvm child, String word) {
    String[] words = expect(child, word).split(" ", 3);
    return new Answer(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
  }
}
