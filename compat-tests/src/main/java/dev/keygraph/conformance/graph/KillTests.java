package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.Durability;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A child process replaces units until it is killed: what it acknowledged is there, and whole. */
abstract class KillTests extends QuestionTests {
  private static final int KILLS = 5;

  @Test
  final void acknowledgedCommitsSurviveAKill() {
    assumePersistent();
    Durability durability = level();
    assumeTrue(
        durability != Durability.UNSAFE,
        () -> "engine " + engine().name() + " declares no level that survives a kill");
    Path directory = graphs.resolve("killed");
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = killAfter(directory, durability, 3 + 4 * kill);
      try (TestGraph graph = newGraph(directory, durability);
          GraphSnapshot snapshot = graph.graph().snapshot()) {
        long version = snapshot.version();
        assertThat(version)
            .as("version after a kill")
            .isBetween(Math.max(before, acknowledged), Math.max(before, acknowledged) + 1);
        checkAgainst(new Facts(Units.versioned(GraphChild.UNITS, version)), graph);
        before = version;
      }
    }
  }

  /** Kills a child in the midst of its work, and returns the last version that it acknowledged. */
  private long killAfter(Path directory, Durability durability, int commits) {
    long acknowledged = 0;
    try (ChildJvm child =
        ChildJvm.start(
            GraphChild.class,
            directory,
            List.of(
                getClass().getName(),
                directory.toString(),
                durability.name(),
                EngineSettings.toArgument(settings())))) {
      for (int i = 0; i < commits; i++) {
        String line = child.readLine();
        assertThat(line).as("the child; its errors:\n%s", child.errors()).isNotNull();
        acknowledged = Long.parseLong(line);
      }
      child.kill();
      for (String line = child.readLine(); line != null; line = child.readLine()) {
        acknowledged = Long.parseLong(line);
      }
    }
    return acknowledged;
  }
}
