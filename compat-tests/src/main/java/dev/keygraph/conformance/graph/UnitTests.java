package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Units.calling;
import static dev.keygraph.conformance.graph.Units.defining;
import static dev.keygraph.conformance.graph.Units.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.Definition;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeStatement;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitConflictException;
import dev.keygraph.graph.UnitContent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What units say together, and what is left when they say something else. */
abstract class UnitTests extends LawTests {

  private List<EdgeStatement> statements(String from, String to) {
    return read(
        snapshot ->
            snapshot.edgeStatements(snapshot.node(from), EdgeKind.CALLS, snapshot.node(to)));
  }

  @Test
  final void anUnresolvedReferenceIsResolvedAndUnresolvedAndGone() {
    UnitContent caller = calling("caller", "f", "g", 1);
    UnitContent callee = defining("callee", "g");
    writer().replaceUnit(caller);
    assertThat(kind("g")).isEqualTo(NodeKind.UNRESOLVED);
    int id = node("g");
    writer().replaceUnit(callee);
    assertThat(kind("g")).isEqualTo(NodeKind.FUNCTION);
    assertThat(node("g")).isEqualTo(id);
    reopen();
    writer().removeUnit("callee");
    assertThat(kind("g")).isEqualTo(NodeKind.UNRESOLVED);
    assertThat(definitions("g")).isEmpty();
    checkUnits(caller);
    writer().removeUnit("caller");
    assertThat(exists("g")).isFalse();
    assertThat(exists("f")).isFalse();
    checkUnits();
    writer().replaceUnit(callee);
    assertThat(node("g")).as("an id is not used again").isNotEqualTo(id);
  }

  @Test
  final void ofSeveralDefinitionsTheSmallestPathIsShown() {
    UnitContent first = UnitContent.builder("a").define("s", NodeKind.FIELD, line(1)).build();
    UnitContent second = UnitContent.builder("b").define("s", NodeKind.TRAIT, line(2)).build();
    UnitContent third = UnitContent.builder("c").define("s", NodeKind.STRUCT, line(3)).build();
    List<UnitContent> units = Arrays.asList(second, third, first);
    for (int round = 0; round < 3; round++) {
      Collections.rotate(units, 1);
      units.forEach(writer()::replaceUnit);
      assertThat(kind("s")).isEqualTo(NodeKind.FIELD);
      assertThat(attributes("s")).isEqualTo(line(1));
      assertThat(definitions("s"))
          .containsExactly(
              new Definition("a", NodeKind.FIELD, line(1)),
              new Definition("b", NodeKind.TRAIT, line(2)),
              new Definition("c", NodeKind.STRUCT, line(3)));
      writer().removeUnit("a");
      assertThat(kind("s")).isEqualTo(NodeKind.TRAIT);
      writer().removeUnit("c");
      assertThat(kind("s")).isEqualTo(NodeKind.TRAIT);
      checkUnits(second);
      writer().removeUnit("b");
      assertThat(exists("s")).isFalse();
      reopen();
    }
  }

  @Test
  final void aChangedDefinitionChangesItsKindAndAttributes() {
    writer().replaceUnit(UnitContent.builder("a").define("s", NodeKind.FIELD, line(1)).build());
    writer().replaceUnit(UnitContent.builder("a").define("s", NodeKind.TRAIT, line(1)).build());
    assertThat(kind("s")).isEqualTo(NodeKind.TRAIT);
    UnitContent last = UnitContent.builder("a").define("s", NodeKind.TRAIT, line(2)).build();
    writer().replaceUnit(last);
    assertThat(attributes("s")).isEqualTo(line(2));
    checkUnits(last);
  }

  @Test
  final void anEdgeOfSeveralUnitsKeepsEachStatement() {
    for (String path : List.of("b", "c", "a")) {
      writer().replaceUnit(calling(path, "f", "g", path.charAt(0)));
    }
    assertThat(statements("f", "g"))
        .containsExactly(
            new EdgeStatement("a", line('a')),
            new EdgeStatement("b", line('b')),
            new EdgeStatement("c", line('c')));
    assertThat(read(GraphSnapshot::statistics).edges()).isEqualTo(1);
    reopen();
    writer().replaceUnit(calling("b", "f", "g", 7));
    writer().removeUnit("a");
    assertThat(statements("f", "g"))
        .containsExactly(new EdgeStatement("b", line(7)), new EdgeStatement("c", line('c')));
    writer().removeUnit("c");
    assertThat(statements("f", "g")).containsExactly(new EdgeStatement("b", line(7)));
    checkUnits(calling("b", "f", "g", 7));
    writer().removeUnit("b");
    assertThat(exists("f")).isFalse();
  }

  @Test
  final void edgesOfANodeToItselfAndOfSeveralKindsAreKeptApart() {
    UnitContent unit =
        UnitContent.builder("a")
            .edge("f", EdgeKind.CALLS, "f", line(1))
            .edge("f", EdgeKind.USES, "f", line(2))
            .edge("f", EdgeKind.USES, "g")
            .build();
    writer().replaceUnit(unit);
    checkUnits(unit);
    UnitContent less = UnitContent.builder("a").edge("f", EdgeKind.USES, "f", line(2)).build();
    writer().replaceUnit(less);
    checkUnits(less);
  }

