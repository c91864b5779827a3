package dev.keygraph.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.html.HtmlReport;
import dev.keygraph.compare.report.markdown.MarkdownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A peer is marked wherever a report is shown, and stays one when the report is read again. */
final class PeerTest {
  private static final String SENTENCE =
      "other is a peer: of another design than keygraph, measured for comparison, never"
          + " recommended.";

  @TempDir Path directory;

  @Test
  void aPeerStaysOneInJson() throws IOException {
    Path file = directory.resolve("report.json");
    Report report = report();
    ReportJson.write(report, file);
    assertThat(ReportJson.read(file).contenders())
        .extracting(ContenderInfo::peer)
        .containsExactly(false, true);
  }

  @Test
  void aReportFromBeforeThereWerePeersHasNone() throws IOException {
    Path file = directory.resolve("report.json");
    ReportJson.write(report(), file);
    String text = Files.readString(file);
    String older = text.replaceAll(",\\s*\"peer\" : (true|false)", "");
    assertThat(older).isNotEqualTo(text);
    Files.writeString(file, older);
    assertThat(ReportJson.read(file).contenders()).noneMatch(ContenderInfo::peer);
  }

  @Test
  void thePagesSayWhoIsAPeer() {
    assertThat(HtmlReport.text(report(), null, List.of()))
        .contains("other (peer)", SENTENCE)
        .doesNotContain("lmdb (peer)");
    assertThat(MarkdownReport.text(report(), null))
        .contains("| other (peer) |", SENTENCE)
        .doesNotContain("lmdb (peer)");
  }

  @Test
  void pagesWithoutPeersDoNotSpeakOfThem() {
    Report report = ReportFixture.report();
    assertThat(HtmlReport.text(report, null, List.of())).doesNotContain("(peer)", "is a peer");
    assertThat(MarkdownReport.text(report, null)).doesNotContain("(peer)", "is a peer");
  }

  private static Report report() {
    Report full = ReportFixture.report();
    return new Report(
        full.keygraphVersion(),
        full.arguments(),
        full.environment(),
        full.inputs(),
        List.of(
            new ContenderInfo("lmdb", "lmdb", Tier.COLD, List.of("durable"), true, Map.of()),
            new ContenderInfo(
                "other", "other", Tier.COLD, List.of("durable"), true, Map.of(), true)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
