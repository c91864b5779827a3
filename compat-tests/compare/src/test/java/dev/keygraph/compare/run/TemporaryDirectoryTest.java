package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing stays behind. */
final class TemporaryDirectoryTest {
  @TempDir Path parent;

  /** Fills a directory, and goes on with that until its process is asked to end. */
  public static final class Filler {
    private Filler() {}

    public static void main(String[] args) throws IOException {
      TemporaryDirectory directory = TemporaryDirectory.create(Path.of(args[0]), "filled");
      Path deep = Files.createDirectories(directory.path().resolve("a/b"));
      Files.writeString(deep.resolve("file"), "x");
      System.out.println("ready");
      while (System.in.read() >= 0) {
        Files.writeString(deep.resolve("file"), "y");
      }
    }
  }

  @Test
  void itIsGoneWhenItIsClosed() throws IOException {
    Path path;
    try (TemporaryDirectory directory = TemporaryDirectory.create(parent, "it")) {
      path = directory.path();
      Files.writeString(Files.createDirectory(path.resolve("sub")).resolve("file"), "x");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void itIsGoneWhenTheProcessIsAskedToEnd() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Filler.class.getName(),
                    parent.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var reader = process.inputReader()) {
      assertThat(reader.readLine()).isEqualTo("ready");
      assertThat(files()).hasSize(1);
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }
}
