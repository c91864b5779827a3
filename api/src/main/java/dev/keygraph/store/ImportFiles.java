package dev.keygraph.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names the temporary files of an import. They lie beside the store, where there is room for a
 * graph; nothing is made until one is wanted.
 */
final class ImportFiles implements AutoCloseable {
  private static final String PREFIX = "import-";

  private final Path storeDirectory;
  private @Nullable Path directory;
  private int count;

  ImportFiles(Path storeDirectory) {
    this.storeDirectory = storeDirectory;
  }

  /** Returns a file that does not exist. */
  Path next() {
    try {
      if (directory == null) {
        if (Files.isDirectory(storeDirectory)) {
          removeLeftOvers();
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
  private void removeLeftOvers() throws IOException {
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
