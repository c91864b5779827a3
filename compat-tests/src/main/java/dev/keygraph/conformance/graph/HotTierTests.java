package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.HotTierStatistics;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.operations.GraphOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The hot tier over the engine: a snapshot sees its own version, whatever is built, evicted and
 * committed meanwhile, and memory stays within its bound. That answers are the same as without is
 * for the {@linkplain LawTests random histories} to show.
 */
abstract class HotTierTests extends CompactTests {
  private static final int UNITS = 40;
  private static final int VERSIONS = 120;
  private static final int READERS = 2;
  private static final int HELD = 3;
  private static final long ROOM_FOR_ALL = 1 << 20;

  /** Room for the table and a page or two. */
  private static final long TIGHT = 2 << 10;

  @Test
  final void snapshotsSeeTheirVersionBesideAWriter() {
    readBesideAWriter(ROOM_FOR_ALL);
  }

  @Test
  final void snapshotsSeeTheirVersionWhilePagesComeAndGo() {
    readBesideAWriter(TIGHT);
  }

  private void readBesideAWriter(long maxBytes) {
    try (TestGraph test = newHotGraph(maxBytes)) {
      Graph graph = test.graph();
      commitVersion(graph, 1);
      AtomicBoolean done = new AtomicBoolean();
      try (Crew crew = new Crew()) {
        for (int i = 0; i < READERS; i++) {
          crew.start(
              () -> {
                while (!done.get()) {
                  readAndHold(graph);
                }
              });
        }
        crew.start(
            () -> {
              try {
                for (long version = 2; version <= VERSIONS && !crew.failed(); version++) {
                  commitVersion(graph, version);
                }
              } finally {
                done.set(true);
              }
            });
      }
      readAndHold(graph);
      assertThat(graph.version()).isEqualTo(VERSIONS);
    }
  }

  private static void commitVersion(Graph graph, long version) {
    UnitChanges.Builder changes = UnitChanges.builder();
    Units.versioned(UNITS, version).forEach(changes::replace);
    assertThat(graph.writer().commit(changes.build())).isEqualTo(version);
  }

  /** Reads several snapshots, and those before it again after each. */
  private static void readAndHold(Graph graph) {
    Deque<GraphSnapshot> held = new ArrayDeque<>();
    try {
      for (int i = 0; i < HELD; i++) {
        held.addFirst(graph.snapshot());
        held.forEach(HotTierTests::checkVersion);
      }
    } finally {
      held.forEach(GraphSnapshot::close);
    }
  }

  private static void checkVersion(GraphSnapshot snapshot) {
    long version = snapshot.version();
    int field = snapshot.node("version" + version);
    assertThat(field).as("the field of version %s", version).isNotEqualTo(GraphSnapshot.NO_NODE);
    assertThat(snapshot.symbol(field)).isEqualTo("version" + version);
    assertThat(snapshot.node("version" + (version + 1))).isEqualTo(GraphSnapshot.NO_NODE);
    assertThat(snapshot.node("version" + (version - 1))).isEqualTo(GraphSnapshot.NO_NODE);
    List<Integer> functions = new ArrayList<>();
    for (int i = 0; i < UNITS; i++) {
      int function = snapshot.node("unit" + i + "#f");
      functions.add(function);
      assertThat(neighbors(snapshot, function, Direction.OUTGOING))
          .as("what unit %s uses in version %s", i, version)
          .containsExactly(field);
      assertThat(snapshot.hasEdge(function, EdgeKind.USES, field)).isTrue();
    }
    assertThat(neighbors(snapshot, field, Direction.INCOMING))
        .as("who uses version %s", version)
        .containsExactlyInAnyOrderElementsOf(functions);
    assertThat(neighbors(snapshot, snapshot.node("shared#f"), Direction.OUTGOING))
        .containsExactlyInAnyOrderElementsOf(functions);
  }

  private static List<Integer> neighbors(GraphSnapshot snapshot, int node, Direction direction) {
    List<Integer> neighbors = new ArrayList<>();
    snapshot.neighbors(
        node,
        direction,
        EdgeKinds.all(),
        (neighbor, kind) -> {
          neighbors.add(neighbor);
          return true;
        });
    return neighbors;
  }

  @Test
  final void whatFitsIsReadFromTheEngineOnce() {
    try (TestGraph test = newHotGraph(ROOM_FOR_ALL)) {
      Graph graph = test.graph();
      graph.writer().replaceUnit(Units.large("a", 300, 5).build());
      askAll(graph);
      HotTierStatistics first = statistics(graph);
      assertThat(first.fills()).isPositive().isEqualTo(first.misses());
      assertThat(first.pages()).isGreaterThanOrEqualTo(first.fills());
      assertThat(first.bytes()).isBetween(1L, ROOM_FOR_ALL);
      askAll(graph);
      HotTierStatistics second = statistics(graph);
      assertThat(second.hits()).isGreaterThan(first.hits());
      assertThat(second.misses()).isEqualTo(first.misses());
      assertThat(second.evictions()).isZero();
      assertThat(second.hitRate()).isBetween(0.5, 1.0);
    }
  }

  @Test
  final void memoryStaysWithinItsBound() {
    long maxBytes = 12 << 10;
    try (TestGraph test = newHotGraph(maxBytes)) {
      Graph graph = test.graph();
      for (int i = 0; i < 4; i++) {
        graph.writer().replaceUnit(Units.large("unit" + i, 300 + i, 5).build());
        askAll(graph);
        askAll(graph);
        assertThat(statistics(graph).bytes()).isLessThanOrEqualTo(maxBytes);
      }
      HotTierStatistics statistics = statistics(graph);
      assertThat(statistics.evictions()).isPositive();
      assertThat(statistics.misses()).isGreaterThan(statistics.pages());
    }
  }

  private static void askAll(Graph graph) {
    try (GraphSnapshot snapshot = graph.snapshot()) {
      for (int node = 0; node < snapshot.nodeIdLimit(); node++) {
        neighbors(snapshot, node, Direction.OUTGOING);
        neighbors(snapshot, node, Direction.INCOMING);
        snapshot.contains(node);
      }
    }
  }

  private static HotTierStatistics statistics(Graph graph) {
    return graph.statistics().hotTier().orElseThrow();
  }

  @Test
  final void noSnapshotAnswersFromMemoryOnceTheGraphIsClosed() {
    TestGraph test = newHotGraph(ROOM_FOR_ALL);
    Graph graph = test.graph();
    commitVersion(graph, 1);
    GraphSnapshot snapshot = graph.snapshot();
    checkVersion(snapshot);
    test.close();
    assertThatThrownBy(
            () -> snapshot.neighbors(0, Direction.OUTGOING, EdgeKinds.all(), (n, k) -> true))
        .isInstanceOf(KvClosedException.class);
    assertThatThrownBy(() -> snapshot.node("shared#f")).isInstanceOf(KvClosedException.class);
    snapshot.close();
  }

  @Test
  final void aCompactionIsNotHeldUpByReadersThatStandBy() throws IOException {
    assumePersistent();
    try (TestGraph test = newHotGraph(ROOM_FOR_ALL)) {
      Graph graph = test.graph();
      commitVersion(graph, 1);
      try (GraphSnapshot snapshot = graph.snapshot()) {
        assertThat(snapshot.version()).isEqualTo(1);
      }
      GraphOperations.of(graph).compact();
      try (Stream<Path> files = Files.list(test.store().directory())) {
        assertThat(files.filter(file -> file.getFileName().toString().startsWith("data-")))
            .as("generations of files")
            .hasSize(1);
      }
      readAndHold(graph);
    }
  }
}
