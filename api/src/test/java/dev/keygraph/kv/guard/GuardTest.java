package dev.keygraph.kv.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.KvStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of the guard around an engine that takes note of what the guard must not do. */
abstract class GuardTest {
  @TempDir Path temporary;
  final StrictEngine engine = new StrictEngine();

  Path directory() {
    return temporary.resolve("store");
  }

  KvStore open() {
    return Stores.open(engine, directory());
  }

  @AfterEach
  void theGuardBrokeNoRule() {
    assertThat(engine.violations).isEmpty();
  }
}
