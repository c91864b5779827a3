package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.kv.KvStore;
import dev.keygraph.operations.BackupManifest;
import dev.keygraph.operations.GraphOperations;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keygraph backup}. */
@Command(
    name = "backup",
    description = {
      "Back a store up, with a manifest that has the checksum of every file.",
      "A directory can be opened as a store; a file is compressed."
    })
final class BackupCommand extends GraphCommand {
  private static final String ZIP = ".zip";

  @Parameters(
      paramLabel = "TARGET",
      description = "A new directory, or a new file whose name ends in " + ZIP + ".")
  private Path target;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    try (KvStore store = KeyGraph.openStore(existing(true))) {
      BackupManifest manifest =
          withProgress(
              progress -> {
                GraphOperations operations = GraphOperations.of(store).withProgress(progress);
                return target.toString().endsWith(ZIP)
                    ? operations.backupFile(target)
                    : operations.backup(target);
              });
      ManifestView view = new ManifestView(manifest, Duration.ofNanos(System.nanoTime() - start));
      if (json()) {
        document(view::write);
      } else {
        printer().line(view.line(target.toString()));
      }
      return ExitCodes.OK;
    }
  }
}
