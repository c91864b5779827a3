package dev.keygraph.kv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file is there. A disk that cannot be read says neither yes nor no: who took that for a
 * no would make a new file in place of one that is there.
 */
public final class Presence {
  private Presence() {}

  /**
   * Returns whether there is a file or a directory.
   *
   * @throws IOException if the file system does not say
   */
  public static boolean of(Path path) throws IOException {
    return attributes(path) != null;
  }

  /**
   * Returns whether there is a directory.
   *
   * @throws IOException if the file system does not say
   */
  public static boolean ofDirectory(Path path) throws IOException {
    BasicFileAttributes found = attributes(path);
    return found != null && found.isDirectory();
  }

  /**
   * Returns whether there is a regular file.
   *
   * @throws IOException if the file system does not say
   */
  public static boolean ofFile(Path path) throws IOException {
    BasicFileAttributes found = attributes(path);
    return found != null && found.isRegularFile();
  }

  /**
   * Returns the length of a file, or 0 if there is none.
   *
   * @throws IOException if the file system does not say
   */
  public static long sizeOf(Path path) throws IOException {
    BasicFileAttributes found = attributes(path);
    return found == null ? 0 : found.size();
  }

  /**
   * Returns what is in a directory, in no order.
   *
   * @throws IOException if the file system does not say all
   */
  public static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      Path parent = path.getParent();
      if (parent != null && Files.isRegularFile(parent)) {
        // Nothing is in a file.
        return null;
      }
      throw e;
    }
  }
}
