package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.graph.UnitInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Compares what a snapshot says of the units that changed with a plain comparison of all units. */
final class UnitDifferences {
  /** Longer paths that agree in so many chars may come in any order. */
  private static final int ORDERED_CHARS = 100;

  private UnitDifferences() {}

  /** Returns the units that changed, as they are streamed. */
  static List<UnitChange> between(
      GraphSnapshot older, GraphSnapshot newer, UnitComparison comparison) {
    List<UnitChange> changes = new ArrayList<>();
    assertThat(newer.unitsChangedSince(older, comparison, changes::add))
        .as("a stream that nobody ended")
        .isTrue();
    return changes;
  }

  /** Checks both comparisons in both directions. */
  static void check(GraphSnapshot a, Facts factsOfA, GraphSnapshot b, Facts factsOfB) {
    checkSince(a, factsOfA, b, factsOfB);
    checkSince(b, factsOfB, a, factsOfA);
  }

  private static void checkSince(
      GraphSnapshot older, Facts olderFacts, GraphSnapshot newer, Facts newerFacts) {
    Map<String, UnitInfo> before = Follower.manifest(older);
    Map<String, UnitInfo> after = Follower.manifest(newer);
    check(
        before,
        after,
        between(older, newer, UnitComparison.MANIFEST),
        path -> !Objects.equals(before.get(path), after.get(path)));
    check(
        before,
        after,
        between(older, newer, UnitComparison.CONTENT),
        path -> !Objects.equals(olderFacts.units().get(path), newerFacts.units().get(path)));
  }

  private static void check(
      Map<String, UnitInfo> before,
      Map<String, UnitInfo> after,
      List<UnitChange> changes,
      Predicate<String> differs) {
    SortedSet<String> paths = new TreeSet<>(CodePoints.ORDER);
    paths.addAll(before.keySet());
    paths.addAll(after.keySet());
    List<UnitChange> expected =
        paths.stream()
            .filter(differs)
            .map(path -> new UnitChange(before.get(path), after.get(path)))
            .toList();
    assertThat(changes).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(changes.stream().map(UnitChange::path).filter(p -> p.length() < ORDERED_CHARS))
        .isSortedAccordingTo(CodePoints.ORDER);
  }
}
