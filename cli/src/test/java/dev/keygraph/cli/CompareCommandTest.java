package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.cli.index.Compiler;
import dev.keygraph.cli.terminal.Terminal;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Environment;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Inputs;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Noise;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportJson;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Tier;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    Path output = directory.resolve("out, put");
    int code =
        run(
            "compare",
            "--quick",
            "--engines=memory",
            "--tiers=cold",
            "--profile",
            "--directory=" + directory,
            "--output=" + output,
            classes.toString());
    assertThat(err.toString()).doesNotContain("failed", "differ");
    assertThat(code).isZero();
    assertThat(out.toString()).contains("memory", "question callers", "2 units");
    assertThat(output.resolve("report.html")).content().contains("Which engine", "<svg");
    // The worker stores and asks for half a second at least, and is looked at each 10 ms.
    assertThat(output.resolve("report.html"))
        .content()
        .contains("Where the time went", "dev.keygraph.compare.worker.WorkerMain.main");
    assertThat(output.resolve("report.md")).content().contains("## Questions", "| memory");
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
  void aPeerCanBeComparedAndIsNoEngineElsewhere() throws IOException {
    assertThat(run("compare", "--help")).isZero();
    assertThat(out.toString()).contains("sqlite-classic");
    out.getBuffer().setLength(0);
    assertThat(run("index", "--help")).isZero();
    assertThat(out.toString()).contains("sqlite").doesNotContain("sqlite-classic");
    Path store = directory.resolve("store");
    assertThat(run("index", "--engine=sqlite-classic", "--store=" + store, directory.toString()))
        .isNotZero();
    assertThat(err.toString()).contains("sqlite-classic");
    assertThat(store).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "10k,10000", "100k,100000", "1M,1000000", "10M,10000000"})
  void aNumberOfLines(String text, long lines) throws Exception {
    assertThat(new CompareCommand.LineNumber().convert(text)).isEqualTo(lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "k", "1.5M", "10K", "10 k", "1G", "9999999999"})
  void whatIsNoNumberOfLinesIsWrongUsage(String text) {
    assertThat(run("compare", "--scale=100k," + text, directory.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("'" + text + "' is no number of lines such as 100k.");
  }

  @Test
  void nothingNamedIsWrongUsage() {
    assertThat(run("compare")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("Name a path, or --jdk.");
  }

  @Test
  void theSameReportAsItsOwnBaselineHasNotChanged() throws IOException {
    Path file = report("now.json", 10);
    int code = run("compare", "--report=" + file, "--baseline=" + file, "--output=" + directory);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).contains("Since the baseline", "0 worse, 0 better");
    assertThat(directory.resolve("report.html")).content().contains("Since the baseline");
  }

  @Test
  void aFigureThatBecameWorseIsNamedAndIsTheExitCode() throws IOException {
    Path before = report("before.json", 10);
    Path now = report("now.json", 20);
    int code = run("compare", "--report=" + now, "--baseline=" + before, "--output=" + directory);
    assertThat(code).isEqualTo(ExitCodes.WORSE);
    assertThat(out.toString()).contains("worse: lmdb: Load: Time", "+100 %");
    assertThat(directory.resolve("report.md")).content().contains("+100 %");
    int back = run("compare", "--report=" + before, "--baseline=" + now, "--output=" + directory);
    assertThat(back).isZero();
    assertThat(out.toString()).contains("better: lmdb: Load: Time");
  }

  @Test
  void aBaselineThatCannotBeReadIsSaidBeforeAnythingIsMeasured() throws IOException {
    Path later = report("later.json", 10);
    Files.writeString(
        later, Files.readString(later).replaceAll("\"format\" : \\d+", "\"format\" : 99"));
    assertThat(run("compare", "--quick", "--baseline=" + later, directory.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("later.json", "format 99");
    Path nothing = directory.resolve("nothing.json");
    assertThat(run("compare", "--quick", "--baseline=" + nothing, directory.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("There is no file " + nothing);
  }

  @Test
  void anOutputThatCannotBeWrittenIsSaidBeforeAnythingIsMeasured() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Path stores = directory.resolve("stores");
    for (Path output : List.of(file, file.resolve("below"))) {
      assertThat(
              run(
                  "compare",
                  "--engines=memory",
                  "--directory=" + stores,
                  "--output=" + output,
                  directory.toString()))
          .isEqualTo(ExitCodes.USAGE);
      assertThat(err.toString())
          .contains("No report can be written to " + output)
          .containsIgnoringCase("not a directory");
    }
    assertThat(stores).doesNotExist();
  }

  @Test
  void aRunDoesNotWriteOverItsBaseline() throws IOException {
    Path baseline = report("report.json", 10);
    String before = Files.readString(baseline);
    String output = "--output=" + directory.resolve(".");
    assertThat(run("compare", "--quick", "--baseline=" + baseline, output, directory.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("name another --output", "copy the baseline");
    assertThat(baseline).hasContent(before);
  }

  @Test
  void changesArePartOfTheJsonAndItIsStillAReport() throws IOException {
    Path before = report("before.json", 10);
    Path now = report("now.json", 20);
    Path pages = directory.resolve("pages");
    run("compare", "--json", "--report=" + now, "--baseline=" + before, "--output=" + pages);
    assertThat(out.toString())
        .containsPattern(
            "\"worse\" : \\[ \\{\\s+\"contender\" : \"lmdb\",\\s+\"section\" : \"LOAD\",\\s+"
                + "\"name\" : \"time\",\\s+\"parameters\" : \\{ \\},\\s+\"before\" : 10.0,\\s+"
                + "\"now\" : 20.0,\\s+\"unit\" : \"ms\"")
        .contains("\"margin\" : 0.05", "\"compared\" : 1", "\"better\" : [ ]", "\"missing\" : [ ]");
    Path printed = Files.writeString(directory.resolve("printed.json"), out.toString());
    assertThat(ReportJson.read(printed)).isEqualTo(ReportJson.read(now));
    out.getBuffer().setLength(0);
    run("compare", "--json", "--report=" + now, "--output=" + pages);
    assertThat(out.toString()).doesNotContain("\"changes\"");
  }

  @ParameterizedTest
  @CsvSource({"0.0042,4.20 us", "0.5,500 us", "12.345,12.3 ms", "65000,65.0 s"})
  void figuresAreReadable(double millis, String cell) throws IOException {
    Path file = report("now.json", millis);
    assertThat(run("compare", "--report=" + file, "--output=" + directory.resolve("pages")))
        .isZero();
    assertThat(out.toString().lines()).anyMatch(line -> line.matches("  time +" + cell));
  }

  /** A report of one figure. */
  private Path report(String name, double value) throws IOException {
    Key key = new Key(Section.LOAD, "time", "lmdb", Map.of());
    Path file = directory.resolve(name);
    ReportJson.write(
        new Report(
            "keygraph",
            "compare",
            new Environment(
                "Java", "Linux", 2, 1, "/", "ext4", false, List.of(), new Noise(List.of())),
            new Inputs(List.of("classes"), 1, 1, 1, null, 1),
            List.of(
                new ContenderInfo("lmdb", "lmdb", Tier.COLD, List.of("durable"), true, Map.of())),
            List.of(new Figure(key, "ms", true, List.of(value, value), null)),
            List.of(),
            List.of(),
            List.of()),
        file);
    return file;
  }

  private int run(String... arguments) {
    return Main.run(
        new Terminal(new PrintWriter(out), new PrintWriter(err), false, true, Map.of()), arguments);
  }
}
