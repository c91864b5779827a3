package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.ChildJvm;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Whatever is used after it was closed, or raced with, throws; the JVM goes on. */
abstract class MisuseTests extends SnapshotLifeTests {
  private static final int ROUNDS = 8;

  /** In a child process where native code could end the JVM; a crash is then a failure. */
  @Test
  final void misuseByManyThreadsIsSurvived() throws Exception {
    Files.createDirectories(directory());
    if (!traits().nativeCode()) {
      Misuse.run(conformance(), directory(), ROUNDS);
      return;
    }
    try (ChildJvm child =
        Child.start(
            conformance(), ChildTask.MISUSE, directory(), level(), Integer.toString(ROUNDS))) {
      child.expect("survived");
      child.expectSuccess();
    }
  }

  @Test
  final void aProcessMayEndWithAStoreOpen() throws Exception {
    Files.createDirectories(directory());
    try (ChildJvm child =
        Child.start(conformance(), ChildTask.LEAVE, directory(), strongestLevel())) {
      child.expect("left");
      child.expectSuccess();
    }
    if (traits().persistent()) {
      assertThat(entries(store())).containsExactly(new Entry(Bytes.of(1), Bytes.of(1)));
    }
  }
}
