package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jars and class files that mean harm are named and left out, the rest is indexed, and none of it
 * takes more memory than a process of {@value #HEAP} has.
 */
final class HostileInputTest {
  private static final String HEAP = "256m";

  @TempDir Path directory;

  /** What a run of the command came to. */
  private record Run(int code, String out, List<String> err) {
    /** Returns the reasons for what was skipped, by path. */
    Map<String, String> skipped() {
      Map<String, String> reasons = new TreeMap<>();
      for (String line : err) {
        assertThat(line).startsWith("skipped: ");
        int colon = line.lastIndexOf(": ");
        reasons.put(line.substring("skipped: ".length(), colon), line.substring(colon + 2));
      }
      return reasons;
    }
  }

  @Test
  void hostileClassFilesAreNamedAndTheRestIsIndexed() throws Exception {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    for (Map<String, byte[]> each : List.of(HostileClasses.refused(), HostileClasses.indexed())) {
      for (Map.Entry<String, byte[]> file : each.entrySet()) {
        Files.write(classes.resolve(file.getKey()), file.getValue());
      }
    }
    Files.write(classes.resolve("Good.class"), HostileClasses.plain("Good"));
    Run run = index(classes);
    assertThat(run.code()).isEqualTo(ExitCodes.PARTIAL);
    assertThat(run.skipped().keySet())
        .containsExactlyElementsOf(
            HostileClasses.refused().keySet().stream().map(name -> "classes/" + name).toList());
    assertThat(run.skipped().values()).allMatch(reason -> reason.startsWith("broken or truncated"));
    assertThat(run.out()).contains(HostileClasses.indexed().size() + 1 + " added");
  }

  @Test
  void hostileJarsAreNamedAndTheRestIsIndexed() throws Exception {
    Path jars = Files.createDirectory(directory.resolve("jars"));
    byte[] good = HostileClasses.plain("Good");
    HostileJars.bombs(jars.resolve("bombs.jar"), good);
    HostileJars.manifest(jars.resolve("manifest.jar"), good);
    HostileJars.twice(
        jars.resolve("twice.jar"), HostileClasses.plain("First"), HostileClasses.plain("Second"));
    HostileJars.write(
        jars.resolve("names.jar"),
        "../../Up.class",
        good,
        "/Absolute.class",
        good,
        "back\\slash.class",
        good,
        "nul\0.class",
        good,
        "escape\u001B[31m.class",
        good,
        "Text.class",
        new byte[] {1, 2, 3},
        "Fine.class",
        HostileClasses.plain("Fine"));
    HostileJars.write(jars.resolve("truncated.jar"), "A.class", good, "B.class", good);
    HostileJars.truncate(jars.resolve("truncated.jar"), 60);
    Run run = index(jars);
    assertThat(run.code()).isEqualTo(ExitCodes.PARTIAL);
    Map<String, String> skipped = run.skipped();
    assertThat(skipped)
        .containsEntry("jars/names.jar!/../../Up.class", "its name leads out of the archive")
        .containsEntry("jars/names.jar!//Absolute.class", "its name leads out of the archive")
        .containsEntry("jars/names.jar!/back\\slash.class", "its name leads out of the archive")
        .containsEntry("jars/names.jar!/nul\\u0000.class", "its name leads out of the archive")
        .containsEntry("jars/names.jar!/escape\\u001b[31m.class", "its name has control characters")
        .containsEntry("jars/names.jar!/Text.class", "not a class file")
        .containsEntry("jars/manifest.jar", "its manifest is larger than 16 MiB")
        .containsEntry(
            "jars/bombs.jar!/Honest.class", "larger than 16 MiB, too large for a class file")
        .containsEntry(
            "jars/bombs.jar!/Claims.class", "larger than 16 MiB, too large for a class file")
        .containsKeys("jars/bombs.jar!/Liar.class", "jars/truncated.jar")
        .containsEntry("jars/twice.jar!/Twice1.class", "duplicate entry, only one was read")
        .hasSize(12);
    assertThat(run.out()).contains("3 added");
  }

  @Test
  void theLimitIsAnOption() throws Exception {
    Path jar = directory.resolve("large.jar");
    HostileJars.write(jar, "Large.class", new byte[1 + (1 << 20)]);
    assertThat(index(jar, "--max-class-size=1").skipped())
        .containsEntry("large.jar!/Large.class", "larger than 1 MiB, too large for a class file");
    assertThat(index(jar, "--max-class-size=2").skipped())
        .containsEntry("large.jar!/Large.class", "not a class file");
    assertThat(index(jar, "--max-class-size=0").code()).isEqualTo(ExitCodes.USAGE);
  }

  /** Runs the command in a process of its own, which has little memory. */
  private Run index(Path path, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.keygraph.cli.Main"));
    command.addAll(List.of("index", "--engine", "memory", "--store"));
    command.add(directory.resolve("graph").toString());
    command.addAll(List.of(options));
    command.add(path.toString());
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readAllLines(err));
  }
}
