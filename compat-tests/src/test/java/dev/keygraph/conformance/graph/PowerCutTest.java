package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A loss of power takes no more than a level allows. */
final class PowerCutTest extends MountTest {
  /** The command does more than these. */
  private static final int LEAST = 2;

  private static final int MOST = 20;
  private static final int FLAWED_MOST = 30;

  static Stream<String> engines() {
    return Stream.of("Lmdb", "MapDb", "Rocks", "Sqlite", "Xodus");
  }

  static Stream<Arguments> enginesAndLevels() {
    return engines()
        .flatMap(
            engine ->
                Stream.of(Durability.DURABLE, Durability.RELAXED)
                    .map(level -> Arguments.of(engine, level)));
  }

  static String kitOf(String engine) {
    return "dev.keygraph.conformance.engines." + engine + "ConformanceTest";
  }

  @ParameterizedTest
  @MethodSource("enginesAndLevels")
  void aLevelKeepsItsPromise(String engine, Durability level, TestReporter reporter)
      throws Exception {
    GraphConformance kit = GraphChild.kit(kitOf(engine));
    try (PowerCutLoop loop = loop(kit, level)) {
      while (loop.cuts() < LEAST || (loop.hits(KillPhase.COMMIT) == 0 && loop.cuts() < MOST)) {
        loop.cutOnce();
      }
      loop.check();
      reporter.publishEntry(engine + ", " + level.configName(), loop.toString());
      assertThat(loop.hits(KillPhase.COMMIT)).as("%s", loop).isPositive();
    }
  }

  @Test
  void commitsThatAreNotSyncedAreFoundOut() throws IOException {
    try (PowerCutLoop loop = loop(new UnsyncedConformance(), Durability.DURABLE)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < FLAWED_MOST; i++) {
                  loop.cutOnce();
                }
              })
          .isInstanceOf(AssertionError.class)
          .hasStackTraceContaining("acknowledged");
    }
  }

  private PowerCutLoop loop(GraphConformance kit, Durability level) throws IOException {
    return new PowerCutLoop(kit, temporary.resolve("cut"), level, 1, Seeds.next());
  }
}
