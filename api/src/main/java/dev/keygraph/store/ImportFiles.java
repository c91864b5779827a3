package dev.keygraph.store;

import dev.keygraph.kv.Presence;
import dev.keygraph.kv.guard.StoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names the temporary files of an import. They lie beside the store, where there is room for a
 * graph, or where the system has its temporary files; nothing is made until one is wanted.
 */
final class ImportFiles implements AutoCloseable {
  private static final String PREFIX = "keygraph-import-";

  private final @Nullable Path storeDirectory;
  private @Nullable Path directory;
  private int count;

  ImportFiles(Path storeDirectory) {
    this.storeDirectory = storeDirectory;
  }

  private ImportFiles() {
    this.storeDirectory = null;
  }

  /** Files apart from any store, which others may be importing into. */
  static ImportFiles apart() {
    return new ImportFiles();
  }

  /** Returns a file that does not exist; sorters of several threads ask for theirs. */
  synchronized Path next() {
    try {
      if (directory == null) {
        if (storeDirectory != null && Presence.ofDirectory(storeDirectory)) {
          directory = StoreFiles.createForImport(storeDirectory);
        } else {
          directory = Files.createTempDirectory(PREFIX);
        }
      }
      return directory.resolve("run-" + count++);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the directory and what is left of its files. */
  @Override
  public synchronized void close() {
    if (directory != null) {
      StoreFiles.deleteTemporary(directory);
    }
  }
}
