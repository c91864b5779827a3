package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A killed process loses nothing that was acknowledged. */
abstract class KillTests extends HistoryTests {
  /** How many commits are hit; a quarter of them again at the level that syncs less. */
  private static final int HITS = Integer.getInteger("keygraph.conformance.kills", 40);

  @Test
  final void killedWithinDurableCommits(TestReporter reporter) throws IOException {
    kill(Durability.DURABLE, HITS, reporter);
  }

  @Test
  final void killedWithinRelaxedCommits(TestReporter reporter) throws IOException {
    kill(Durability.RELAXED, (HITS + 3) / 4, reporter);
  }

  /** Kills until so many stores were killed within a commit; a child works at several at once. */
  private void kill(Durability durability, int withinCommits, TestReporter reporter)
      throws IOException {
    assumeTrue(
        traits().durabilities().contains(durability),
        () -> "engine " + engineName() + " does not declare: " + durability.configName());
    assumePersistent();
    long seed = Seeds.next();
    try (KillLoop loop = new KillLoop(conformance(), directory(), durability, seed)) {
      int most = 3 * withinCommits;
      for (int i = 0; i < most && loop.commitsHit() < withinCommits; i++) {
        loop.killOnce();
      }
      loop.check();
      reporter.publishEntry(engineName(), loop.toString());
      assertThat(loop.commitsHit()).as("%s", loop).isGreaterThanOrEqualTo(withinCommits);
    }
    assertThat(store().isReadOnly()).isFalse();
  }
}
