package dev.keygraph.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is in order becomes what a builder makes of it; all else is refused. */
final class UnitAssemblerTest {
  private static final Attributes LINE = Attributes.builder().line(3).build();

  private final UnitAssembler unit = new UnitAssembler("path", List.of("a", "b", "c"));

  @Test
  void whatIsInOrderIsWhatABuilderMakes() {
    UnitContent.Builder same = UnitContent.builder("path");
    unit.define(0, NodeKind.FUNCTION, LINE);
    same.define("a", NodeKind.FUNCTION, LINE);
    unit.define(2, NodeKind.STRUCT, Attributes.EMPTY);
    same.define("c", NodeKind.STRUCT);
    unit.edge(0, EdgeKind.CALLS, 0, Attributes.EMPTY);
    same.edge("a", EdgeKind.CALLS, "a");
    unit.edge(0, EdgeKind.CALLS, 2, LINE);
    same.edge("a", EdgeKind.CALLS, "c", LINE);
    unit.edge(0, EdgeKind.USES, 1, Attributes.EMPTY);
    same.edge("a", EdgeKind.USES, "b");
    for (int i = 0; i < 300; i++) {
      EdgeKind kind = new EdgeKind("kind%03d".formatted(i));
      unit.edge(1, kind, i % 3, LINE);
      same.edge("b", kind, "abc".substring(i % 3, i % 3 + 1), LINE);
    }
    UnitContent content = unit.build(null);
    assertThat(content).isEqualTo(same.build());
    assertThat(content.hash()).isEqualTo(same.build().hash());
  }

  @Test
  void theHashIsTheGivenOne() {
    ContentHash hash = ContentHash.of(new byte[] {1});
    assertThat(new UnitAssembler("path", List.of()).build(hash).hash()).isEqualTo(hash);
  }

  @Test
  void symbolsAreInOrder() {
    for (List<String> symbols : List.of(List.of("b", "a"), List.of("a", "a"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new UnitAssembler("path", symbols))
          .withMessageContaining("a");
    }
  }

  @Test
  void definitionsAreInOrder() {
    unit.define(1, NodeKind.FUNCTION, LINE);
    for (int rank : new int[] {0, 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> unit.define(rank, NodeKind.FUNCTION, LINE))
          .withMessageContaining("definitions are not in order");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unit.define(2, NodeKind.UNRESOLVED, LINE));
  }

  @Test
  void edgesAreInOrder() {
    unit.edge(1, EdgeKind.USES, 1, LINE);
    record Edge(int from, EdgeKind kind, int to) {}
    for (Edge edge :
        List.of(
            new Edge(0, EdgeKind.USES, 2),
            new Edge(1, EdgeKind.CALLS, 2),
            new Edge(1, EdgeKind.USES, 0),
            new Edge(1, EdgeKind.USES, 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> unit.edge(edge.from, edge.kind, edge.to, LINE))
          .withMessageContaining("edges are not in order");
    }
  }

  @Test
  void everySymbolIsUsed() {
    unit.define(0, NodeKind.FUNCTION, LINE);
    unit.edge(0, EdgeKind.CALLS, 2, LINE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unit.build(null))
        .withMessageEndingWith("not used: b");
  }

  @Test
  void ranksAreThoseOfSymbols() {
    for (int rank : new int[] {-1, 3}) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> unit.define(rank, NodeKind.FUNCTION, LINE));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> unit.edge(rank, EdgeKind.CALLS, 0, LINE));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> unit.edge(0, EdgeKind.CALLS, rank, LINE));
    }
  }

  @Test
  void nothingIsTooLong() {
    Attributes long9MiB = Attributes.builder().signature("x".repeat(9 << 20)).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unit.define(0, NodeKind.FUNCTION, long9MiB));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> unit.edge(0, EdgeKind.CALLS, 1, long9MiB));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UnitAssembler("path", List.of("x".repeat(2 << 20))));
  }
}
