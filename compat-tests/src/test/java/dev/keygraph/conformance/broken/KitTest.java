package dev.keygraph.conformance.broken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kit rejects each flaw by the test that is there for it, and accepts an engine without one.
 */
final class KitTest {

  private static KitRun run(Flaw flaw, Predicate<String> tests) {
    return KitRun.of(
        FlawedConformance.class, tests, Map.of(FlawedConformance.PROPERTY, flaw.name()));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFlawIsRejected(Flaw flaw, TestReporter reporter) {
    assertThat(run(flaw, flaw.rejectedBy()::equals).failures())
        .as("failures of %s", flaw.rejectedBy())
        .isNotEmpty()
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOfAny(
                        AssertionError.class, KvException.class, IllegalArgumentException.class));
    reporter.publishEntry(flaw.name(), flaw.rejectedBy());
  }

  /** All tests but the search for the engine, which is not registered, and the longer kill loop. */
  @Test
  void anEngineWithoutFlawsIsAccepted() {
    List<String> left =
        List.of("TraitTests.theEngineIsFoundByItsName", "KillTests.killedWithinDurableCommits");
    KitRun run = run(Flaw.NONE, name -> !left.contains(name));
    assertThat(run.failures()).isEmpty();
    assertThat(run.passed()).hasSizeGreaterThan(150);
    assertThat(run.skipped())
        .as("what an engine with all traits cannot show")
        .hasSize(Crew.hasVirtualThreads() ? 12 : 13)
        .allSatisfy(test -> assertThat(test).containsPattern("without|[rR]eader|Writer|virtual"));
  }
}
