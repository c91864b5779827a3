package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.faults.FuseMount;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Needs a file system of the tests' own; visibly skipped where none can be mounted. */
abstract class MountTest {
  @TempDir Path temporary;

  @BeforeAll
  static void needsAMount() {
    Optional<String> obstacle = FuseMount.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "no file system can be mounted: " + obstacle);
  }

  /** Returns what a child says behind a word that it is to begin with. */
  static String expect(ChildJvm child, String word) {
    String line = child.readLine();
    assertThat(line).as("what the child said; its errors: %s", child.errors()).startsWith(word);
    return String.valueOf(line).substring(word.length()).strip();
  }
}
