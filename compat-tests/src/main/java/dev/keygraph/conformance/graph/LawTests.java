package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random histories of a graph with a hot tier: after each, it answers as if its units had been
 * loaded into an empty one without, and forward edges are reverse edges. Snapshots that are held
 * meanwhile answer as the units were then.
 */
abstract class LawTests extends GraphGroup {

  @RepeatedTest(3)
  final void aGraphAnswersAsItsUnitsSay() {
    long seed = Seeds.next();
    List<Step> steps = new RandomSteps(seed).steps(HistorySize.steps());
    AssertionError failure = play(steps, seed);
    if (failure != null) {
      throw new Shrinker(steps, failure, fewer -> play(fewer, seed))
          .shrink(
              "with -D"
                  + Seeds.PROPERTY
                  + "="
                  + seed
                  + " -D"
                  + HistorySize.STEPS
                  + "="
                  + HistorySize.steps());
    }
  }

  /** Room for everything, for some of it, or for nearly nothing. */
  private static long hotTierBytes(long seed) {
    long[] sizes = {1 << 20, 12 << 10, 6 << 10, 1 << 10};
    return sizes[Math.floorMod(seed, sizes.length)];
  }

  private @Nullable AssertionError play(List<Step> steps, long seed) {
    try (TestGraph graph = newHotGraph(hotTierBytes(seed));
        TestGraph memory = newMemoryGraph();
        TestGraph incremental = newGraph();
        TestGraph imported = newGraph()) {
      Model model = new History(graph, true).play(steps);
      new History(memory, false).play(steps);
      assertThat(KeyCheck.differences(entries(memory), entries(graph)))
          .as("the same history in memory has the same entries")
          .isEmpty();

      List<UnitContent> units = new ArrayList<>(model.units());
      Collections.shuffle(units, new Random(seed));
      units.forEach(incremental.graph().writer()::replaceUnit);
      imported.graph().importUnits(units.iterator(), ImportOptions.defaults());
      for (TestGraph clean : List.of(incremental, imported)) {
        try (GraphSnapshot history = graph.graph().snapshot();
            GraphSnapshot fresh = clean.graph().snapshot()) {
          History.check(new SnapshotAnswers(fresh), history);
        }
        KeyCheck.check(clean.store(), model.facts());
      }
      return null;
    } catch (AssertionError e) {
      return e;
    } catch (RuntimeException e) {
      return new AssertionError(e);
    }
  }
}
