package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A process that is killed, whatever it does, loses nothing that it acknowledged. */
abstract class KillTests extends NodeQuestionTests {
  private static final int MOST = 60;

  /** The other level writes by the same paths; the command does more. */
  private static final int RELAXED_LEAST = 2;

  @Test
  final void whateverIsKilledNothingIsLost(TestReporter reporter) throws IOException {
    try (GraphKillLoop loop = loop(Durability.DURABLE)) {
      while (!loop.missed().isEmpty() && loop.kills() < MOST) {
        loop.killOnce();
      }
      loop.check();
      reporter.publishEntry(engine().name(), loop.toString());
      assertThat(loop.missed()).as("%s", loop).isEmpty();
    }
  }

  @Test
  final void whateverIsKilledNothingIsLostThatIsRelaxed(TestReporter reporter) throws IOException {
    try (GraphKillLoop loop = loop(Durability.RELAXED)) {
      while (loop.kills() < RELAXED_LEAST
          || (loop.hits(KillPhase.COMMIT) == 0 && loop.kills() < MOST)) {
        loop.killOnce();
      }
      loop.check();
      reporter.publishEntry(engine().name(), loop.toString());
      assertThat(loop.hits(KillPhase.COMMIT)).as("%s", loop).isPositive();
    }
  }

  private GraphKillLoop loop(Durability level) throws IOException {
    assumePersistent();
    assumeTrue(
        traits().durabilities().contains(level),
        () -> "engine " + engine().name() + " does not declare: " + level.configName());
    return new GraphKillLoop(
        (GraphConformance) this, graphs.resolve("killed"), level, Seeds.next());
  }
}
