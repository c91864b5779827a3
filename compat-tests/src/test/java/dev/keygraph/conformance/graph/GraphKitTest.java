package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.broken.KitRun;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit rejects each flaw by the test that is there for it, which accepts a sound graph. */
final class GraphKitTest {
  private static final String STEPS = "60";

  private static KitRun run(GraphFlaw flaw, Set<String> tests) {
    return KitRun.of(
        FlawedGraphConformance.class,
        tests::contains,
        Map.of(
            FlawedGraphConformance.PROPERTY,
            flaw.name(),
            HistorySize.STEPS,
            STEPS,
            HistorySize.SHRINKING,
            "0"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFlawIsRejectedByItsTest(GraphFlaw flaw) {
    assertThat(run(flaw, Set.of(flaw.rejectedBy())).failures())
        .as("what %s finds", flaw.rejectedBy())
        .isNotEmpty();
  }

  @Test
  void theTestsAcceptASoundGraph() {
    Set<String> tests =
        Arrays.stream(GraphFlaw.values())
            .filter(flaw -> flaw != GraphFlaw.NONE)
            .map(GraphFlaw::rejectedBy)
            .collect(Collectors.toSet());
    KitRun run = run(GraphFlaw.NONE, tests);
    assertThat(run.failures()).isEmpty();
    assertThat(run.skipped()).isEmpty();
    assertThat(run.passed()).hasSizeGreaterThanOrEqualTo(tests.size());
  }
}
