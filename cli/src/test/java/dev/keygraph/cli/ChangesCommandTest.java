package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.KeyGraph;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed between two graphs, from end to end. */
final class ChangesCommandTest {
  @TempDir Path directory;

  private Path store;
  private Path earlier;

  private static UnitContent unit(String path, int functions) {
    UnitContent.Builder unit = UnitContent.builder(path);
    for (int i = 0; i < functions; i++) {
      String function = path + "#f" + i;
      unit.define(function, NodeKind.FUNCTION).edge(function, EdgeKind.CALLS, "Base#f");
    }
    return unit.build();
  }

  /** The earlier graph is a backup, which is a store of its own. */
  @BeforeEach
  void create() {
    store = directory.resolve("graph");
    earlier = directory.resolve("earlier");
    try (Graph graph = KeyGraph.open(store, "lmdb")) {
      graph.writer().replaceUnit(unit("Same", 2));
      graph.writer().replaceUnit(unit("Gone", 1234));
      graph.writer().replaceUnit(unit("Grows", 2));
    }
    assertThat(run("backup", earlier.toString()).code()).isZero();
    try (Graph graph = KeyGraph.open(store, "lmdb")) {
      graph.writer().removeUnit("Gone");
      graph.writer().replaceUnit(unit("Grows", 5));
      graph.writer().replaceUnit(unit("New", 3));
    }
  }

  private CommandRun run(String... arguments) {
    return CommandRun.on(store, arguments);
  }

  @Test
  void unitsThatChangedAreListedWithTheirSizes() {
    CommandRun run = run("changes", "--since", earlier.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            """
                        nodes          edges          unit
              removed       0  -1,234      0  -1,234  Gone
              replaced      5      +3      5      +3  Grows
              added         3      +3      3      +3  New
            3 units changed: 1 added, 1 replaced, 1 removed
            """);
  }

  @Test
  void jsonHasBothEntriesOfEachUnit() {
    CommandRun run = run("changes", "--since", earlier.toString(), "--json");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "\"sinceVersion\" : 3",
            "\"version\" : 6",
            "\"replaced\" : 1",
            "\"unit\" : \"Grows\"",
            "\"change\" : \"removed\"",
            "\"nodes\" : 1234",
            "\"total\" : 3",
            "\"complete\" : true")
        .doesNotContain("Same");
  }

  @Test
  void theFirstAreShownAndAllAreCounted() {
    CommandRun run = run("changes", "--since", earlier.toString(), "--limit", "1");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Gone", "3 units changed", "… 2 more (--limit 0 shows all)")
        .doesNotContain("Grows");
    CommandRun late = run("changes", "--since", earlier.toString(), "--timeout", "0s");
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.out()).contains("0 units changed", "(--timeout): there may be more");
  }

  @Test
  void theEnginesOfTheTwoMayDiffer() {
    String unchanged = run("changes", "--since", earlier.toString()).out();
    assertThat(run("migrate", "--to", "sqlite").code()).isZero();
    for (String option : List.of("--json=false", "--contents")) {
      CommandRun run = run("changes", "--since", earlier.toString(), option);
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).isEqualTo(unchanged);
    }
  }

  @Test
  void nothingChangedIsNoFailure() {
    CommandRun run = run("changes", "--since", store.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines("0 units changed: 0 added, 0 replaced, 0 removed\n");
  }

  @Test
  void whatIsNoStoreIsNamedAndNotMade() {
    Path nowhere = directory.resolve("nowhere");
    CommandRun run = run("changes", "--since", nowhere.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("there is no store in " + nowhere, "--since");
    assertThat(nowhere).doesNotExist();
    assertThat(run("changes").code()).isEqualTo(2);
  }
}
