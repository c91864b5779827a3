package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.KeyGraph;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a store that another process has open for writing. */
@Timeout(120)
final class BusyStoreTest {
  @TempDir Path directory;

  private int code;
  private String out = "";
  private String err = "";

  /** Adds a unit, keeps the store open, and adds another one for each line that it hears. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      BufferedReader input =
          new BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
      try (Graph graph = KeyGraph.open(Path.of(arguments[0]), arguments[1])) {
        int number = 0;
        do {
          String function = "Type" + number + "#f";
          graph
              .writer()
              .replaceUnit(
                  UnitContent.builder("Unit" + number)
                      .define(function, NodeKind.FUNCTION)
                      .edge(function, EdgeKind.CALLS, "Type0#f")
                      .build());
          System.out.println("added " + function);
          number++;
        } while (input.readLine() != null);
      }
    }
  }

  private Process write(String engine) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")),
            Writer.class.getName(),
            store().toString(),
            engine)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Path store() {
    return directory.resolve("graph");
  }

  private void run(String... command) {
    String[] arguments = java.util.Arrays.copyOf(command, command.length + 1);
    arguments[command.length] = "--store=" + store();
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    code =
        Main.run(
            new Terminal(new PrintWriter(output), new PrintWriter(errors), false, true, Map.of()),
            arguments);
    out = output.toString();
    err = errors.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lmdb", "rocks", "sqlite"})
  void questionsAreAnsweredBesideAWriter(String engine) throws Exception {
    Process writer = write(engine);
    try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("added Type0#f");
      run("find", "Type0#f");
      assertThat(code).as("%s", err).isZero();
      assertThat(out).contains("Type0#f");
      run("find", "Type1#f");
      assertThat(code).isEqualTo(1);
      writer.getOutputStream().write('\n');
      writer.getOutputStream().flush();
      assertThat(said.readLine()).isEqualTo("added Type1#f");
      run("callers", "Type0#f");
      assertThat(code).as("%s", err).isZero();
      assertThat(out).contains("Type1#f");
      run("stats");
      assertThat(code).as("%s", err).isZero();
      run("verify");
      assertThat(code).as("%s", err).isZero();
      assertThat(out).contains("sound, version 2");
      run("backup", directory.resolve("copy").toString());
      assertThat(code).as("%s", err).isZero();
      assertThat(out).contains("version 2");
      run("compact");
      assertThat(code).isEqualTo(3);
      assertThat(err).contains("open for writing in another process (pid " + writer.pid() + ")");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xodus", "mapdb"})
  void otherEnginesSayWhoHasTheStoreAndWhichCouldBeAsked(String engine) throws Exception {
    Process writer = write(engine);
    try (BufferedReader said = writer.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("added Type0#f");
      run("find", "Type0#f");
      assertThat(code).isEqualTo(3);
      assertThat(err)
          .contains("open for writing in another process (pid " + writer.pid() + ")")
          .contains("the engine " + engine + " cannot be read by another process meanwhile")
          .contains("as lmdb, rocks, sqlite can");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }
}
