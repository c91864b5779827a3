package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.operations.Backups;
import dev.keygraph.operations.GraphOperations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A graph that is open read-only follows what another process commits. */
abstract class ForeignGraphTests extends DifferenceTests {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long HOT_BYTES = 1 << 20;
  private static final int UNITS = 12;

  private void assumeForeignGraphReaders() {
    assumeTrue(
        traits().foreignReaders(),
        () -> "engine " + engine().name() + " does not declare: foreignReaders");
  }

  private ChildJvm writer(Path directory) {
    return ChildJvm.start(
        ForeignGraphWriter.class,
        directory,
        List.of(
            getClass().getName(),
            directory.toString(),
            level().name(),
            EngineSettings.toArgument(settings()),
            Integer.toString(UNITS)));
  }

  /** Checks that a snapshot is the graph of its version, whole, and returns that. */
  private static long check(GraphSnapshot snapshot) {
    long version = snapshot.version();
    Facts facts = new Facts(version == 0 ? List.of() : Units.versioned(UNITS, version));
    Comparison.assertSame("answers", facts, new SnapshotAnswers(snapshot), probes(facts));
    return version;
  }

  @Test
  final void aReadOnlyGraphFollowsAnotherProcess() throws Exception {
    assumeForeignGraphReaders();
    follow(0);
  }

  @Test
  final void aReadOnlyGraphWithAHotTierFollowsAnotherProcess() throws Exception {
    assumeForeignGraphReaders();
    follow(HOT_BYTES);
  }

  private void follow(long hotBytes) throws Exception {
    Path directory = graphs.resolve("followed");
    StoreOptions options = new StoreOptions(directory, level(), true, settings());
    try (ChildJvm writer = writer(directory)) {
      writer.expect("at 0");
      writer.send("3");
      writer.expect("at 3");
      try (Graph graph =
              hotBytes == 0
                  ? graph(open(engine(), options))
                  : hotGraph(open(engine(), options), hotBytes);
          GraphSnapshot old = graph.snapshot()) {
        assertThat(check(old)).isEqualTo(3);
        writer.send("200");
        long last = 0;
        while (last < 203) {
          try (GraphSnapshot snapshot = graph.snapshot()) {
            long version = check(snapshot);
            assertThat(version).isGreaterThanOrEqualTo(last);
            last = version;
          }
        }
        writer.expect("at 203");
        for (int i = 204; i < 215; i++) {
          writer.send("1");
          try (GraphSnapshot snapshot = graph.snapshotAtLeast(i, PATIENCE)) {
            assertThat(check(snapshot)).isEqualTo(i);
          }
          writer.expect("at " + i);
          // The second one finds pages in memory.
          try (GraphSnapshot snapshot = graph.snapshot()) {
            assertThat(check(snapshot)).isEqualTo(i);
          }
          assertThat(graph.version()).isEqualTo(i);
          assertThat(graph.statistics().version()).isEqualTo(i);
        }
        assertThat(check(old)).isEqualTo(3);
        assertThatThrownBy(() -> graph.snapshotAtLeast(1000, Duration.ofMillis(5)))
            .isInstanceOf(TimeoutException.class);
        assertThat(GraphOperations.of(graph).verify().findings()).isEmpty();
      }
      writer.send("close");
      writer.expectSuccess();
    }
  }

  @Test
  final void nothingIsRestoredUnderAReaderInAnotherProcess() throws Exception {
    assumeForeignGraphReaders();
    Path directory = graphs.resolve("restored");
    Path backup = graphs.resolve("backup");
    StoreOptions options = new StoreOptions(directory, level(), true, settings());
    try (ChildJvm writer = writer(directory)) {
      writer.expect("at 0");
      writer.send("3");
      writer.expect("at 3");
      try (Graph reader = graph(open(engine(), options))) {
        if (traits().backup()) {
          GraphOperations.of(reader).backup(backup);
        }
        writer.send("restore " + backup);
        writer.expect(KvLockedException.class.getSimpleName());
        writer.send("2");
        writer.expect("at 5");
        try (GraphSnapshot snapshot = reader.snapshot()) {
          assertThat(check(snapshot)).isEqualTo(5);
        }
      }
      writer.send("close");
      writer.expectSuccess();
    }
    if (traits().backup()) {
      Backups.restoreOver(backup, directory, KvProgress.SILENT);
      try (Graph restored = graph(open(engine(), options));
          GraphSnapshot snapshot = restored.snapshot()) {
        assertThat(check(snapshot)).isEqualTo(3);
      }
    }
  }
}
