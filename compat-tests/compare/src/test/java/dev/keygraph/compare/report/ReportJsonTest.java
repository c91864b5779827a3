package dev.keygraph.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that is read is the one that was written. */
final class ReportJsonTest {
  @TempDir Path directory;

  @Test
  void readingGivesWhatWasWritten() throws IOException {
    Path file = directory.resolve("report.json");
    Report report = report();
    ReportJson.write(report, file);
    assertThat(ReportJson.read(file)).isEqualTo(report);
  }

  @Test
  void aReportThatCannotBeWrittenLeavesTheOldOne() throws IOException {
    Path file = directory.resolve("report.json");
    ReportJson.write(report(), file);
    // JSON has no such number; by then, half of the report is written.
    Report broken = report(new Noise(List.of(Double.NaN)));
    assertThatThrownBy(() -> ReportJson.write(broken, file))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ReportJson.read(file)).isEqualTo(report());
    ReportJson.write(ReportFixture.report(), file);
    assertThat(ReportJson.read(file)).isEqualTo(ReportFixture.report());
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void fieldsOfLaterVersionsAreIgnored() throws IOException {
    Path file = directory.resolve("report.json");
    ReportJson.write(report(), file);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"format\"", "\"later\" : {\"a\" : [1]}, \"format\""));
    assertThat(ReportJson.read(file)).isEqualTo(report());
  }

  @Test
  void anotherFormatIsRefusedByName() throws IOException {
    Path file = directory.resolve("report.json");
    ReportJson.write(report(), file);
    Files.writeString(
        file, Files.readString(file).replaceAll("\"format\" : \\d+", "\"format\" : 99"));
    assertThatThrownBy(() -> ReportJson.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("report.json")
        .hasMessageContaining("format 99");
  }

  @Test
  void whatIsNoReportIsRefusedByName() throws IOException {
    Path file = directory.resolve("other.json");
    for (String text : List.of("", "[]", "{", "{\"format\": 1}", "{\"format\": \"x\"}")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ReportJson.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("other.json");
    }
  }

  @Test
  void theMedianOfRoundsDecidesWhetherAGoalIsReached() {
    Key key = new Key(Section.QUESTIONS, "latency", "lmdb", Map.of());
    assertThat(new Figure(key, "us", true, List.of(1.0, 9.0, 2.0), 2.0).passes()).contains(true);
    assertThat(new Figure(key, "us", true, List.of(1.0, 4.0), 2.0).passes()).contains(false);
    assertThat(new Figure(key, "per s", false, List.of(1.0, 4.0), 2.0).passes()).contains(true);
    assertThat(new Figure(key, "us", true, List.of(1.0), null).passes()).isEmpty();
  }

  private static Report report() {
    return report(new Noise(List.of(1.5, 2.0)));
  }

  private static Report report(Noise noise) {
    Key key =
        new Key(
            Section.QUESTIONS,
            "latency",
            "lmdb+hot",
            Map.of(Parameters.QUESTION, "callers", Parameters.SAMPLE, "uniform"));
    return new Report(
        "keygraph 1",
        "compare --quick",
        new Environment(
            "VM 17", "Linux", 2, 1L << 40, "/somewhere", "ext4", false, List.of("-Xmx1g"), noise),
        new Inputs(List.of("jdk:java.base"), 3, 4, 5, null, -1),
        List.of(
            new ContenderInfo(
                "lmdb+hot",
                "lmdb",
                Tier.HOT,
                List.of("durable", "unsafe"),
                true,
                Map.of("durable", "nothing acknowledged is lost"))),
        List.of(
            new Figure(
                key.with(Parameters.PERCENTILE, "99.9"), "us", true, List.of(1.0, 2.5, 3.0), 2.0),
            new Figure(key, "per s", false, List.of(7.0), null)),
        List.of(
            new Distribution(
                key,
                "us",
                9,
                1.5,
                0.1,
                3.25,
                List.of(new Distribution.Point(50, 1), new Distribution.Point(100, 3.25)),
                new Distribution.Sizes(1.5, 1, 2, 3),
                new Distribution.Sizes(0, 0, 0, 0))),
        List.of(
            new Finding(Severity.DIFFERENCE, Section.QUESTIONS, null, "callers of f: …"),
            new Finding(Severity.FAILURE, null, "lmdb+hot", "it \"died\"\nagain")),
        List.of(new Recommendation("read-heavy", "lmdb+hot", "Take it.", List.of(key))));
  }
}
