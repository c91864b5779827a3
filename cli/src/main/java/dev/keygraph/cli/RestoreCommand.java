package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.operations.BackupManifest;
import dev.keygraph.operations.Backups;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keygraph restore}. */
@Command(
    name = "restore",
    description = {
      "Check a backup, and make a store of it: in the directory that --store names, which must be"
          + " new or empty.",
      "The store is of the backup's engine."
    })
final class RestoreCommand extends GraphCommand {
  @Parameters(paramLabel = "BACKUP", description = "A backup's directory or file.")
  private Path backup;

  @Option(
      names = "--over",
      description = "Replace the store that is there, of whatever engine, at once.")
  private boolean over;

  @Option(names = "--check", description = "Check the backup, and write nothing.")
  private boolean check;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Path target = options().settings(false).directory();
    BackupManifest manifest =
        withProgress(
            progress -> {
              if (check) {
                return Backups.check(backup, progress);
              }
              return over
                  ? Backups.restoreOver(backup, target, progress)
                  : Backups.restore(backup, target, progress);
            });
    ManifestView view = new ManifestView(manifest, Duration.ofNanos(System.nanoTime() - start));
    if (json()) {
      document(view::write);
    } else {
      Printer printer = printer();
      printer.line(view.line(check ? backup.toString() : target.toString()));
      if (check) {
        printer.line(Text.of("complete, and as it was", Style.GREEN));
      }
    }
    return ExitCodes.OK;
  }
}
