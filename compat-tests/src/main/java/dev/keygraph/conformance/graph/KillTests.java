package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A child process replaces units until it is killed: what it acknowledged is there, and whole. */
abstract class KillTests extends GraphGroup {
  private static final int KILLS = 5;
  private static final int PATIENCE_SECONDS = 120;

  @Test
  final void acknowledgedCommitsSurviveAKill() throws IOException, InterruptedException {
    assumePersistent();
    Durability durability = level();
    assumeTrue(
        durability != Durability.UNSAFE,
        () ->
            "engine " + conformance().engine().name() + " declares no level that survives a kill");
    Path directory = temporary.resolve("killed");
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
  private long killAfter(Path directory, Durability durability, int commits)
      throws IOException, InterruptedException {
    Path errors = temporary.resolve("child.err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                GraphChild.class.getName(),
                conformance().getClass().getName(),
                directory.toString(),
                durability.name())
            .redirectError(errors.toFile());
    // Surefire's own class path is a jar with a manifest; this is what is behind it.
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")));
    Process child = builder.start();
    try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
      long acknowledged = 0;
      for (int i = 0; i < commits; i++) {
        String line = output.readLine();
        assertThat(line).as("the child; its errors:\n%s", errors(errors)).isNotNull();
        acknowledged = Long.parseLong(line);
      }
      child.destroyForcibly();
      for (String line : rest(output)) {
        acknowledged = Long.parseLong(line);
      }
      return acknowledged;
    } finally {
      child.destroyForcibly();
      assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Returns the whole lines that were said before the end. */
  private static List<String> rest(BufferedReader output) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int c = output.read(); c >= 0; c = output.read()) {
        text.append((char) c);
      }
    } catch (IOException closed) {
      // The pipe ends with the child.
    }
    int end = text.lastIndexOf("\n");
    return end < 0 ? List.of() : text.substring(0, end).lines().toList();
  }

  private static @Nullable String errors(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : null;
  }
}
