package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.hot.TierProbe;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Whatever readers, a writer, evictions and warm-ups do at the same time, each snapshot is of one
 * version, which was the last one at some moment while it was opened; and memory is accounted for.
 * Lincheck searches schedules for one where that does not hold.
 *
 * <p>The system properties {@code keygraph.lincheck.iterations} and {@code
 * keygraph.lincheck.invocations} make the search longer.
 */
class VersionRuleTest {
  private static final int ITERATIONS = Integer.getInteger("keygraph.lincheck.iterations", 12);
  private static final int INVOCATIONS = Integer.getInteger("keygraph.lincheck.invocations", 400);

  private static <O extends Options<O, ?>> O sized(O options) {
    return options
        .threads(3)
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .iterations(ITERATIONS)
        .invocationsPerIteration(INVOCATIONS)
        .sequentialSpecification(VersionedTier.Sequential.class);
  }

  /** What works on bytes that nobody changes, or that nobody else sees. */
  private static final String[] UNSHARED = {
    "dev.keygraph.encoding.ByteReader",
    "dev.keygraph.encoding.Keys",
    "dev.keygraph.hot.ChangedEdges",
    "dev.keygraph.hot.EdgeCursor",
    "dev.keygraph.hot.EdgePage",
    "dev.keygraph.hot.EdgePageBuilder",
    "dev.keygraph.hot.NodePage",
    "dev.keygraph.kv.ArrayView",
    "dev.keygraph.store.Kinds",
    "dev.keygraph.store.NodeRecord",
    "dev.keygraph.store.StateRecord",
    "dev.keygraph.store.StoredSnapshot"
  };

  /** A search through schedules, which do not switch within what threads do not share. */
  private static ModelCheckingOptions schedules() {
    return sized(new ModelCheckingOptions())
        .loopBound(10_000)
        .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(UNSHARED).allMethods().ignore())
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(TierProbe.class.getName())
                .methods("checkAccounts")
                .ignore());
  }

  @Test
  void noScheduleShowsMoreThanOneVersion() {
    schedules().check(VersionedTier.class);
  }

  @Test
  void noRaceShowsMoreThanOneVersion() {
    sized(new StressOptions()).check(VersionedTier.class);
  }

  @Test
  void aTierThatDoesNotCompareVersionsIsFound() {
    ModelCheckingOptions search = schedules().minimizeFailedScenario(false);
    assertThatThrownBy(() -> search.check(UncheckedTier.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }
}
