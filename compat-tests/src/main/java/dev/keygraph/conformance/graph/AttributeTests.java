package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphLimits;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attributes come back as they were, of any shape and size; limits are refused clearly. */
abstract class AttributeTests extends TextTests {
  private static final List<String> NAMES =
      List.of(
          "file", "line", "startLine", "endLine", "visibility", "signature", "modifiers", "", "\0");
  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "00",
          "7",
          "007",
          "+7",
          "-1",
          "-0",
          "1e3",
          " 1",
          "٣",
          "1073741823",
          "1073741824",
          "2147483647",
          "2147483648",
          "4294967296",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999",
          "\0",
          "\uD800");

  @Test
  final void valuesThatLookLikeNumbersComeBackAsTheyWere() {
    UnitContent.Builder unit = UnitContent.builder("a");
    for (String name : NAMES) {
      for (String value : VALUES) {
        Attributes attributes = Attributes.builder().put(name, value).build();
        unit.define(name + "=" + value, NodeKind.FIELD, attributes);
        unit.edge("f", EdgeKind.USES, name + "=" + value, attributes);
      }
    }
    writer().replaceUnit(unit.build());
    reopen();
    checkUnits(unit.build());
    for (String value : VALUES) {
      assertThat(attributes("line=" + value).get("line")).contains(value);
    }
  }

  @Test
  final void manyAttributesComeBack() {
    Attributes.Builder many = Attributes.builder();
    for (int i = 0; i < 2_000; i++) {
      many.put("name" + i, i % 3 == 0 ? "value" + i : Integer.toString(i));
    }
    UnitContent unit =
        UnitContent.builder("a").define("f", NodeKind.FUNCTION, many.build()).build();
    writer().replaceUnit(unit);
    checkUnits(unit);
  }

  @Test
  final void megabytesOfAttributesComeBack() {
    String megabytes = "0123456789abcdef".repeat((GraphLimits.MAX_ATTRIBUTES_BYTES - 100) / 16);
    Attributes large = Attributes.builder().put("own", megabytes).build();
    String half = megabytes.substring(megabytes.length() / 2);
    UnitContent unit =
        UnitContent.builder("a")
            .define("f", NodeKind.FUNCTION, large)
            .edge("f", EdgeKind.CALLS, "f", Attributes.builder().put("own", half).build())
            .build();
    writer().replaceUnit(unit);
    UnitContent other =
        UnitContent.builder("b").edge("f", EdgeKind.CALLS, "f", Units.line(1)).build();
    writer().replaceUnit(other);
    reopen();
    checkUnits(unit, other);
    writer().removeUnit("a");
    checkUnits(other);
  }

  @Test
  final void whatIsTooLargeIsRefusedAndChangesNothing() {
    String tooLong = "s".repeat(GraphLimits.MAX_SYMBOL_BYTES + 1);
    Attributes tooLarge =
        Attributes.builder().put("own", "v".repeat(GraphLimits.MAX_ATTRIBUTES_BYTES)).build();
    writer().putNode("a", "f", NodeKind.FUNCTION, Attributes.EMPTY);
    long version = graph().version();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer().putNode("a", tooLong, NodeKind.FIELD, Attributes.EMPTY))
        .withMessageContaining("symbol");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer().putNode(null, tooLong, NodeKind.FIELD, Attributes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer().putEdge("a", "f", EdgeKind.CALLS, tooLong, Attributes.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer().putNode("a", "g", NodeKind.FIELD, tooLarge))
        .withMessageContaining("attributes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                writer()
                    .putNode(
                        "p".repeat(GraphLimits.MAX_PATH_BYTES + 1),
                        "f",
                        NodeKind.FIELD,
                        Attributes.EMPTY))
        .withMessageContaining("path");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer().putNode("a", "f", NodeKind.UNRESOLVED, Attributes.EMPTY))
        .withMessageContaining("UNRESOLVED");
    assertThat(node(tooLong)).isEqualTo(GraphSnapshot.NO_NODE);
    assertThat(unitContent(tooLong + tooLong)).isEmpty();
    assertThat(graph().version()).isEqualTo(version);
    checkUnits(Units.defining("a", "f"));
  }

  @Test
  final void aStoreHolds255KindsAndRefusesMore() {
    UnitContent.Builder unit = UnitContent.builder("a");
    for (int i = 0; i < GraphLimits.MAX_KINDS; i++) {
      unit.define("s" + i, new NodeKind("node" + i));
      unit.edge("s0", new EdgeKind("edge" + i), "s" + i);
    }
    writer().replaceUnit(unit.build());
    long version = graph().version();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer().putNode("b", "t", new NodeKind("more"), Attributes.EMPTY))
        .withMessageContaining("255");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer().putEdge("b", "s0", new EdgeKind("more"), "s1", Attributes.EMPTY))
        .withMessageContaining("255");
    reopen();
    assertThat(graph().version()).isEqualTo(version);
    writer().putNode("b", "t", new NodeKind("node254"), Attributes.EMPTY);
    assertThat(kind("t").name()).isEqualTo("node254");
    assertThat(read(GraphSnapshot::nodeKinds)).hasSize(GraphLimits.MAX_KINDS + 1);
    assertThat(read(GraphSnapshot::edgeKinds)).hasSize(GraphLimits.MAX_KINDS);
  }
}
