package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.graph.OpenFaultChild.Before;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.faults.FuseMount;
import java.nio.file.Files;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Opening a store, a new one too, on a disk that is full or fails either works or is a clear error;
 * it works when the disk is healed, in the same process, and nothing is lost.
 */
final class OpenFaultTest extends MountTest {
  @ParameterizedTest
  @MethodSource("dev.keygraph.conformance.graph.DiskFaultTest#enginesAndFaults")
  void openingOnAFaultyDiskLosesNothing(String engine, DiskFault fault) throws Exception {
    GraphConformance kit = GraphChild.kit(PowerCutTest.kitOf(engine));
    long seed = Seeds.next();
    try {
      run(kit, fault, seed);
    } catch (AssertionError failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  private void run(GraphConformance kit, DiskFault fault, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ForgetfulFileSystem files = new ForgetfulFileSystem();
    try (FuseMount mount = FuseMount.mount(files)) {
      try (ChildJvm maker = start(kit, mount, seed, "make")) {
        expect(maker, "made");
        maker.kill();
      }
      try (ChildJvm opener = start(kit, mount, seed, "open")) {
        expect(opener, "ready");
        for (Before before : Before.values()) {
          fault.begin(files.faults(), files, random);
          long hits = files.faults().hits();
          opener.send("go");
          String outcome = expect(opener, before.name());
          if (files.faults().hits() == hits) {
            assertThat(outcome).startsWith(OpenFaultChild.OK);
          }
          if (!outcome.startsWith(OpenFaultChild.OK)) {
            assertThat(outcome).startsWith(fault.error().getSimpleName());
          }
          files.faults().heal();
        }
        opener.send("go");
        expect(opener, "healed");
        opener.expectSuccess();
      }
    }
  }

  private ChildJvm start(GraphConformance kit, FuseMount mount, long seed, String work)
      throws Exception {
    return ChildJvm.start(
        OpenFaultChild.class,
        Files.createDirectory(temporary.resolve(work)),
        List.of(
            kit.getClass().getName(),
            mount.directory().toString(),
            EngineSettings.toArgument(kit.settingsUnderTest()),
            Long.toString(seed),
            work));
  }
}
