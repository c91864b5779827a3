package dev.keygraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.query.GraphQueries;
import dev.keygraph.query.QueryLimits;
import dev.keygraph.query.TraversalOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the flight recorder shows. */
final class FlightRecorderTest {
  @TempDir Path temporary;
  private Graph graph;

  @BeforeEach
  void open() {
    graph = KeyGraph.inMemory();
  }

  @AfterEach
  void close() {
    graph.close();
  }

  private static UnitContent shop() {
    return UnitContent.builder("Shop.java")
        .define("Shop#buy()", NodeKind.FUNCTION)
        .edge("Shop#buy()", EdgeKind.CALLS, "Bank#pay()")
        .build();
  }

  /** Records events of one name while something is done. */
  private List<RecordedEvent> record(String name, Duration threshold, Runnable work)
      throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable(name).withThreshold(threshold);
      recording.start();
      work.run();
      recording.stop();
      Path file = temporary.resolve("recording.jfr");
      recording.dump(file);
      return new ArrayList<>(RecordingFile.readAllEvents(file));
    }
  }

  @Test
  void commitsAreRecorded() throws IOException {
    List<RecordedEvent> events =
        record(
            "dev.keygraph.Commit",
            Duration.ZERO,
            () -> {
              graph.writer().replaceUnit(shop());
              graph.writer().replaceUnit(shop());
              graph.writer().removeUnit("Shop.java");
            });
    assertThat(events)
        .as("the second one changes nothing")
        .extracting(event -> event.getLong("version"))
        .containsExactly(1L, graph.version());
    assertThat(events)
        .allSatisfy(
            event -> {
              assertThat(event.getInt("edits")).isEqualTo(1);
              assertThat(event.getDuration("waited")).isLessThan(Duration.ofHours(1));
              assertThat(event.getDuration()).isPositive();
            });
  }

  @Test
  void questionsAreRecordedAboveTheThreshold() throws IOException {
    graph.writer().replaceUnit(shop());
    Runnable asking =
        () -> {
          try (GraphSnapshot snapshot = graph.snapshot()) {
            GraphQueries queries = GraphQueries.over(snapshot);
            int bank = snapshot.node("Bank#pay()");
            queries.callers(bank, QueryLimits.none());
            queries.blastRadius(bank, TraversalOptions.incoming());
          }
        };
    List<RecordedEvent> all = record("dev.keygraph.Question", Duration.ZERO, asking);
    assertThat(all)
        .extracting(event -> event.getString("question"))
        .containsExactly("callers", "blastRadius");
    assertThat(all.get(0).getLong("edgesVisited")).isEqualTo(1);
    assertThat(record("dev.keygraph.Question", Duration.ofHours(1), asking)).isEmpty();
  }

  @Test
  void pageFillsAreRecorded() throws IOException {
    // Of what a commit wrote, the pages are in memory already; an import begins without any.
    graph.importUnits(List.of(shop()).iterator(), ImportOptions.defaults());
    long before = fills();
    List<RecordedEvent> events =
        record(
            "dev.keygraph.PageFill",
            Duration.ZERO,
            () -> {
              try (GraphSnapshot snapshot = graph.snapshot()) {
                for (Direction direction : Direction.values()) {
                  snapshot.neighbors(0, direction, EdgeKinds.all(), (node, kind) -> true);
                }
              }
            });
    assertThat(events).isNotEmpty().hasSize((int) (fills() - before));
    assertThat(events)
        .allSatisfy(event -> assertThat(event.getString("family")).isIn("FORWARD", "REVERSE"));
  }

  private long fills() {
    return graph.statistics().hotTier().orElseThrow().fills();
  }
}
