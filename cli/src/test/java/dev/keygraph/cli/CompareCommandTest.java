package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.cli.index.Compiler;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keygraph compare} from end to end; what it measures is tested where it is measured. */
final class CompareCommandTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void comparesAndWritesTheReport() throws IOException {
    Path classes = Files.createDirectory(directory.resolve("classes"));
    Compiler.compile(
        classes, "A.java", "interface I {} class A implements I { void a() { b(); } void b() {} }");
    Path output = directory.resolve("output");
    int code =
        run(
            "compare",
            "--quick",
            "--engines=memory",
            "--tiers=cold",
            "--directory=" + directory,
            "--output=" + output,
            classes.toString());
    assertThat(err.toString()).doesNotContain("failed", "differ");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("memory", "question callers", "2 units");
    Report report = ReportJson.read(output.resolve("report.json"));
    assertThat(report.inputs().sources()).containsExactly(classes.toString());
    assertThat(report.arguments()).contains("--quick");
  }

  @Test
  void anUnknownEngineIsWrongUsage() {
    assertThat(run("compare", "--engines=oracle", directory.toString())).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("There is no engine oracle, only", "memory");
  }

  @Test
  void nothingNamedIsWrongUsage() {
    assertThat(run("compare")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("Name a path, or --jdk.");
  }

  private int run(String... arguments) {
    return Main.run(
        new Terminal(new PrintWriter(out), new PrintWriter(err), false, true, Map.of()), arguments);
  }
}
