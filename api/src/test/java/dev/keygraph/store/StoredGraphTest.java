package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A first look at a graph, by example; the conformance kit has the rest. */
class StoredGraphTest {

  private static Graph open() {
    return StoredGraph.open(
        KvStores.open(
            new MemoryEngine(),
            new StoreOptions(Path.of("nowhere"), Durability.UNSAFE, false, ConfigFactory.empty())));
  }

  private static UnitContent map() {
    return UnitContent.builder("java/util/Map.class")
        .define("java/util/Map", NodeKind.TRAIT, Attributes.builder().file("Map.java").build())
        .define("java/util/Map#get(I)V", NodeKind.FUNCTION)
        .edge("java/util/Map", EdgeKind.DEFINES, "java/util/Map#get(I)V")
        .build();
  }

  private static UnitContent hashMap() {
    return UnitContent.builder("java/util/HashMap.class")
        .define("java/util/HashMap", NodeKind.STRUCT)
        .define("java/util/HashMap#get(I)V", NodeKind.FUNCTION)
        .edge("java/util/HashMap", EdgeKind.IMPLEMENTS, "java/util/Map")
        .edge("java/util/HashMap", EdgeKind.DEFINES, "java/util/HashMap#get(I)V")
        .edge(
            "java/util/HashMap#get(I)V",
            EdgeKind.CALLS,
            "java/util/Map#get(I)V",
            Attributes.builder().line(42).build())
        .build();
  }

  private static List<String> neighbors(
      GraphSnapshot snapshot, String symbol, Direction direction) {
    List<String> found = new ArrayList<>();
    snapshot.neighbors(
        snapshot.node(symbol),
        direction,
        EdgeKinds.all(),
        (node, kind) -> found.add(kind + " " + snapshot.symbol(node)));
    return found;
  }

  @Test
  void answersAfterReplacingAndRemovingUnits() {
    try (Graph graph = open()) {
      assertThat(graph.writer().replaceUnit(hashMap())).isEqualTo(1);
      try (GraphSnapshot snapshot = graph.snapshot()) {
        assertThat(snapshot.kind(snapshot.node("java/util/Map"))).isEqualTo(NodeKind.UNRESOLVED);
      }
      assertThat(graph.writer().replaceUnit(map())).isEqualTo(2);
      assertThat(graph.writer().replaceUnit(map())).isEqualTo(2);
      checkBoth(graph);
      graph.writer().removeUnit("java/util/HashMap.class");
      try (GraphSnapshot snapshot = graph.snapshot()) {
        assertThat(snapshot.node("java/util/HashMap")).isEqualTo(GraphSnapshot.NO_NODE);
        assertThat(neighbors(snapshot, "java/util/Map#get(I)V", Direction.INCOMING))
            .containsExactly("DEFINES java/util/Map");
        assertThat(snapshot.statistics().nodes()).isEqualTo(2);
      }
    }
  }

  @Test
  void importsIntoAnEmptyGraph() {
    try (Graph graph = open()) {
      var report =
          graph.importUnits(
              List.of(hashMap(), map()).iterator(),
              ImportOptions.defaults().withMemoryBytes(1 << 20));
      assertThat(report.units()).isEqualTo(2);
      checkBoth(graph);
      assertThat(graph.writer().removeUnit("java/util/Map.class")).isEqualTo(2);
    }
  }

  private static void checkBoth(Graph graph) {
    try (GraphSnapshot snapshot = graph.snapshot()) {
      assertThat(snapshot.statistics().unresolved()).isZero();
      assertThat(snapshot.statistics().edges()).isEqualTo(4);
      assertThat(snapshot.kind(snapshot.node("java/util/Map"))).isEqualTo(NodeKind.TRAIT);
      assertThat(snapshot.attributes(snapshot.node("java/util/Map")).get(Attributes.FILE))
          .contains("Map.java");
      assertThat(neighbors(snapshot, "java/util/Map#get(I)V", Direction.INCOMING))
          .containsExactlyInAnyOrder("CALLS java/util/HashMap#get(I)V", "DEFINES java/util/Map");
      int from = snapshot.node("java/util/HashMap#get(I)V");
      int to = snapshot.node("java/util/Map#get(I)V");
      assertThat(snapshot.edgeAttributes(from, EdgeKind.CALLS, to).orElseThrow().getInt("line"))
          .hasValue(42);
      List<String> found = new ArrayList<>();
      snapshot.nodesMatchingCamelCase("HMG", node -> found.add(snapshot.symbol(node)));
      assertThat(found).containsExactly("java/util/HashMap#get(I)V");
      found.clear();
      snapshot.nodesInPackage("java/util", node -> found.add(snapshot.symbol(node)));
      assertThat(found).hasSize(4);
      assertThat(snapshot.unitContent("java/util/HashMap.class")).contains(hashMap());
    }
  }
}
