package dev.keygraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names the temporary files of an import. They lie beside the store, where there is room for a
 * graph, or where the system has its temporary files; nothing is made until one is wanted.
 */
final class ImportFiles implements AutoCloseable {
  private static final String PREFIX = "import-";

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

  /** Returns a file that does not exist. */
  Path next() {
    try {
      if (directory == null) {
        if (storeDirectory != null && Files.isDirectory(storeDirectory)) {
          removeLeftOvers(storeDirectory);
          directory = Files.createTempDirectory(storeDirectory, PREFIX);
        } else {
          directory = Files.createTempDirectory("keygraph-" + PREFIX);
        }
      }
      return directory.resolve("run-" + count++);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what an import that was killed left. */
  private static void removeLeftOvers(Path storeDirectory) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(storeDirectory, PREFIX + "*")) {
      for (Path path : old) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
          for (Path file : files) {
            Files.delete(file);
          }
        }
        Files.delete(path);
      }
    }
  }

  /** Removes the directory; its files are gone. */
  @Override
  public void close() {
    try {
      if (directory != null) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
