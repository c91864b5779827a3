package dev.keygraph.engine.rocks;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.Presence;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What the engine does with files by itself. Directories here have no sub-directories. */
final class RocksFiles {
  /** The file that names the store's current state: without it, a directory holds no store. */
  private static final String CURRENT = "CURRENT";

  private RocksFiles() {}

  /** Returns the bytes of a directory's files; those that go away meanwhile count nothing. */
  static long bytes(Path directory) {
    return bytes(directory, file -> true);
  }

  /** Returns the bytes of the write-ahead logs among them. */
  static long logBytes(Path directory) {
    return bytes(directory, file -> file.getName().endsWith(".log"));
  }

  private static long bytes(Path directory, Predicate<File> counted) {
    return files(directory).stream().filter(counted).mapToLong(File::length).sum();
  }

  /** Removes a directory with its files, where it exists. */
  static void deleteAll(Path directory) {
    try {
      for (File file : files(directory)) {
        Files.deleteIfExists(file.toPath());
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw KvException.ofIo("RocksDB store: removing " + directory + " failed", e);
    }
  }

  /**
   * Moves a store's files from one directory to another of the same file system, which makes it.
   */
  static void moveStore(Path from, Path to) {
    try {
      for (File file : files(from)) {
        if (!file.getName().equals(CURRENT)) {
          Files.move(file.toPath(), to.resolve(file.getName()));
        }
      }
      Files.move(from.resolve(CURRENT), to.resolve(CURRENT));
      Files.delete(from);
    } catch (IOException e) {
      throw KvException.ofIo("RocksDB store: moving " + from + " to " + to + " failed", e);
    }
  }

  /** Copies the files of a store that nobody writes to, durably, into an empty directory. */
  static void copyStore(Path from, Path to) {
    try {
      for (File file : files(from)) {
        if (!file.getName().equals(CURRENT)) {
          copy(file.toPath(), to.resolve(file.getName()));
        }
      }
      copy(from.resolve(CURRENT), to.resolve(CURRENT));
    } catch (IOException e) {
      throw KvException.ofIo("RocksDB store: copying " + from + " to " + to + " failed", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to);
    try (FileChannel copied = FileChannel.open(to, StandardOpenOption.WRITE)) {
      copied.force(true);
    }
  }

  private static List<File> files(Path directory) {
    try {
      List<File> files = new ArrayList<>();
      for (Path path : Presence.in(directory)) {
        // RocksDB deletes what it needs no more meanwhile.
        if (Presence.ofFile(path)) {
          files.add(path.toFile());
        }
      }
      return files;
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw KvException.ofIo("RocksDB store: listing " + directory + " failed", e);
    }
  }
}
