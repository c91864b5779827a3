package dev.keygraph.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.KeyGraph;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.NodePattern;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.Subgraph;
import dev.keygraph.query.TraversalOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the meters say is what the graph says. */
final class GraphMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private Graph graph;
  private GraphMetrics metrics;

  @BeforeEach
  void open() {
    graph = KeyGraph.inMemory();
    metrics = new GraphMetrics(graph, Tags.of("graph", "shop"), Duration.ZERO);
    metrics.bindTo(registry);
  }

  @AfterEach
  void close() {
    metrics.close();
    graph.close();
  }

  private static UnitContent shop() {
    return UnitContent.builder("Shop.java")
        .define("Shop#buy()", NodeKind.FUNCTION)
        .edge("Shop#buy()", EdgeKind.CALLS, "Bank#pay()")
        .build();
  }

  private double gauge(String name) {
    return registry.get(name).tags("engine", "memory", "graph", "shop").gauge().value();
  }

  @Test
  void contentIsCounted() {
    assertThat(gauge("keygraph.nodes")).isZero();
    graph.writer().replaceUnit(shop());
    assertThat(gauge("keygraph.version")).isEqualTo(1);
    assertThat(gauge("keygraph.units")).isEqualTo(1);
    assertThat(gauge("keygraph.nodes")).isEqualTo(2);
    assertThat(gauge("keygraph.nodes.unresolved")).isEqualTo(1);
    assertThat(gauge("keygraph.edges")).isEqualTo(1);
    assertThat(gauge("keygraph.store.size")).isZero();
  }

  @Test
  void commitsAreTimed() {
    graph.writer().replaceUnit(shop());
    graph.writer().removeUnit("Shop.java");
    assertThat(registry.get("keygraph.commits").timer().count()).isEqualTo(2);
    assertThat(registry.get("keygraph.commits").timer().totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
    assertThat(registry.get("keygraph.commits.wait").timer().count()).isEqualTo(2);
    assertThat(registry.get("keygraph.commits.edits").summary().totalAmount()).isEqualTo(2);
    assertThat(gauge("keygraph.commits.queue")).isZero();
  }

  @Test
  void openSnapshotsAreCounted() {
    assertThat(gauge("keygraph.snapshots.open")).isZero();
    try (GraphSnapshot snapshot = graph.snapshot()) {
      assertThat(snapshot.version()).isZero();
      assertThat(gauge("keygraph.snapshots.open")).isEqualTo(1);
      assertThat(registry.get("keygraph.snapshots.oldest").timeGauge().value(TimeUnit.HOURS))
          .isLessThan(1);
    }
    assertThat(gauge("keygraph.snapshots.open")).isZero();
  }

  @Test
  void theHotTiersReadsAreCounted() {
    graph.writer().replaceUnit(shop());
    for (int i = 0; i < 2; i++) {
      try (GraphSnapshot snapshot = graph.snapshot()) {
        snapshot.neighbors(0, Direction.OUTGOING, EdgeKinds.all(), (node, kind) -> true);
      }
    }
    double hits = registry.get("keygraph.hot.reads").tag("result", "hit").functionCounter().count();
    double misses =
        registry.get("keygraph.hot.reads").tag("result", "miss").functionCounter().count();
    assertThat(hits).isPositive();
    assertThat(gauge("keygraph.hot.hit.ratio")).isEqualTo(hits / (hits + misses));
    assertThat(gauge("keygraph.hot.pages")).isPositive();
    assertThat(gauge("keygraph.hot.size")).isPositive();
  }

  @Test
  void questionsAreTimedByKind() {
    graph.writer().replaceUnit(shop());
    try (GraphSnapshot snapshot = graph.snapshot()) {
      GraphQueries queries = GraphQueries.over(snapshot, metrics.questions(registry));
      int bank = snapshot.node("Bank#pay()");
      queries.callers(bank, QueryLimits.none());
      queries.callers(bank, QueryLimits.none());
      queries.blastRadius(bank, TraversalOptions.incoming());
    }
    assertThat(registry.get("keygraph.questions").tag("question", "callers").timer().count())
        .isEqualTo(2);
    assertThat(registry.get("keygraph.questions").tag("question", "blastRadius").timer().count())
        .isEqualTo(1);
  }

  private static Map<String, Consumer<GraphQueries>> questions() {
    QueryLimits none = QueryLimits.none();
    TraversalOptions incoming = TraversalOptions.incoming();
    TraversalOptions outgoing = TraversalOptions.outgoing();
    NodeSet both = NodeSet.of(0, 1);
    Subgraph all = new Subgraph(both, EdgeKinds.all());
    Map<String, Consumer<GraphQueries>> questions = new TreeMap<>();
    questions.put("nodes", queries -> queries.nodes(NodePattern.all(), none));
    questions.put("nodesWithPrefix", queries -> queries.nodes(NodePattern.withPrefix("S"), none));
    questions.put("nodesNamed", queries -> queries.nodes(NodePattern.named("buy"), none));
    questions.put(
        "nodesNamedWithPrefix", queries -> queries.nodes(NodePattern.namedWithPrefix("b"), none));
    questions.put(
        "nodesMatchingCamelCase", queries -> queries.nodes(NodePattern.camelCase("Bu"), none));
    questions.put(
        "nodesOfKind", queries -> queries.nodes(NodePattern.ofKind(NodeKind.FUNCTION), none));
    questions.put("nodesInPackage", queries -> queries.nodes(NodePattern.inPackage(""), none));
    questions.put("nodesOfUnit", queries -> queries.nodes(NodePattern.ofUnit("Shop.java"), none));
    questions.put("units", queries -> queries.units(none, unit -> true));
    questions.put("neighbors", queries -> queries.neighbors(0, outgoing, (neighbor, kind) -> true));
    questions.put("callers", queries -> queries.callers(0, none));
    questions.put("callees", queries -> queries.callees(0, none));
    questions.put("implementations", queries -> queries.implementations(0, none));
    questions.put("blastRadius", queries -> queries.blastRadius(0, incoming));
    questions.put("trace", queries -> queries.trace(0, 1, outgoing));
    questions.put("paths", queries -> queries.paths(0, 1, outgoing.maxDepth(2).maxResults(9)));
    questions.put(
        "unitAndNeighbors",
        queries -> queries.unitAndNeighbors("Shop.java", EdgeKinds.all(), none));
    questions.put("components", queries -> queries.components(all, none));
    questions.put("cycles", queries -> queries.cycles(all, none));
    questions.put("topologicalOrder", queries -> queries.topologicalOrder(all, none));
    questions.put(
        "unitsChangedSince",
        queries ->
            queries.unitsChangedSince(
                queries.snapshot(), UnitComparison.MANIFEST, none, change -> true));
    questions.put("degrees", queries -> queries.degrees(0, none));
    questions.put("degreeStatistics", queries -> queries.degreeStatistics(both, 1, outgoing));
    return questions;
  }

  @Test
  void everyKindOfQuestionHasATimer() {
    graph.writer().replaceUnit(shop());
    try (GraphSnapshot snapshot = graph.snapshot()) {
      GraphQueries queries = GraphQueries.over(snapshot, metrics.questions(registry));
      questions()
          .forEach(
              (kind, question) -> {
                question.accept(queries);
                Timer timer = registry.get("keygraph.questions").tag("question", kind).timer();
                assertThat(timer.count()).as(kind).isEqualTo(1);
                assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).as(kind).isPositive();
              });
    }
    assertThat(registry.find("keygraph.questions").timers()).hasSize(questions().size());
  }

  @Test
  void aClosedGraphHasNoFigures() {
    graph.close();
    assertThat(gauge("keygraph.nodes")).isNaN();
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }
}
