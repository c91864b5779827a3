package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Units.defining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.kv.KvClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A snapshot is one version of the graph, whatever happens meanwhile. */
abstract class SnapshotTests extends LargeTextTests {
  private static final int UNITS = 12;
  private static final Duration LONG = Duration.ofMinutes(2);

  private static void commit(TestGraph graph, long version) {
    UnitChanges.Builder changes = UnitChanges.builder();
    Units.versioned(UNITS, version).forEach(changes::replace);
    graph.graph().writer().commit(changes.build());
  }

  @Test
  final void readersSeeWholeVersionsWhileAWriterGoesOn() throws InterruptedException {
    int commits = 60;
    commit(main(), 1);
    TestGraph graph = main();
    AtomicBoolean done = new AtomicBoolean();
    try (GraphSnapshot first = graph.graph().snapshot();
        Crew crew = new Crew()) {
      for (int reader = 0; reader < 2; reader++) {
        crew.start(
            () -> {
              while (!done.get() && !crew.failed()) {
                long atLeast = graph.graph().version();
                try (GraphSnapshot snapshot = graph.graph().snapshot()) {
                  checkVersion(snapshot, atLeast);
                  checkVersion(snapshot, snapshot.version());
                }
                checkVersion(first, 1);
                assertThat(first.version()).isEqualTo(1);
              }
            });
      }
      crew.start(
          () -> {
            try {
              for (long version = 2; version <= commits && !crew.failed(); version++) {
                commit(graph, version);
              }
            } finally {
              done.set(true);
            }
          });
    }
    checkUnits(Units.versioned(UNITS, commits));
  }

  /** All units are of one version, at least of the one that was seen before. */
  private static void checkVersion(GraphSnapshot snapshot, long atLeast) {
    long version = snapshot.version();
    assertThat(version).isGreaterThanOrEqualTo(atLeast);
    int mark = snapshot.node("version" + version);
    assertThat(snapshot.definitions(mark)).hasSize(UNITS);
    int[] users = {0};
    snapshot.neighbors(
        mark,
        Direction.INCOMING,
        EdgeKinds.of(EdgeKind.USES),
        (user, kind) -> {
          users[0]++;
          assertThat(snapshot.attributes(user).getInt(Attributes.LINE)).hasValue((int) version);
          return true;
        });
    assertThat(users[0]).isEqualTo(UNITS);
    assertThat(snapshot.nodesOfKind(NodeKind.FIELD, node -> node == mark))
        .as("no node of another version is left")
        .isTrue();
  }

  @Test
  final void aSnapshotKeepsWhatIsRemovedAndDoesNotSeeNewKinds() {
    writer().replaceUnit(Units.calling("a", "f", "g", 1));
    Facts before = new Facts(List.of(Units.calling("a", "f", "g", 1)));
    try (GraphSnapshot held = graph().snapshot()) {
      writer().removeUnit("a");
      writer().putEdge("b", "f", new EdgeKind("NEW"), "h", Attributes.EMPTY);
      writer().putNode("b", "n", new NodeKind("NEW"), Attributes.EMPTY);
      Comparison.assertSame("answers", before, new SnapshotAnswers(held), probes(before));
      assertThat(held.edgeKinds()).containsExactly(EdgeKind.CALLS);
      assertThat(held.nodesOfKind(new NodeKind("NEW"), node -> false)).isTrue();
    }
    assertThat(read(GraphSnapshot::edgeKinds)).contains(new EdgeKind("NEW"));
  }

