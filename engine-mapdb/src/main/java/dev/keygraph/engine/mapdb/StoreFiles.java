package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * The files of a store, and how they come into being.
 *
 * <pre>
 * data.mapdb       the base file
 * data.mapdb.new   one that is being written
 * journal-0, -1    commits since the last checkpoint
 * </pre>
 */
record StoreFiles(Path directory) {

  Path data() {
    return directory.resolve("data.mapdb");
  }

  Path freshData() {
    return directory.resolve("data.mapdb.new");
  }

  /**
   * Creates a store. It exists when its data file has its name, which is the last thing that
   * happens.
   */
  void create(MapDbSettings settings, Consumer<TreeLoader> entries) {
    try {
      for (int i = 0; i < 2; i++) {
        Path journal = Journals.path(directory, i);
        if (Presence.sizeOf(journal) > Journal.HEADER_BYTES) {
          throw Failures.corrupted(directory, "it has a journal but no data file", null);
        }
      }
      write(settings, entries);
      try (Journal first = new Journal(Journals.path(directory, 0), false);
          Journal second = new Journal(Journals.path(directory, 1), false)) {
        first.reset(1, Files.size(freshData()));
        second.retire();
      }
      moveIntoPlace();
    } catch (IOException e) {
      throw Failures.io(directory, "create a store in", e);
    }
  }

  private void write(MapDbSettings settings, Consumer<TreeLoader> entries) {
    try (TreeLoader loader = new TreeLoader(freshData(), settings)) {
      entries.accept(loader);
      loader.finish();
    }
  }

  /** Returns whether there is a data file. */
  boolean exist() {
    try {
      return Presence.of(data());
    } catch (IOException e) {
      throw Failures.io(data(), "look for", e);
    }
  }

  /** Makes the name of the data file durable, which may be one whose last sync failed. */
  void settle() {
    try {
      Directories.sync(directory);
    } catch (IOException e) {
      throw Failures.io(directory, "sync", e);
    }
  }

  /** Gives the fresh data file the name of the data file, in one step. */
  void moveIntoPlace() throws IOException {
    Directories.sync(directory);
    Files.move(
        freshData(), data(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Directories.sync(directory);
  }
}
