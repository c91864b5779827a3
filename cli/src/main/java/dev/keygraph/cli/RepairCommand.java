package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.operations.RepairReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keygraph repair}. */
@Command(
    name = "repair",
    description = {
      "Make a new store of the units of a damaged one that can be read. The damaged one is not"
          + " changed.",
      "The exit code is 1 if a unit was lost: index those that are named again."
    })
final class RepairCommand extends GraphCommand {
  @Parameters(paramLabel = "TARGET", description = "The new store's directory.")
  private Path target;

  @Option(
      names = "--to-engine",
      paramLabel = "NAME",
      completionCandidates = EngineNames.class,
      description = "${COMPLETION-CANDIDATES} (default: that of the damaged store).")
  private @Nullable String targetEngine;

  @Mixin private Limit limit;

  @Override
  public Integer call() {
    Settings damaged = existing(true);
    Settings repaired =
        options().settings(target, targetEngine == null ? damaged.engine() : targetEngine);
    RepairReport report =
        withProgress(progress -> KeyGraph.repair(damaged, repaired, limit.of(), progress));
    FindingsView view = new FindingsView(report.counts(), report.findings(), limit.of());
    if (json()) {
      document(
          json -> {
            json.field("units", report.units())
                .field("lost", report.lost())
                .field("damagedPlaces", report.damagedPlaces())
                .field("engine", repaired.engine())
                .field("seconds", report.duration().toNanos() / 1e9);
            view.write(json);
          });
    } else {
      print(report, view, repaired.engine());
    }
    return report.isComplete() ? ExitCodes.OK : ExitCodes.PARTIAL;
  }

  private void print(RepairReport report, FindingsView view, String engine) {
    Printer printer = printer();
    view.print(printer);
    printer.line(
        Text.of(target.toString(), Style.BOLD)
            .plus(" (" + engine + "): ")
            .plus(Numbers.count(report.units(), "unit") + " kept, ")
            .plus(
                Numbers.count(report.lost()) + " lost",
                report.lost() == 0 ? Style.PLAIN : Style.RED)
            .plus(damagedPlaces(report))
            .plus(" in ")
            .plus(Numbers.duration(report.duration()), Style.BOLD));
  }

  private static String damagedPlaces(RepairReport report) {
    return report.damagedPlaces() == 0
        ? ""
        : ", of files with " + Numbers.count(report.damagedPlaces(), "damaged place");
  }
}
