package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Units.defining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportProgress;
import dev.keygraph.graph.ImportReport;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An import says what single replacements would have said, or nothing at all. */
abstract class ImportTests extends CommitTests {
  private static final int SMALLEST_MEMORY = 1 << 20;

  /** Units that mention each other's symbols, define some twice, and state edges twice. */
  private static List<UnitContent> units(int count) {
    Random random = new Random(5);
    List<UnitContent> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UnitContent.Builder unit = UnitContent.builder("src/" + (count - i) + ".java");
      for (int j = 0; j < 12; j++) {
        String own = "p" + i % 10 + "/Type" + i + "#method" + j;
        unit.define(own, NodeKind.FUNCTION, Units.line(j));
        unit.edge(own, EdgeKind.CALLS, "p/T" + random.nextInt(count) + "#m", Units.line(j));
      }
      unit.define("p/T" + random.nextInt(count) + "#m", Vocabulary.nodeKind(random));
      unit.edge("p/T" + i % 50 + "#m", EdgeKind.USES, "p/T" + i % 7 + "#m", Units.line(i));
      units.add(unit.build());
    }
    return units;
  }

  private static ImportReport load(TestGraph graph, List<UnitContent> units) {
    return graph.graph().importUnits(units.iterator(), ImportOptions.defaults());
  }

  @Test
  final void anImportIntoAnEmptyGraphIsWhatReplacementsWouldBe() {
    List<UnitContent> units = units(60);
    ImportReport report = load(main(), units);
    assertThat(report.version()).isEqualTo(1).isEqualTo(graph().version());
    assertThat(report.units()).isEqualTo(60);
    assertThat(report.entries()).isEqualTo(entries(main()).size());
    checkUnits(units);
    reopen();
    writer().removeUnit(units.remove(0).path());
    checkUnits(units);
  }

  @Test
  final void withLittleMemoryAnImportHasTheSameResult() {
    List<UnitContent> units = units(400);
    load(main(), units);
    TestGraph small = newGraph();
    Set<ImportProgress.Phase> phases = new HashSet<>();
    small
        .graph()
        .importUnits(
            units.iterator(),
            ImportOptions.defaults()
                .withMemoryBytes(SMALLEST_MEMORY)
                .withProgress((phase, done, total) -> phases.add(phase)));
    assertThat(phases).containsExactlyInAnyOrder(ImportProgress.Phase.values());
    assertThat(KeyCheck.differences(entries(main()), entries(small))).isEmpty();
    KeyCheck.check(small.store(), new Facts(units));
  }

  @Test
  final void anImportIntoAFilledGraphReplacesWholeUnits() {
    List<UnitContent> units = units(40);
    UnitContent other = defining("other", "p/T1#m");
    UnitContent old = defining(units.get(3).path(), "old");
    writer().replaceUnit(other);
    writer().replaceUnit(old);
    ImportReport report =
        graph().importUnits(units.iterator(), new ImportOptions(1 << 20, 7, ImportProgress.SILENT));
    assertThat(report.entries()).isEqualTo(-1);
    assertThat(report.units()).isEqualTo(40);
    assertThat(report.version()).as("40 units, 7 a commit").isEqualTo(2 + 6);
    units.add(other);
    checkUnits(units);
  }

  @Test
  final void anEmptyImportChangesNothing() {
    assertThat(load(main(), List.of()).version()).isZero();
    checkUnits();
    writer().replaceUnit(defining("a", "f"));
    assertThat(load(main(), List.of()).version()).isEqualTo(1);
    checkUnits(defining("a", "f"));
  }

  /** Fails after so many units. */
  private static Iterator<UnitContent> failing(List<UnitContent> units, RuntimeException failure) {
    return Stream.concat(
            units.stream(),
            IntStream.of(0)
                .mapToObj(
                    i -> {
                      throw failure;
                    }))
        .map(UnitContent.class::cast)
        .iterator();
  }

  @Test
  final void anImportThatFailsLeavesAnEmptyGraphEmpty() {
    List<UnitContent> units = units(80);
    RuntimeException failure = new RuntimeException("no more units");
    ImportOptions options = ImportOptions.defaults().withMemoryBytes(SMALLEST_MEMORY);
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> graph().importUnits(failing(units, failure), options))
        .isSameAs(failure);
    for (ImportProgress.Phase failing : ImportProgress.Phase.values()) {
      ImportProgress progress =
          (phase, done, total) -> {
            if (phase == failing) {
              throw failure;
            }
          };
      assertThatExceptionOfType(RuntimeException.class)
          .as("failing in %s", failing)
          .isThrownBy(() -> graph().importUnits(units.iterator(), options.withProgress(progress)))
          .isSameAs(failure);
      assertThat(graph().version()).isZero();
      checkUnits();
    }
    reopen();
    load(main(), units);
    KeyCheck.check(main().store(), new Facts(units));
  }

  @Test
  final void aPathThatComesTwiceIsRefused() {
    List<UnitContent> units = List.of(defining("a", "f"), defining("b", "g"), defining("a", "h"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(main(), units))
        .withMessageContaining("a");
    assertThat(graph().version()).isZero();
    checkUnits();
  }

  @Test
  final void anImportThatFailsLeavesAFilledGraphWithWholeCommits() {
    writer().replaceUnit(defining("other", "o"));
    List<UnitContent> units = units(20);
    RuntimeException failure = new RuntimeException("no more units");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(
            () ->
                graph()
                    .importUnits(
                        failing(units, failure),
                        new ImportOptions(1 << 20, 8, ImportProgress.SILENT)))
        .isSameAs(failure);
    List<UnitContent> expected = new ArrayList<>(units.subList(0, 16));
    expected.add(defining("other", "o"));
    checkUnits(expected);
  }

  @Test
  final void oldSnapshotsStayEmptyAndProgressAscends() {
    Map<ImportProgress.Phase, Long> last = new EnumMap<>(ImportProgress.Phase.class);
    List<ImportProgress.Phase> order = new ArrayList<>();
    ImportProgress progress =
        (phase, done, total) -> {
          assertThat(done).isGreaterThanOrEqualTo(last.getOrDefault(phase, 0L));
          assertThat(total == -1 || total >= done).as("%s of %s", done, total).isTrue();
          last.put(phase, done);
          order.add(phase);
        };
    try (GraphSnapshot before = graph().snapshot()) {
      graph().importUnits(units(120).iterator(), ImportOptions.defaults().withProgress(progress));
      assertThat(order).isSorted();
      assertThat(last.keySet()).containsExactly(ImportProgress.Phase.values());
      assertThat(last).containsEntry(ImportProgress.Phase.UNITS, 120L);
      assertThat(before.version()).isZero();
      assertThat(before.nodes(node -> false)).isTrue();
      assertThat(before.units(unit -> false)).isTrue();
      writer().removeUnit("src/1.java");
      assertThat(before.node("p/T1#m")).isEqualTo(GraphSnapshot.NO_NODE);
    }
  }

  @Test
  final void anEmptiedGraphCanBeFilledAgain() {
    List<UnitContent> units = units(10);
    load(main(), units);
    units.forEach(unit -> writer().removeUnit(unit.path()));
    checkUnits();
    load(main(), units);
    checkUnits(units);
  }
}
