package dev.keygraph.compare.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.worker.PhaseName;
import dev.keygraph.compare.worker.WorkerTask;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the recordings of workers. */
final class RecordingsTest {
  private static final String FILE_FLAG = "filename=\"";

  @TempDir Path directory;

  @Test
  void aWorkerThatWasKilledHasNothingToShow() throws IOException {
    Recordings recordings = new Recordings(directory);
    Files.createFile(file(recordings.flags(task())));
    recordings.flags(task());
    assertThat(recordings.read()).isEmpty();
  }

  private WorkerTask task() {
    return new WorkerTask(
        PhaseName.START_CLEAN,
        "memory",
        directory,
        List.of(Durability.DURABLE),
        directory.resolve("units"),
        directory.resolve("questions"),
        directory.resolve("changes"),
        1,
        1);
  }

  private static Path file(List<String> flags) {
    String flag = flags.get(flags.size() - 1);
    int start = flag.indexOf(FILE_FLAG) + FILE_FLAG.length();
    return Path.of(flag.substring(start, flag.indexOf('"', start)));
  }

  @ParameterizedTest
  @CsvSource({
    "a.B$$Lambda$142+0x00007f33e414b010.65586123, a.B$$Lambda",
    "a.B$$Lambda$14/0x00000008000c1, a.B$$Lambda",
    "a.B$$Lambda.0x00000008000c1, a.B$$Lambda",
    "a.B$$Lambda/0x00000008000c1, a.B$$Lambda",
    "java.lang.invoke.LambdaForm$MH.0x0000000800, java.lang.invoke.LambdaForm$MH",
    "java.lang.invoke.LambdaForm$MH+0x00000008.123, java.lang.invoke.LambdaForm$MH",
    "a.Hidden/12345, a.Hidden",
    "a.B$1, a.B$1",
    "a.b.C, a.b.C",
  })
  void numbersThatDifferBetweenProcessesAreLeftOut(String name, String same) {
    assertThat(Recordings.className(name)).isEqualTo(same);
  }
}
