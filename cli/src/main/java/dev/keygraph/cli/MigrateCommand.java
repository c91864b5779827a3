package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.operations.MigrationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keygraph migrate}. */
@Command(
    name = "migrate",
    description = {
      "Move a store to another engine, in its directory: copied, read back, compared, and switched"
          + " over at once. It can be stopped at any time.",
      "With on-engine-change = migrate in the configuration, opening a store does the same."
    })
final class MigrateCommand extends GraphCommand {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "ENGINE",
      completionCandidates = EngineNames.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String to;

  @Override
  public Integer call() {
    Settings settings = existing(false);
    MigrationReport report = withProgress(progress -> KeyGraph.migrate(settings, to, progress));
    if (json()) {
      document(
          json ->
              json.field("from", report.from())
                  .field("to", report.to())
                  .field("entries", report.entries())
                  .field("bytesBefore", report.bytesBefore())
                  .field("bytesAfter", report.bytesAfter())
                  .field("seconds", report.duration().toNanos() / 1e9));
    } else {
      printer()
          .line(
              Text.of(settings.directory().toString(), Style.BOLD)
                  .plus(": ")
                  .plus(report.from() + " -> " + report.to(), Style.BOLD)
                  .plus(", " + Numbers.count(report.entries()) + " entries, ")
                  .plus(Numbers.bytes(report.bytesBefore()) + " -> ")
                  .plus(Numbers.bytes(report.bytesAfter()) + " in ")
                  .plus(Numbers.duration(report.duration()), Style.BOLD));
    }
    return ExitCodes.OK;
  }
}
