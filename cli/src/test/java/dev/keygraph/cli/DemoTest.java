package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.cli.demo.Answer;
import dev.keygraph.cli.demo.EngineRun;
import dev.keygraph.cli.demo.Question;
import dev.keygraph.cli.index.IndexReport;
import dev.keygraph.cli.terminal.ColorMode;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.graph.GraphStatistics;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvStatistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration: that it shows what differs, and that nothing does. */
final class DemoTest {
  private static final List<Question> QUESTIONS =
      List.of(
          new Question("first", (queries, results) -> {}),
          new Question("second", (queries, results) -> {}));

  @TempDir Path directory;

  @Test
  void theSameAnswersAreTheSame() {
    DemoTable table =
        new DemoTable(QUESTIONS, List.of(run("a", "1111111111"), run("b", "1111111111")));
    assertThat(table.same()).isTrue();
    assertThat(printed(table)).contains("yes  11111111", "All answers are the same on 2 engines.");
  }

  @Test
  void anAnswerThatDiffersIsShownWithBothDigests() {
    DemoTable table =
        new DemoTable(QUESTIONS, List.of(run("a", "1111111111"), run("b", "2222222222")));
    assertThat(table.same()).isFalse();
    assertThat(printed(table)).contains("NO  a 11111111  b 22222222", "Answers differ.");
  }

  @Test
  void aDirectoryWithSomethingInItIsRefused() throws IOException {
    Files.writeString(directory.resolve("precious.txt"), "x");
    StringWriter err = new StringWriter();
    int code = Main.run(terminal(new StringWriter(), err), "demo", "--store", directory.toString());
    assertThat(code).isEqualTo(ExitCodes.ERROR);
    assertThat(err.toString()).contains("is not empty");
    assertThat(directory.resolve("precious.txt")).exists();
  }

  @Test
  @Tag("slow")
  void allEnginesAnswerAlike() {
    StringWriter out = new StringWriter();
    int code = Main.run(terminal(out, new StringWriter()), "demo");
    assertThat(code).isZero();
    int engines = KvEngines.available().size();
    assertThat(engines).isGreaterThanOrEqualTo(4);
    assertThat(out.toString())
        .contains("All answers are the same on " + engines + " engines.")
        .doesNotContain("  absent");
  }

  private static EngineRun run(String engine, String digest) {
    IndexReport report =
        new IndexReport(1, 0, 0, 0, List.of(), List.of(), 10, 100, 1, Duration.ofSeconds(1));
    GraphStatistics statistics =
        new GraphStatistics(1, 1, 1, 0, 1, Optional.empty(), new KvStatistics(1, 1, Map.of()));
    return new EngineRun(
        engine,
        "durable",
        report,
        statistics,
        List.of(new Answer(1, "0000000000"), new Answer(2, digest)),
        List.of(Duration.ofNanos(1500), Duration.ofMillis(2)));
  }

  private static String printed(DemoTable table) {
    StringWriter out = new StringWriter();
    table.print(new Printer(terminal(out, new StringWriter()), ColorMode.NEVER));
    return out.toString();
  }

  private static Terminal terminal(StringWriter out, StringWriter err) {
    return new Terminal(
        new PrintWriter(out, true), new PrintWriter(err, true), false, true, Map.of());
  }
}
