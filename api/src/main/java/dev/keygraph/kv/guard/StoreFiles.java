package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that make a store, as a backup names them. */
public final class StoreFiles {
  private static final Logger LOG = LoggerFactory.getLogger(StoreFiles.class);
  private static final String COPY = ".copy";

  private StoreFiles() {}

  /** Returns the directory of a backup that holds the engine's files, relative to the backup. */
  public static String engineDirectory() {
    return StoreDirectory.firstGenerationName();
  }

  /** Returns the name of the file that makes a directory a store. */
  public static String marker() {
    return StoreMarker.FILE;
  }

  /**
   * Returns all files of a backup but what comes and goes with its users, sorted.
   *
   * @throws IOException if the file system fails
   */
  public static List<Path> of(Path backup) throws IOException {
    try (Stream<Path> files =
        Files.find(backup, Integer.MAX_VALUE, (file, found) -> found.isRegularFile())) {
      return files.filter(file -> !file.equals(backup.resolve(StoreLock.FILE))).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Makes a file one of its own, if it shares its bytes with another one by a hard link, so that
   * damage to one does not hit the other. Its directory is to be synced afterwards.
   *
   * @throws IOException if the file system fails
   */
  public static void unshare(Path file) throws IOException {
    if (!isShared(file)) {
      return;
    }
    Path copy = file.resolveSibling(file.getFileName() + COPY);
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isShared(Path file) throws IOException {
    try {
      return ((Number) Files.getAttribute(file, "unix:nlink")).longValue() > 1;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      // Not every system counts the names of a file: then it may have several.
      return true;
    }
  }

  /**
   * Gives work a directory beside a store's files, and deletes it afterwards; where that fails, the
   * next opening for writing tries again.
   */
  public static void withTemporary(Path store, Consumer<Path> work) {
    Path directory;
    try {
      directory = StoreDirectory.createForBackup(store);
    } catch (IOException e) {
      throw KvException.ofIo("cannot copy the store " + store + " beside its files", e);
    }
    try {
      work.accept(directory);
    } finally {
      deleteTemporary(directory);
    }
  }

  /**
   * Creates a directory beside a store's files for what an import sorts, in place of what an
   * earlier import left. It goes at the next opening for writing at the latest.
   *
   * @throws IOException if the file system fails
   */
  public static Path createForImport(Path store) throws IOException {
    return StoreDirectory.createForImport(store);
  }

  /** Deletes such a directory; where that fails, logs it. */
  public static void deleteTemporary(Path directory) {
    try {
      DurableFiles.removeTree(directory);
    } catch (IOException e) {
      LOG.warn("cannot delete {}; the next opening for writing will try again", directory, e);
    }
  }

  /**
   * Makes a copy of a store a backup by a file that says what it holds: whoever looks, at any time,
   * finds the whole file or none. What a crash leaves of it goes when the copy is opened for
   * writing.
   *
   * @throws IOException if the file system fails; the file may be there then
   */
  public static void finish(Path backup, String manifest, byte[] content) throws IOException {
    DurableFiles.replace(backup.resolve(manifest), backup.resolve(StoreMarker.TEMPORARY), content);
  }

  /**
   * Deletes a backup that could not be finished: first what makes it one, then what makes it a
   * store, and the rest even where these fail.
   *
   * @param manifest the name of the file that makes a store a backup
   * @param failure why; gets what fails here as suppressed
   */
  public static void deleteUnfinished(Path backup, String manifest, Throwable failure) {
    try {
      try {
        DurableFiles.delete(backup.resolve(manifest));
      } finally {
        try {
          DurableFiles.delete(backup.resolve(StoreMarker.FILE));
        } finally {
          DurableFiles.deleteTree(backup);
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
