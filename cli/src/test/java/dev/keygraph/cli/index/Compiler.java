package dev.keygraph.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles sources of tests to class files. */
public final class Compiler {
  private Compiler() {}

  /**
   * Compiles one source file for each text, named by its first type.
   *
   * @param directory where the class files go
   * @param sources file name, text, file name, text, …
   */
  public static void compile(Path directory, String... sources) {
    try {
      Path sourceDirectory = Files.createTempDirectory(directory, "sources");
      List<String> arguments =
          new ArrayList<>(
              List.of("-g", "--release", "17", "-proc:none", "-d", directory.toString()));
      for (int i = 0; i < sources.length; i += 2) {
        Path file = sourceDirectory.resolve(sources[i]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, sources[i + 1]);
        arguments.add(file.toString());
      }
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
      try (Stream<Path> files = Files.walk(sourceDirectory)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
