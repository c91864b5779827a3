package dev.keygraph.compare.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Copies and removes what a comparison made. */
final class Directories {
  private Directories() {}

  /**
   * Copies a directory that nobody changes meanwhile, with all that is in it, onto stable storage:
   * what the system still had to write later would delay whoever is measured then.
   *
   * @param target does not exist
   * @throws UncheckedIOException if something cannot be copied; a part of it may be there then
   */
  static void copy(Path source, Path target) {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = Files.copy(file, target.resolve(source.relativize(file)));
        if (Files.isRegularFile(copy)) {
          sync(copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + source + " to " + target, e);
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Deletes a directory with all that is in it; does nothing if it is absent.
   *
   * @throws UncheckedIOException if something cannot be deleted
   */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + directory, e);
    }
  }
}
