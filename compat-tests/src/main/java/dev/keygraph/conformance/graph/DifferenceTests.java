package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.UnitDifferences.between;
import static dev.keygraph.conformance.graph.Units.defining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.query.CancellationToken;
import dev.keygraph.query.Completion;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryCancelledException;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.QueryReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The units that changed between two snapshots, by example; {@linkplain LawTests random histories}
 * compare them with a plain comparison.
 */
abstract class DifferenceTests extends ListenerTests {
  private static final int ROUNDS = 60;

  private static List<String> show(List<UnitChange> changes) {
    return changes.stream().map(change -> change.kind() + " " + change.path()).toList();
  }

  @Test
  final void theDifferenceOfTwoVersionsIsNet() {
    List<UnitContent> units = Units.versioned(4, 1);
    graph().importUnits(units.iterator(), ImportOptions.defaults());
    try (GraphSnapshot older = graph().snapshot()) {
      writer().removeUnit("unit0");
      writer().replaceUnit(defining("unit1", "other"));
      writer().replaceUnit(defining("unit2", "other"));
      writer().replaceUnit(units.get(2));
      writer().removeUnit("unit3");
      writer().replaceUnit(units.get(3));
      writer().replaceUnit(defining("new", "f"));
      writer().replaceUnit(defining("for a while", "f"));
      writer().removeUnit("for a while");
      try (GraphSnapshot newer = graph().snapshot()) {
        for (UnitComparison comparison : UnitComparison.values()) {
          assertThat(show(between(older, newer, comparison)))
              .containsExactly("ADDED new", "REMOVED unit0", "REPLACED unit1");
          assertThat(show(between(newer, older, comparison)))
              .containsExactly("REMOVED new", "ADDED unit0", "REPLACED unit1");
          assertThat(between(newer, newer, comparison)).isEmpty();
        }
        UnitChange replaced = between(older, newer, UnitComparison.MANIFEST).get(2);
        assertThat(replaced.before()).isEqualTo(older.unit("unit1").orElseThrow());
        assertThat(replaced.after()).isEqualTo(newer.unit("unit1").orElseThrow());
      }
    }
  }

  @Test
  final void otherContentOfTheSameHashIsSeenWhereContentsAreCompared() {
    ContentHash hash = ContentHash.of(new byte[] {1});
    writer().replaceUnit(defining("a", "f").toBuilder().hash(hash).build());
    try (GraphSnapshot older = graph().snapshot()) {
      writer().replaceUnit(defining("a", "g").toBuilder().hash(hash).build());
      try (GraphSnapshot newer = graph().snapshot()) {
        assertThat(between(older, newer, UnitComparison.MANIFEST)).isEmpty();
        assertThat(show(between(older, newer, UnitComparison.CONTENT)))
            .containsExactly("REPLACED a");
      }
    }
  }

  @Test
  final void twoGraphsCanBeCompared() {
    UnitContent large = Units.large("large", 2000, 4).build();
    List<UnitContent> units = List.of(large, defining("a", "f"), defining("b", "g"));
    units.forEach(writer()::replaceUnit);
    TestGraph other = newMemoryGraph();
    List<UnitContent> others = List.of(defining("b", "h"), defining("c", "f"), large);
    others.forEach(other.graph().writer()::replaceUnit);
    try (GraphSnapshot ours = graph().snapshot();
        GraphSnapshot theirs = other.graph().snapshot()) {
      UnitDifferences.check(ours, new Facts(units), theirs, new Facts(others));
      assertThat(show(between(ours, theirs, UnitComparison.CONTENT)))
          .containsExactly("REMOVED a", "REPLACED b", "ADDED c");
    }
  }

  @Test
  final void aComparisonHasLimits() {
    try (GraphSnapshot older = graph().snapshot()) {
      graph().importUnits(Units.versioned(10, 1).iterator(), ImportOptions.defaults());
      try (GraphSnapshot newer = graph().snapshot()) {
        GraphQueries queries = GraphQueries.over(newer);
        List<UnitChange> found = new ArrayList<>();
        assertThat(ask(queries, older, QueryLimits.none().maxResults(10), found))
            .isEqualTo(new QueryReport(10, 0, 0, Completion.COMPLETE));
        assertThat(found).isEqualTo(between(older, newer, UnitComparison.CONTENT));
        assertThat(ask(queries, older, QueryLimits.none().maxResults(9), new ArrayList<>()))
            .isEqualTo(new QueryReport(9, 0, 0, Completion.RESULT_LIMIT));
        assertThat(ask(queries, older, QueryLimits.none().timeout(Duration.ZERO), found))
            .isEqualTo(new QueryReport(0, 0, 0, Completion.TIMEOUT));
        assertThat(
                queries.unitsChangedSince(
                    older, UnitComparison.MANIFEST, QueryLimits.none(), change -> false))
            .isEqualTo(new QueryReport(1, 0, 0, Completion.STOPPED));
        CancellationToken token = new CancellationToken();
        assertThatExceptionOfType(QueryCancelledException.class)
            .isThrownBy(
                () ->
                    queries.unitsChangedSince(
                        older,
                        UnitComparison.MANIFEST,
                        QueryLimits.none().cancellation(token),
                        change -> {
                          token.cancel();
                          return true;
                        }));
      }
    }
  }

  private static QueryReport ask(
      GraphQueries queries, GraphSnapshot older, QueryLimits limits, List<UnitChange> found) {
    return queries.unitsChangedSince(older, UnitComparison.CONTENT, limits, found::add);
  }

  @Test
  final void aClosedSnapshotCannotBeCompared() {
    GraphSnapshot closed = graph().snapshot();
    closed.close();
    writer().replaceUnit(defining("a", "f"));
    try (GraphSnapshot open = graph().snapshot()) {
      assertThatExceptionOfType(KvClosedException.class)
          .isThrownBy(() -> between(closed, open, UnitComparison.MANIFEST));
      assertThatExceptionOfType(KvClosedException.class)
          .isThrownBy(() -> between(open, closed, UnitComparison.MANIFEST));
    }
  }

  @Test
  final void comparisonsInBothDirectionsAtOnceDoNotWaitForEachOther() {
    writer().replaceUnit(defining("a", "f"));
    try (GraphSnapshot older = graph().snapshot()) {
      graph().importUnits(Units.versioned(20, 1).iterator(), ImportOptions.defaults());
      try (GraphSnapshot newer = graph().snapshot();
          Crew crew = new Crew()) {
        for (int thread = 0; thread < 2; thread++) {
          GraphSnapshot from = thread == 0 ? older : newer;
          GraphSnapshot to = thread == 0 ? newer : older;
          crew.start(
              () -> {
                for (int round = 0; round < ROUNDS; round++) {
                  List<UnitChange> found = new ArrayList<>();
                  to.unitsChangedSince(
                      from,
                      UnitComparison.CONTENT,
                      change -> from.version() != to.version() && found.add(change));
                  assertThat(found).hasSize(20);
                }
              });
        }
      }
    }
  }
}
