package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files that make a store, as a backup names them. */
public final class StoreFiles {
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
    try (Stream<Path> files = Files.walk(backup)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.equals(backup.resolve(StoreLock.FILE)))
          .sorted()
          .toList();
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

  /** Gives work a directory beside a store's files, and deletes it afterwards. */
  public static void withTemporary(Path store, Consumer<Path> work) {
    try {
      Path directory = StoreDirectory.createForBackup(store);
      try {
        work.accept(directory);
      } finally {
        DurableFiles.deleteTree(directory);
      }
    } catch (IOException e) {
      throw KvException.ofIo("cannot copy the store " + store + " beside its files", e);
    }
  }
}
