package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.Durability;
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
    Path file = directory.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.keygraph.Checkpoint");
      recording.start();
      // Closing waits for the checkpoint that runs.
      try (MapDbStore store = Stores.open(directory, Durability.RELAXED, Stores.EAGER)) {
        for (int i = 0; i < 50; i++) {
          try (EngineTransaction transaction = store.begin()) {
            transaction.put(ByteBuffer.allocate(4).putInt(i).array(), new byte[20_000]);
            transaction.commit();
          }
        }
      }
      recording.stop();
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file))
        .isNotEmpty()
        .allSatisfy(
            event -> {
              assertThat(event.getString("engine")).isEqualTo("mapdb");
              assertThat(event.getString("directory")).isEqualTo(directory.toString());
              assertThat(event.getDuration()).isPositive();
            });
  }
}