  @Test
  final void versionsAscendAndAreAwaited() throws Exception {
    assertThat(graph().version()).isZero();
    long version = writer().replaceUnit(defining("a", "f"));
    try (GraphSnapshot snapshot = graph().snapshotAtLeast(version, Duration.ZERO)) {
      assertThat(snapshot.version()).isEqualTo(version);
    }
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> graph().snapshotAtLeast(version + 1, Duration.ofMillis(1)));
    TestGraph graph = main();
    try (Crew crew = new Crew()) {
      for (Duration patience : List.of(LONG, Duration.ofSeconds(Long.MAX_VALUE))) {
        crew.start(
            () -> {
              try (GraphSnapshot snapshot = graph.graph().snapshotAtLeast(version + 3, patience)) {
                assertThat(snapshot.version()).isGreaterThanOrEqualTo(version + 3);
                assertThat(snapshot.node("f3")).isNotEqualTo(GraphSnapshot.NO_NODE);
              }
            });
      }
      for (int i = 1; i <= 3; i++) {
        assertThat(writer().replaceUnit(defining("b" + i, "f" + i))).isEqualTo(version + i);
      }
    }
  }

  @Test
  final void whoAwaitsAVersionIsToldOfTheEnd() throws InterruptedException {
    TestGraph graph = main();
    graph.graph().version();
    try (Crew crew = new Crew()) {
      dev.keygraph.graph.Graph open = graph.graph();
      Thread waiting =
          crew.start(
              () ->
                  assertThatExceptionOfType(KvClosedException.class)
                      .isThrownBy(() -> open.snapshotAtLeast(1, LONG)));
      Crew.awaitBlocked(waiting);
      Thread interrupted =
          crew.start(
              () ->
                  assertThatExceptionOfType(InterruptedException.class)
                      .isThrownBy(() -> open.snapshotAtLeast(1, LONG)));
      Crew.awaitBlocked(interrupted);
      interrupted.interrupt();
      interrupted.join();
      graph.close();
    }
  }

  @Test
  final void afterTheEndEveryUseIsRefused() {
    writer().replaceUnit(defining("a", "f"));
    GraphSnapshot snapshot = graph().snapshot();
    GraphSnapshot closed = graph().snapshot();
    closed.close();
    closed.close();
    dev.keygraph.graph.Graph graph = graph();
    main().close();
    graph.close();
    List<Consumer<GraphSnapshot>> uses =
        List.of(
            each -> each.node("f"),
            each -> each.symbol(0),
            each -> each.nodes(node -> true),
            each -> each.unitContent("a"),
            each -> each.neighbors(0, Direction.INCOMING, EdgeKinds.all(), (node, kind) -> true));
    for (Consumer<GraphSnapshot> use : uses) {
      assertThatExceptionOfType(KvClosedException.class).isThrownBy(() -> use.accept(snapshot));
      assertThatExceptionOfType(KvClosedException.class).isThrownBy(() -> use.accept(closed));
    }
    assertThatExceptionOfType(KvClosedException.class).isThrownBy(graph::snapshot);
    assertThatExceptionOfType(KvClosedException.class)
        .isThrownBy(() -> graph.writer().removeUnit("a"));
    assertThatExceptionOfType(KvClosedException.class)
        .isThrownBy(() -> graph.snapshotAtLeast(0, Duration.ZERO));
    snapshot.close();
  }

  @Test
  final void idsWithoutANodeAreRefusedAndHaveNoNeighbours() {
    writer().replaceUnit(Units.calling("a", "f", "g", 1));
    int gone = node("f");
    writer().removeUnit("a");
    writer().replaceUnit(defining("b", "h"));
    try (GraphSnapshot snapshot = graph().snapshot()) {
      for (int node : new int[] {gone, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 99}) {
        assertThat(snapshot.contains(node)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.symbol(node));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.kind(node));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.attributes(node));
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.definitions(node));
        for (Direction direction : Direction.values()) {
          assertThat(snapshot.neighbors(node, direction, EdgeKinds.all(), (far, kind) -> false))
              .isTrue();
        }
        assertThat(snapshot.hasEdge(node, EdgeKind.CALLS, gone)).isFalse();
        assertThat(snapshot.edgeAttributes(node, EdgeKind.CALLS, gone)).isEmpty();
        assertThat(snapshot.edgeStatements(gone, EdgeKind.CALLS, node)).isEmpty();
      }
    }
  }

  @Test
  final void aVisitorMayReadAndMayEndAStream() {
    writer().replaceUnit(Units.large("a", 40, 5).build());
    try (GraphSnapshot snapshot = graph().snapshot()) {
      int[] visits = {0};
      assertThat(
              snapshot.nodesWithPrefix(
                  "large/",
                  node -> {
                    assertThat(snapshot.node(snapshot.symbol(node))).isEqualTo(node);
                    snapshot.neighbors(
                        node,
                        Direction.OUTGOING,
                        EdgeKinds.all(),
                        (far, kind) -> snapshot.contains(far));
                    return ++visits[0] < 3;
                  }))
          .isFalse();
      assertThat(visits[0]).isEqualTo(3);
      assertThat(snapshot.nodes(node -> false)).isFalse();
      assertThat(snapshot.units(unit -> false)).isFalse();
      assertThat(snapshot.nodesOfUnit("a", node -> false)).isFalse();
      assertThat(snapshot.nodesOfKind(NodeKind.FUNCTION, node -> false)).isFalse();
      assertThat(snapshot.nodesMatchingCamelCase("m", node -> false)).isFalse();
      assertThat(snapshot.nodesInPackage("large", node -> false)).isFalse();
    }
  }
}