  @Test
  final void aRenameIsARemovalAndAReplacementAtOnce() {
    UnitContent before = calling("old", "f", "g", 1);
    UnitContent after = calling("new", "f", "g", 1);
    writer().commit(UnitChanges.builder().replace(before).replace(defining("o", "g")).build());
    int id = node("f");
    writer().commit(UnitChanges.builder().remove("old").replace(after).build());
    assertThat(node("f")).as("a node that stays").isEqualTo(id);
    assertThat(unitContent("old")).isEmpty();
    checkUnits(after, defining("o", "g"));
    writer().commit(UnitChanges.builder().replace(before).remove("new").build());
    checkUnits(before, defining("o", "g"));
  }

  @Test
  final void whereACommitChangesAPathSeveralTimesTheLastCounts() {
    UnitContent last = defining("a", "c");
    writer()
        .commit(
            UnitChanges.builder()
                .replace(defining("a", "a"))
                .remove("a")
                .replace(defining("a", "b"))
                .replace(last)
                .build());
    checkUnits(last);
    writer().commit(UnitChanges.builder().replace(defining("a", "d")).remove("a").build());
    checkUnits();
  }

  @Test
  final void aUnitMaySayNothing() {
    UnitContent empty = UnitContent.builder("empty").hash(ContentHash.of(new byte[] {1})).build();
    writer().replaceUnit(empty);
    assertThat(unitContent("empty")).contains(empty);
    writer().removeNode("empty", "absent");
    checkUnits(empty);
    writer().removeUnit("empty");
    checkUnits();
  }

  @Test
  final void aReplacementChecksWhatItExpects() {
    UnitContent one = defining("a", "one");
    UnitContent two = defining("a", "two");
    UnitContent other = defining("b", "other");
    writer().replaceUnit(one, null);
    long version = graph().version();
    assertThatExceptionOfType(UnitConflictException.class)
        .isThrownBy(() -> writer().replaceUnit(two, null))
        .satisfies(
            conflict -> {
              assertThat(conflict.path()).isEqualTo("a");
              assertThat(conflict.expected()).isNull();
              assertThat(conflict.actual()).isEqualTo(one.hash());
            });
    assertThatExceptionOfType(UnitConflictException.class)
        .isThrownBy(
            () ->
                writer()
                    .commit(
                        UnitChanges.builder()
                            .replace(other)
                            .replaceExpecting(two, two.hash())
                            .build()));
    assertThatExceptionOfType(UnitConflictException.class)
        .isThrownBy(() -> writer().replaceUnit(other, one.hash()));
    assertThat(graph().version()).isEqualTo(version);
    checkUnits(one);
    assertThat(writer().replaceUnit(two, one.hash())).isGreaterThan(version);
    checkUnits(two);
  }

  @Test
  final void theRetainedPathsAreAllThatRemainAtOnce() {
    UnitContent one = calling("one", "f", "g", 1);
    UnitContent two = defining("two", "g");
    UnitContent three = defining("three", "h");
    writer().replaceUnit(one);
    writer().replaceUnit(two);
    writer().putNode(null, "implicit", NodeKind.FIELD, Attributes.EMPTY);
    UnitChanges failing =
        UnitChanges.builder()
            .replaceExpecting(three, three.hash())
            .retainOnly(Set.of("three"))
            .build();
    assertThatExceptionOfType(UnitConflictException.class)
        .isThrownBy(() -> writer().commit(failing));
    assertThat(read(GraphSnapshot::statistics).units()).isEqualTo(3);
    writer()
        .commit(
            UnitChanges.builder()
                .replace(three)
                .retainOnly(Set.of("three", "one", "absent"))
                .build());
    checkUnits(one, three);
    writer().commit(UnitChanges.builder().retainOnly(Set.of()).build());
    checkUnits();
  }

  @Test
  final void anUnchangedUnitMakesNoVersion() {
    UnitContent unit = calling("a", "f", "g", 1);
    long version = writer().replaceUnit(unit);
    assertThat(writer().replaceUnit(unit)).isEqualTo(version);
    assertThat(writer().removeUnit("absent")).isEqualTo(version);
    assertThat(writer().commit(UnitChanges.builder().build())).isEqualTo(version);
    UnitContent hashed = unit.toBuilder().hash(ContentHash.of(new byte[] {1})).build();
    assertThat(writer().replaceUnit(hashed)).isGreaterThan(version);
    checkUnits(hashed);
  }

  @Test
  final void anEditOfALargeUnitRewritesLittleOfIt() {
    UnitContent before = Units.large("big", 1_000, 10).build();
    assertThat(before.edgeCount()).isEqualTo(10_000);
    graph().importUnits(List.of(before).iterator(), ImportOptions.defaults());
    NavigableMap<byte[], byte[]> entries = entries(main());
    UnitContent after =
        before.toBuilder().edge(before.edgeFrom(5_000), EdgeKind.USES, "new").build();
    writer().replaceUnit(after);
    NavigableMap<byte[], byte[]> changed = entries(main());
    int chunks = 0;
    int rewritten = 0;
    for (byte[] key : changed.keySet()) {
      if (key[0] == 'U') {
        chunks++;
        rewritten += Arrays.equals(entries.get(key), changed.get(key)) ? 0 : 1;
      }
    }
    assertThat(chunks).isGreaterThan(10);
    assertThat(rewritten).as("rewritten of %s chunks", chunks).isBetween(1, 3);
    assertThat(KeyCheck.differences(entries, changed))
        .as("entries that changed: chunks, F, R, N, S, K, A, C, M, P of one edge and node")
        .hasSizeLessThan(KeyCheck.MAX_DIFFERENCES);
  }
}
