package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.operations.Finding;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.VerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keygraph verify}. */
@Command(
    name = "verify",
    description = {
      "Check that a store holds what its units say, and nothing else: every index and edge, both"
          + " ways, checksums, counters.",
      "Writes nothing. The exit code is 1 if something is wrong."
    })
final class VerifyCommand extends GraphCommand {
  @Mixin private Limit limit;

  @Override
  public Integer call() {
    Settings settings = existing(true);
    VerifyReport report = verify(settings);
    FindingsView view = new FindingsView(report.counts(), report.findings(), limit.of());
    if (json()) {
      writeJson(report, view);
    } else {
      print(report, view, settings);
    }
    return report.isSound() ? ExitCodes.OK : ExitCodes.PARTIAL;
  }

  private VerifyReport verify(Settings settings) {
    long start = System.nanoTime();
    try (KvStore store = KeyGraph.openStore(settings)) {
      return withProgress(
          progress ->
              GraphOperations.of(store).withProgress(progress).withListed(limit.of()).verify());
    } catch (KvCorruptedException e) {
      // Too damaged to look inside: that is what is wrong with it.
      Finding finding =
          new Finding(
              "store",
              settings.directory().toString(),
              Objects.requireNonNullElse(e.getMessage(), e.toString()));
      return new VerifyReport(
          0,
          0,
          0,
          0,
          0,
          Map.of(finding.part(), 1L),
          List.of(finding),
          Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private void print(VerifyReport report, FindingsView view, Settings settings) {
    Printer printer = printer();
    view.print(printer);
    Text line = Text.of(settings.directory().toString(), Style.BOLD).plus(": ");
    if (!report.isSound() && report.entries() == 0) {
      // Figures would say that an empty graph was compared.
      printer.line(line.plus("damaged", Style.RED).plus(", so that nothing in it was compared"));
      return;
    }
    printer.line(
        line.plus(
                report.isSound()
                    ? Text.of("sound", Style.GREEN)
                    : Text.of(Numbers.count(report.count(), "finding"), Style.RED))
            .plus(", version " + report.version() + ": ")
            .plus(Numbers.count(report.units(), "unit") + ", ")
            .plus(Numbers.count(report.nodes(), "node") + ", ")
            .plus(Numbers.count(report.edges(), "edge") + ", ")
            .plus(Numbers.count(report.entries()) + " entries in ")
            .plus(Numbers.duration(report.duration()), Style.BOLD));
  }

  private void writeJson(VerifyReport report, FindingsView view) {
    document(
        json -> {
          json.field("sound", report.isSound())
              .field("version", report.version())
              .field("units", report.units())
              .field("nodes", report.nodes())
              .field("edges", report.edges())
              .field("entries", report.entries())
              .field("seconds", report.duration().toNanos() / 1e9);
          view.write(json);
        });
  }
}
