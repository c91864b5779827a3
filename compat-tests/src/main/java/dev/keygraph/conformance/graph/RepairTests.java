package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvException;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.RepairReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A repair makes everything anew from the units, elsewhere, and says what it could not keep. */
abstract class RepairTests extends VerifyTests {

  /** Returns a graph of units, without the entries that a predicate chooses. */
  private TestGraph damaged(List<UnitContent> units, Predicate<byte[]> lost) {
    TestGraph graph = newGraph();
    graph.graph().importUnits(units.iterator(), ImportOptions.defaults());
    NavigableMap<byte[], byte[]> all = entries(graph);
    graph
        .store()
        .write(
            transaction -> {
              all.keySet().stream().filter(lost).forEach(transaction::delete);
              return true;
            });
    return graph;
  }

  private static byte[] manifestKey(String path) {
    return ("P" + path + "\0\0").getBytes(StandardCharsets.US_ASCII);
  }

  private RepairReport repair(TestGraph damaged) {
    NavigableMap<byte[], byte[]> before = entries(damaged);
    RepairReport report = GraphOperations.of(damaged.store()).repairInto(graph());
    assertThat(KeyCheck.differences(before, entries(damaged))).as("the damaged store").isEmpty();
    return report;
  }

  @Test
  final void everythingThatIsDerivedIsMadeAnew() {
    List<UnitContent> units = everyKindOfEntry();
    RepairReport report = repair(damaged(units, key -> "ACDEFKNRS".indexOf(key[0]) >= 0));
    assertThat(report.findings()).isEmpty();
    assertThat(report.isComplete()).isTrue();
    assertThat(report.units()).isEqualTo(units.size());
    checkUnits(units);
    reopen();
    writer().removeUnit(units.remove(0).path());
    checkUnits(units);
  }

  @Test
  final void unitsThatCannotBeReadAreNamedAndTheOthersKept() {
    List<UnitContent> units = everyKindOfEntry();
    TestGraph damaged =
        damaged(units, key -> (key[0] == 'U' && key[4] == 2) || (key[0] == 'R' && key[9] % 2 == 0));
    RepairReport report = repair(damaged);
    UnitContent second = units.remove(1);
    assertThat(report.lost()).isEqualTo(1);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.findings())
        .singleElement()
        .hasToString(
            "unit content: %s: it has 0 definitions and 0 edges, the manifest says 2 and 2"
                .formatted(second.path()));
    checkUnits(units);
  }

  @Test
  final void aUnitIsFoundByItsManifestEntryOrItsPath() {
    List<UnitContent> units = new ArrayList<>(Units.versioned(3, 1));
    TestGraph damaged =
        damaged(
            units,
            key -> Arrays.equals(key, manifestKey("unit1")) || (key[0] == 'I' && key[4] == 3));
    RepairReport report = repair(damaged);
    assertThat(report.lost()).isZero();
    assertThat(report.findings())
        .singleElement()
        .asString()
        .startsWith("manifest: unit1: lost; the unit is kept");
    checkUnits(units);
  }

  @Test
  final void aUnitThatNothingNamesIsCountedAsLost() {
    List<UnitContent> units = new ArrayList<>(Units.versioned(3, 1));
    TestGraph damaged =
        damaged(
            units,
            key -> Arrays.equals(key, manifestKey("unit1")) || (key[0] == 'I' && key[4] == 2));
    assertThat(repair(damaged).lost()).isEqualTo(1);
    units.remove(1);
    checkUnits(units);
  }

  @Test
  final void aTargetThatIsNotEmptyIsRefused() {
    TestGraph source = damaged(everyKindOfEntry(), key -> false);
    UnitContent mine = Units.defining("mine", "m");
    writer().replaceUnit(mine);
    assertThatThrownBy(() -> repair(source))
        .isInstanceOf(KvException.class)
        .hasMessageContaining("empty");
    checkUnits(mine);
  }
}
