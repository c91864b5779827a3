package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A process that is killed, whatever it does, loses nothing that it acknowledged. */
abstract class KillTests extends QuestionTests {
  /** Part of a round of all that the loop aims at; the command does the rest. */
  private static final int LEAST = 5;

  private static final int MOST = 40;
  private static final int WITHIN_COMMITS = 1;

  @Test
  final void whateverIsKilledNothingIsLost(TestReporter reporter) throws IOException {
    assumePersistent();
    Durability durability = level();
    assumeTrue(
        durability != Durability.UNSAFE,
        () -> "engine " + engine().name() + " declares no level that survives a kill");
    GraphConformance kit = (GraphConformance) this;
    try (GraphKillLoop loop =
        new GraphKillLoop(kit, graphs.resolve("killed"), durability, Seeds.next())) {
      while (loop.kills() < LEAST
          || (loop.hits(KillPhase.COMMIT) < WITHIN_COMMITS && loop.kills() < MOST)) {
        loop.killOnce();
      }
      loop.check();
      reporter.publishEntry(engine().name(), loop.toString());
      assertThat(loop.hits(KillPhase.COMMIT)).as("%s", loop).isGreaterThanOrEqualTo(WITHIN_COMMITS);
    }
  }
}
