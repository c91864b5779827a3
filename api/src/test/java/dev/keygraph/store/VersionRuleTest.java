package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.hot.TierProbe;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever readers, a writer, evictions and warm-ups do at the same time, each snapshot is of one
 * version, which was the last one at some moment while it was opened; and memory is accounted for.
 * Lincheck searches schedules for one where that does not hold.
 *
 * <p>Real threads race each time; schedules are searched in slow runs, one after the other and
 * always the same ones. The system properties {@code keygraph.lincheck.scenarios}, {@code
 * keygraph.lincheck.invocations} and {@code keygraph.lincheck.threads} make both longer.
 */
class VersionRuleTest {
  private static <O extends Options<O, ?>> O sized(O options, int scenarios, int invocations) {
    return options
        .threads(Integer.getInteger("keygraph.lincheck.threads", 2))
        .actorsBefore(1)
        .actorsPerThread(2)
        .actorsAfter(1)
        .iterations(Integer.getInteger("keygraph.lincheck.scenarios", scenarios))
        .invocationsPerIteration(Integer.getInteger("keygraph.lincheck.invocations", invocations))
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
    return sized(new ModelCheckingOptions(), 12, 60)
        .loopBound(10_000)
        .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(UNSHARED).allMethods().ignore())
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(TierProbe.class.getName())
                .methods("checkAccounts")
                .ignore());
  }

  @Test
  @Tag("slow")
  void noScheduleShowsMoreThanOneVersion() {
    schedules().check(VersionedTier.class);
  }

  @Test
  void noRaceShowsMoreThanOneVersion() {
    sized(new StressOptions(), 8, 100).check(VersionedTier.class);
  }

  @Test
  @Tag("slow")
  void aTierThatDoesNotCompareVersionsIsFound() {
    ModelCheckingOptions search = schedules().minimizeFailedScenario(false);
    assertThatThrownBy(() -> search.check(UncheckedTier.class))
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }
}
