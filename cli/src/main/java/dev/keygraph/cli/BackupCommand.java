package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.operations.BackupManifest;
import dev.keygraph.operations.GraphOperations;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
                    ? backUpToFile(operations)
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

  /** The file has its name when it is complete. */
  private BackupManifest backUpToFile(GraphOperations operations) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
      try {
        BackupManifest manifest;
        try (FileOutputStream out = new FileOutputStream(part.toFile())) {
          manifest = operations.backup(out);
          out.getFD().sync();
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return manifest;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (FileAlreadyExistsException e) {
      throw new KvIoException("there is a file " + target + " already; name a new one", e);
    } catch (IOException e) {
      throw KvException.ofIo("cannot write the backup " + target, e);
    }
  }
}
