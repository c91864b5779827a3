package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.graph.OperationFaultChild.Operation;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.faults.Call;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.faults.FuseMount;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A disk that is full or fails in the middle of an operation is a clear error, or changes nothing
 * of its outcome; the store keeps its content, nothing that is half made is taken for a whole, and
 * the operation works on a healed disk, in the same process.
 */
final class OperationFaultTest extends MountTest {
  /** Set this system property to how many times as many faults are to hit each operation. */
  private static final String ROUNDS = "keygraph.conformance.faults";

  private static final int FAULTS_EACH = 2;
  private static final int MORE_WRITES = 2;

  @ParameterizedTest
  @MethodSource("dev.keygraph.conformance.graph.PowerCutTest#engines")
  void aFaultInAnOperationLosesNothing(String engine, TestReporter reporter) throws Exception {
    GraphConformance kit = GraphChild.kit(PowerCutTest.kitOf(engine));
    long seed = Seeds.next();
    SplittableRandom random = new SplittableRandom(seed);
    ForgetfulFileSystem files = new ForgetfulFileSystem();
    int failed = 0;
    int rounds = 0;
    try (FuseMount mount = FuseMount.mount(files);
        ChildJvm child = start(kit, mount, seed)) {
      for (Operation operation : Operation.values()) {
        Map<Call, Long> calls = rehearse(operation, child, files);
        if (operation == Operation.BACKUP) {
          stopAtTheManifest(calls.getOrDefault(Call.WRITE, 0L), child, files, mount);
        }
        for (OperationFault fault : faults(random)) {
          long before = random.nextLong(Math.max(1, calls.getOrDefault(fault.call(), 0L)));
          rounds++;
          try {
            failed += run(operation, fault, before, child, files, mount) ? 1 : 0;
          } catch (AssertionError failure) {
            throw new AssertionError(
                "%s, %s after %d of %s, seed %d"
                    .formatted(
                        operation, fault, before, calls.getOrDefault(fault.call(), 0L), seed),
                failure);
          }
        }
      }
      child.send(OperationFaultChild.END);
      child.expectSuccess();
    }
    reporter.publishEntry(engine, failed + " of " + rounds + " operations failed");
    // Where most faults came too late, nothing would be shown.
    assertThat(failed).isGreaterThan(rounds / 3);
  }

  /** MapDB compacts its files in place, and goes on with them where that failed. */
  @ParameterizedTest
  @EnumSource(
      value = OperationFault.class,
      names = {"WRITE", "SYNC"})
  void eachFaultInACompactionInPlaceLosesNothing(OperationFault fault) throws Exception {
    GraphConformance kit = GraphChild.kit(PowerCutTest.kitOf("MapDb"));
    ForgetfulFileSystem files = new ForgetfulFileSystem();
    int failed = 0;
    try (FuseMount mount = FuseMount.mount(files);
        ChildJvm child = start(kit, mount, Seeds.next())) {
      long calls = rehearse(Operation.COMPACT, child, files).getOrDefault(fault.call(), 0L);
      for (long before = 0; before < calls; before++) {
        failed += run(Operation.COMPACT, fault, before, child, files, mount) ? 1 : 0;
      }
      child.send(OperationFaultChild.END);
      child.expectSuccess();
      assertThat(failed).isGreaterThan((int) calls / 2);
    }
  }

  /** Returns the faults of one operation: others each time, and each as often as the others. */
  private static List<OperationFault> faults(SplittableRandom random) {
    List<OperationFault> faults = new ArrayList<>();
    for (int i = Integer.getInteger(ROUNDS, 1); i > 0; i--) {
      List<OperationFault> all = new ArrayList<>(List.of(OperationFault.values()));
      Collections.shuffle(all, new Random(random.nextLong()));
      faults.addAll(all.subList(0, FAULTS_EACH));
    }
    return faults;
  }

  /** The manifest is what a backup writes last, and there is none until it is whole. */
  private static void stopAtTheManifest(
      long writes, ChildJvm child, ForgetfulFileSystem files, FuseMount mount) {
    // No two backups take the same number of writes: the last one is the last that matters.
    long before = writes + MORE_WRITES;
    while (!run(Operation.BACKUP, OperationFault.STOP, before, child, files, mount)) {
      before--;
      assertThat(before).isNotNegative();
    }
  }

  private ChildJvm start(GraphConformance kit, FuseMount mount, long seed) throws Exception {
    return ChildJvm.start(
        OperationFaultChild.class,
        Files.createDirectory(temporary.resolve("child")),
        List.of(
            kit.getClass().getName(),
            mount.directory().toString(),
            EngineSettings.toArgument(kit.settingsUnderTest()),
            Long.toString(seed)));
  }

  /** Has the operation done on a sound disk, and returns how many calls it takes. */
  private static Map<Call, Long> rehearse(
      Operation operation, ChildJvm child, ForgetfulFileSystem files) {
    child.send(operation.name());
    expect(child, "ready");
    Map<Call, Long> calls = new EnumMap<>(Call.class);
    for (Call call : Call.values()) {
      calls.put(call, -files.faults().calls(call));
    }
    child.send("go");
    assertThat(expect(child, "ended")).isEqualTo(OperationFaultChild.OK);
    calls.replaceAll((call, before) -> before + files.faults().calls(call));
    child.send("healed");
    expect(child, "checked");
    return calls;
  }

  /** Returns whether the operation failed. */
  private static boolean run(
      Operation operation,
      OperationFault fault,
      long before,
      ChildJvm child,
      ForgetfulFileSystem files,
      FuseMount mount) {
    child.send(operation.name());
    expect(child, "ready");
    long hits = files.faults().hits();
    fault.begin(files.faults(), before);
    child.send("go");
    String outcome = expect(child, "ended");
    boolean ok = outcome.equals(OperationFaultChild.OK);
    if (!ok) {
      assertThat(files.faults().hits()).as(outcome).isGreaterThan(hits);
      assertThat(outcome).contains(mount.directory().toString());
      assertThat(fault.errors()).as(outcome).contains(outcome.substring(0, outcome.indexOf(':')));
    }
    files.faults().heal();
    child.send(fault.leavesFiles() ? OperationFaultChild.CLEAR : "healed");
    try {
      expect(child, "checked");
    } catch (AssertionError lost) {
      throw new AssertionError("the operation had ended so: " + outcome, lost);
    }
    return !ok;
  }
}
