package dev.keygraph.engine.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints are shown to the flight recorder. */
final class CheckpointEventTest {
  @TempDir Path directory;

  @Test
  void checkpointsAreRecorded() throws IOException {
    long checkpoints;
    Path file = directory.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.keygraph.Checkpoint");
      recording.start();
      checkpoints = fill();
      recording.stop();
      recording.dump(file);
    }
    assertThat(checkpoints).isPositive();
    assertThat(RecordingFile.readAllEvents(file))
        .as("one more may end while the store closes")
        .hasSizeGreaterThanOrEqualTo((int) checkpoints)
        .allSatisfy(
            event -> {
              assertThat(event.getString("engine")).isEqualTo("sqlite");
              assertThat(event.getString("directory")).isEqualTo(directory.toString());
              assertThat(event.getDuration()).isPositive();
            });
  }

  /** Writes more than the log may hold, and returns how many checkpoints that took. */
  private long fill() {
    EngineOptions options =
        new EngineOptions(
            directory,
            Durability.RELAXED,
            false,
            ConfigFactory.parseString("checkpoint-size = 100 KiB")
                .withFallback(ConfigFactory.load().getConfig("keygraph.engines.sqlite")));
    EngineStore store = new SqliteEngine().open(options);
    try (store) {
      for (int i = 0; checkpoints(store) == 0; i++) {
        try (EngineTransaction transaction = store.begin()) {
          transaction.put(ByteBuffer.allocate(4).putInt(i).array(), new byte[20_000]);
          transaction.commit();
        }
      }
      store.flush();
      return checkpoints(store);
    }
  }

  private static long checkpoints(EngineStore store) {
    return store.statistics().details().getOrDefault("log-checkpoints", -1L);
  }
}
