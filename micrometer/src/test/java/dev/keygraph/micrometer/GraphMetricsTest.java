package dev.keygraph.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.KeyGraph;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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

  @Test
  void aClosedGraphHasNoFigures() {
    graph.close();
    assertThat(gauge("keygraph.nodes")).isNaN();
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }
}
