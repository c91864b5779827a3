package dev.keygraph.kv.guard;

import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Changes of files and directories that are on stable storage when the call returns. An interrupt
 * of the calling thread would fail them: call them on a thread that nobody interrupts.
 */
public final class DurableFiles {
  private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

  private DurableFiles() {}

  /** Creates or replaces a file: whoever looks, at any time, finds the old content or the new. */
  public static void replace(Path file, Path temporary, byte[] content) throws IOException {
    write(temporary, content);
    rename(temporary, file);
  }

  /** Gives a file that is synced another name in the same directory, perhaps another file's. */
  public static void rename(Path file, Path name) throws IOException {
    Files.move(file, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(parentOf(name));
  }

  /** Creates a file with a content, for those who look for its name alone: a crash may empty it. */
  static void create(Path file, byte[] content) throws IOException {
    write(file, content);
    syncDirectory(parentOf(file));
  }

  /** Deletes a file, if it is there. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncDirectory(parentOf(file));
    }
  }

  /**
   * Creates a directory and those above it that do not exist. One whose name cannot be made durable
   * is removed, so that the next attempt does not take it for one that is.
   */
  public static void createDirectories(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    if (Presence.ofDirectory(absolute)) {
      return;
    }
    Path parent = absolute.getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    Files.createDirectories(absolute);
    if (parent != null) {
      try {
        syncDirectory(parent);
      } catch (IOException e) {
        deleteQuietly(absolute, e);
        throw e;
      }
    }
  }

  private static void deleteQuietly(Path file, IOException failure) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Deletes a directory with all that it holds, if it is there. */
  public static void deleteTree(Path directory) throws IOException {
    if (Presence.of(directory)) {
      removeTree(directory);
      syncDirectory(parentOf(directory));
    }
  }

  /**
   * The same, but a loss of power may bring it back: for what is deleted whenever it is found. Does
   * not react to interrupts.
   */
  static void removeTree(Path directory) throws IOException {
    if (!Presence.of(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Syncs all files and directories below a directory. */
  public static void syncTree(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            syncDirectory(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Syncs all directories below a directory, and itself, but no files: they may be open. */
  public static void syncNames(Path directory) throws IOException {
    for (Path path : Presence.in(directory)) {
      if (Presence.ofDirectory(path)) {
        syncNames(path);
      }
    }
    syncDirectory(directory);
  }

  /**
   * Makes the names in a directory durable; Windows does that by itself, and refuses to be asked.
   */
  public static void syncDirectory(Path directory) throws IOException {
    if (WINDOWS) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static Path parentOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }
}
