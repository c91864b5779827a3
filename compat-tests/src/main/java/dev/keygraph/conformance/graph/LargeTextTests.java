package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphLimits;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Texts of a megabyte are found like any others; longer ones are refused, or find nothing. */
abstract class LargeTextTests extends AttributeTests {
  private static final String MEGABYTE = "m".repeat(GraphLimits.MAX_SYMBOL_BYTES - 64);
  private static final String TOO_LONG = "m".repeat(3 * GraphLimits.MAX_SYMBOL_BYTES);

  /** A way to search that a snapshot offers. */
  private interface Search {
    boolean run(GraphSnapshot snapshot, NodeVisitor visitor);
  }

  private List<String> found(Search search) {
    return read(
        snapshot -> {
          List<String> symbols = new ArrayList<>();
          search.run(snapshot, node -> symbols.add(snapshot.symbol(node)));
          return symbols;
        });
  }

  @Test
  final void symbolsOfAMegabyteAreFoundByAllTheirParts() {
    String first = MEGABYTE + "/Type#firstWord";
    String second = MEGABYTE + "/Type#secondWord";
    String longName = "p/Q#" + MEGABYTE;
    writer()
        .replaceUnit(
            UnitContent.builder("u")
                .define(first, NodeKind.FUNCTION)
                .define(second, NodeKind.FUNCTION)
                .define(longName, NodeKind.FIELD)
                .edge(first, EdgeKind.CALLS, second)
                .build());
    reopen();
    assertThat(exists(first)).isTrue();
    assertThat(exists(MEGABYTE + "/Type#thirdWord")).isFalse();
    assertThat(found((s, v) -> s.nodesWithPrefix(MEGABYTE, v)))
        .containsExactlyInAnyOrder(first, second);
    assertThat(found((s, v) -> s.nodesWithPrefix(MEGABYTE + "/Type#s", v))).containsExactly(second);
    assertThat(found((s, v) -> s.nodesWithPrefix(MEGABYTE + "/X", v))).isEmpty();
    assertThat(found((s, v) -> s.nodesInPackage(MEGABYTE, v)))
        .containsExactlyInAnyOrder(first, second);
    assertThat(found((s, v) -> s.nodesInPackage(MEGABYTE.substring(1), v))).isEmpty();
    assertThat(found((s, v) -> s.nodesNamed("secondWord", v))).containsExactly(second);
    assertThat(found((s, v) -> s.nodesNamed(MEGABYTE, v))).containsExactly(longName);
    assertThat(found((s, v) -> s.nodesNamed(MEGABYTE.substring(1), v))).isEmpty();
    assertThat(found((s, v) -> s.nodesNamedWithPrefix(MEGABYTE.substring(1), v)))
        .containsExactly(longName);
    assertThat(found((s, v) -> s.nodesMatchingCamelCase("fiWo", v))).containsExactly(first);
    assertThat(found((s, v) -> s.nodesMatchingCamelCase(MEGABYTE, v))).containsExactly(longName);
    assertThat(found((s, v) -> s.nodesMatchingCamelCase(MEGABYTE + "x", v))).isEmpty();
  }

  @Test
  final void questionsOfAnyLengthAreAnswered() {
    writer().putNode("u", MEGABYTE, NodeKind.STRUCT, Attributes.EMPTY);
    assertThat(exists(TOO_LONG)).isFalse();
    assertThat(found((s, v) -> s.nodesWithPrefix(TOO_LONG, v))).isEmpty();
    assertThat(found((s, v) -> s.nodesNamed(TOO_LONG, v))).isEmpty();
    assertThat(found((s, v) -> s.nodesNamedWithPrefix(TOO_LONG, v))).isEmpty();
    assertThat(found((s, v) -> s.nodesMatchingCamelCase(TOO_LONG, v))).isEmpty();
    assertThat(found((s, v) -> s.nodesInPackage(TOO_LONG, v))).isEmpty();
    assertThat(found((s, v) -> s.nodesOfUnit(TOO_LONG, v))).isEmpty();
    assertThat(unitContent(TOO_LONG)).isEmpty();
    Optional<UnitInfo> unit = read(snapshot -> snapshot.unit(TOO_LONG));
    assertThat(unit).isEmpty();
    long version = graph().version();
    assertThat(writer().removeUnit(TOO_LONG)).isEqualTo(version);
  }

  @Test
  final void aUnitOfManyMegabytesIsKeptWhole() {
    UnitContent.Builder unit = UnitContent.builder("u");
    for (int i = 0; i < 4; i++) {
      Attributes attributes = Attributes.builder().put("n" + MEGABYTE, MEGABYTE + i).build();
      unit.define(i + MEGABYTE, NodeKind.STRUCT, attributes);
      unit.edge(i + MEGABYTE, EdgeKind.USES, MEGABYTE + i, attributes);
    }
    UnitContent whole = unit.build();
    writer().replaceUnit(whole);
    reopen();
    assertThat(unitContent("u")).contains(whole);
    assertThat(exists(MEGABYTE + 3)).isTrue();
    writer().removeUnit("u");
    assertThat(exists(MEGABYTE + 3)).isFalse();
    assertThat(unitContent("u")).isEmpty();
  }

  @Test
  final void kindsOfAMegabyteAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NodeKind(MEGABYTE))
        .withMessageContaining("kind");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EdgeKind(MEGABYTE))
        .withMessageContaining("kind");
  }
}
