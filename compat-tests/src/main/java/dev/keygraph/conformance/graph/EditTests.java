package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Units.defining;
import static dev.keygraph.conformance.graph.Units.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import org.junit.jupiter.api.Test;

/** Fine-grained edits are edits of a unit. */
abstract class EditTests extends UnitTests {

  @Test
  final void anEditWithoutAUnitIsOneOfAnImplicitUnit() {
    writer().putNode(null, "f", NodeKind.FUNCTION, line(1));
    writer().putEdge(null, "f", EdgeKind.CALLS, "g", line(2));
    writer().putEdge(null, "g", EdgeKind.CALLS, "f", Attributes.EMPTY);
    reopen();
    UnitContent implicit =
        UnitContent.builder(UnitContent.implicitPath("f"))
            .define("f", NodeKind.FUNCTION, line(1))
            .edge("f", EdgeKind.CALLS, "g", line(2))
            .build();
    UnitContent other =
        UnitContent.builder(UnitContent.implicitPath("g")).edge("g", EdgeKind.CALLS, "f").build();
    checkUnits(implicit, other);
    writer().removeNode(null, "f");
    checkUnits(other);
    writer().removeEdge(null, "g", EdgeKind.CALLS, "f");
    checkUnits();
  }

  @Test
  final void anEditReplacesWhatTheUnitSaid() {
    writer().replaceUnit(defining("a", "f", "g"));
    writer().putNode("a", "f", NodeKind.TRAIT, line(1));
    writer().putEdge("a", "f", EdgeKind.CALLS, "g", line(1));
    writer().putEdge("a", "f", EdgeKind.CALLS, "g", line(2));
    writer().putEdge("a", "g", EdgeKind.CALLS, "f", line(3));
    UnitContent expected =
        UnitContent.builder("a")
            .define("f", NodeKind.TRAIT, line(1))
            .define("g", NodeKind.FUNCTION)
            .edge("f", EdgeKind.CALLS, "g", line(2))
            .edge("g", EdgeKind.CALLS, "f", line(3))
            .build();
    checkUnits(expected);
    writer().removeNode("a", "f");
    checkUnits(
        UnitContent.builder("a")
            .define("g", NodeKind.FUNCTION)
            .edge("g", EdgeKind.CALLS, "f", line(3))
            .build());
  }

  @Test
  final void anEditThatChangesNothingLeavesTheUnitAndItsHash() {
    UnitContent unit =
        UnitContent.builder("a")
            .define("f", NodeKind.FUNCTION, line(1))
            .edge("f", EdgeKind.CALLS, "g", line(2))
            .hash(ContentHash.of(new byte[] {1}))
            .build();
    long version = writer().replaceUnit(unit);
    assertThat(writer().putNode("a", "f", NodeKind.FUNCTION, line(1))).isEqualTo(version);
    assertThat(writer().putEdge("a", "f", EdgeKind.CALLS, "g", line(2))).isEqualTo(version);
    assertThat(writer().removeNode("a", "g")).isEqualTo(version);
    assertThat(writer().removeEdge("a", "g", EdgeKind.CALLS, "f")).isEqualTo(version);
    assertThat(writer().removeEdge("a", "f", EdgeKind.USES, "g")).isEqualTo(version);
    assertThat(writer().removeNode("absent", "f")).isEqualTo(version);
    assertThat(writer().removeEdge(null, "f", EdgeKind.CALLS, "g")).isEqualTo(version);
    checkUnits(unit);
  }

  @Test
  final void aUnitThatIsLeftWithNothingIsRemoved() {
    writer().putEdge("a", "f", EdgeKind.CALLS, "f", Attributes.EMPTY);
    writer().removeEdge("a", "f", EdgeKind.CALLS, "f");
    checkUnits();
    writer().putNode("a", "f", NodeKind.FUNCTION, Attributes.EMPTY);
    writer().putEdge("a", "f", EdgeKind.CALLS, "g", Attributes.EMPTY);
    writer().removeNode("a", "f");
    checkUnits();
  }
}
