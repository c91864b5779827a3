package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.conformance.support.Patience;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvSnapshotExpiredException;
import dev.keygraph.kv.LeakDetection;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.operations.GraphOperations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot that is too old, or that nobody closed, is ended without harm; cold and hot. */
abstract class SnapshotLifeTests extends SnapshotTests {
  private static final long HOT_BYTES = 1 << 20;
  private static final SnapshotOptions SHORT_LIVED =
      SnapshotOptions.OFF.maxAge(Duration.ofMillis(1));

  private TestGraph filled(SnapshotOptions snapshots, long hotBytes) {
    TestGraph graph = newGraph(snapshots, hotBytes);
    graph.graph().writer().replaceUnit(Units.calling("a", "f", "g", 1));
    return graph;
  }

  private static boolean isExpired(GraphSnapshot snapshot) {
    try {
      assertThat(snapshot.symbol(snapshot.node("f"))).isEqualTo("f");
      return false;
    } catch (KvSnapshotExpiredException expired) {
      return true;
    }
  }

  private static long openSnapshots(TestGraph graph) {
    return graph.store().statistics().details().getOrDefault("open-snapshots", -1L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, HOT_BYTES})
  final void anOldSnapshotSaysSoWhateverIsAsked(long hotBytes) {
    TestGraph graph = filled(SHORT_LIVED, hotBytes);
    GraphSnapshot snapshot = graph.graph().snapshot();
    Patience.await("the snapshot expires", () -> isExpired(snapshot));
    List<Consumer<GraphSnapshot>> uses =
        List.of(
            each -> each.node("f"),
            each -> each.symbol(0),
            each -> each.kind(0),
            each -> each.attributes(0),
            each -> each.nodes(node -> true),
            each -> each.unitContent("a"),
            each -> each.neighbors(0, Direction.OUTGOING, EdgeKinds.all(), (node, kind) -> true));
    for (Consumer<GraphSnapshot> use : uses) {
      assertThatThrownBy(() -> use.accept(snapshot))
          .isInstanceOf(KvSnapshotExpiredException.class)
          .hasMessageContaining(SnapshotOptions.MAX_AGE)
          .hasMessageContaining(graph.store().directory().toString());
    }
    snapshot.close();
    Patience.await("none is open", () -> openSnapshots(graph) == 0);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, HOT_BYTES})
  final void expiryRacesWithReadsAndCommits(long hotBytes) {
    TestGraph test = filled(SHORT_LIVED, hotBytes);
    Graph graph = test.graph();
    AtomicInteger expired = new AtomicInteger();
    try (Crew crew = new Crew()) {
      for (int i = 0; i < 2; i++) {
        crew.start(
            "reader " + i,
            () -> {
              for (int reads = 1; expired.get() < 20 && !crew.failed(); reads += 500) {
                try (GraphSnapshot snapshot = graph.snapshot()) {
                  for (int read = 0; read < reads; read++) {
                    isCalled(snapshot);
                  }
                } catch (KvSnapshotExpiredException e) {
                  expired.incrementAndGet();
                }
              }
            });
      }
      crew.start(
          "writer",
          () -> {
            for (int line = 2; expired.get() < 20 && !crew.failed(); line++) {
              graph.writer().replaceUnit(Units.calling("a", "f", "g", line));
            }
          });
    }
    assertThat(GraphOperations.of(test.store()).verify().findings()).isEmpty();
  }

  /**
   * With a hot tier, the next user of the engine's snapshot is another one: not while a visitor is
   * at work in it.
   */
  @Test
  final void aSnapshotThatIsClosedUnderAVisitorKeepsNoWriterWaiting() throws InterruptedException {
    Graph graph = filled(SnapshotOptions.OFF, HOT_BYTES).graph();
    GraphSnapshot snapshot = graph.snapshot();
    CountDownLatch within = new CountDownLatch(1);
    try (Crew crew = new Crew()) {
      crew.start(
          "reader",
          () ->
              snapshot.units(
                  unit -> {
                    within.countDown();
                    Patience.await("the others have committed", () -> graph.version() == 3);
                    return true;
                  }));
      within.await();
      crew.start("closer", snapshot::close);
      Patience.await("the snapshot is closed", () -> isClosed(snapshot));
      graph.writer().replaceUnit(Units.calling("a", "f", "g", 2));
      try (GraphSnapshot other = graph.snapshot()) {
        isCalled(other);
      }
      graph.writer().replaceUnit(Units.calling("a", "f", "g", 3));
    }
  }

  private static boolean isClosed(GraphSnapshot snapshot) {
    try {
      assertThat(snapshot.version()).isEqualTo(1);
      return false;
    } catch (KvClosedException closed) {
      return true;
    }
  }

  private static void isCalled(GraphSnapshot snapshot) {
    int[] callers = {0};
    boolean complete =
        snapshot.neighbors(
            snapshot.node("g"),
            Direction.INCOMING,
            EdgeKinds.all(),
            (node, kind) -> ++callers[0] > 0);
    assertThat(complete).isTrue();
    assertThat(callers[0]).isEqualTo(1);
  }

  @Test
  final void theKeepersWorkHasNoAge() {
    TestGraph graph = newGraph(SHORT_LIVED, 0);
    graph.graph().writer().replaceUnit(Units.large("a", 300, 5).build());
    GraphSnapshot snapshot = graph.graph().snapshot();
    assertThat(GraphOperations.of(graph.store()).verify().findings()).isEmpty();
    Patience.await(
        "the snapshot expires",
        () -> {
          try {
            return snapshot.nodeIdLimit() < 0 || !snapshot.contains(0);
          } catch (KvSnapshotExpiredException expired) {
            return true;
          }
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {0, HOT_BYTES})
  final void aLostSnapshotIsFreed(long hotBytes) {
    SnapshotOptions leaks = SnapshotOptions.OFF.leakDetection(LeakDetection.SAMPLED);
    TestGraph graph = filled(leaks, hotBytes);
    lose(graph.graph());
    Patience.awaitCollected("none is open", () -> openSnapshots(graph) == 0);
    graph.graph().writer().replaceUnit(Units.calling("b", "h", "g", 1));
    checkLaws(graph);
  }

  /** Out of the test's frame, so that nothing refers to the snapshot afterwards. */
  private static void lose(Graph graph) {
    assertThat(isExpired(graph.snapshot())).isFalse();
  }
}
