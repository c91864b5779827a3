package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.kv.KvStore;
import dev.keygraph.operations.CompactionReport;
import dev.keygraph.operations.GraphOperations;
import picocli.CommandLine.Command;

/** {@code keygraph compact}. */
@Command(name = "compact", description = "Give the space that a store does not need back.")
final class CompactCommand extends GraphCommand {

  @Override
  public Integer call() {
    Settings settings = existing(false);
    try (KvStore store = KeyGraph.openStore(settings)) {
      CompactionReport report =
          withProgress(progress -> GraphOperations.of(store).withProgress(progress).compact());
      if (json()) {
        document(
            json ->
                json.field("bytesBefore", report.bytesBefore())
                    .field("bytesAfter", report.bytesAfter())
                    .field("seconds", report.duration().toNanos() / 1e9));
      } else {
        printer()
            .line(
                Text.of(settings.directory().toString(), Style.BOLD)
                    .plus(" (" + store.engineName() + "): ")
                    .plus(Numbers.bytes(report.bytesBefore()) + " -> ")
                    .plus(Numbers.bytes(report.bytesAfter()) + " in ")
                    .plus(Numbers.duration(report.duration()), Style.BOLD));
      }
      return ExitCodes.OK;
    }
  }
}
