package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes a store that was made for work which then failed. */
public final class StoreRemoval {
  private StoreRemoval() {}

  /**
   * Removes all that makes a directory a store; the directory and its lock stay. Does nothing where
   * there is no store.
   *
   * @param engine the engine that wrote it
   * @throws dev.keygraph.kv.KvLockedException if it is open
   * @throws KvException if the file system fails; what is left is still a store, if a damaged one
   */
  public static void remove(String engine, Path directory) {
    if (Files.exists(directory.resolve(StoreMarker.FILE))) {
      StoreRestore.uninterrupted(engine, () -> remove(new StoreName(engine, directory)));
    }
  }

  private static void remove(StoreName name) {
    StoreLock lock = StoreLock.take(name, StoreLock.Use.WRITE);
    try {
      lock.excludeReaders();
      // The marker says whose the rest is, and goes last.
      for (Path file : Presence.in(name.directory())) {
        if (isContent(file)) {
          DurableFiles.deleteTree(file);
        }
      }
      DurableFiles.delete(name.directory().resolve(StoreMarker.FILE));
    } catch (IOException e) {
      throw KvException.ofIo("cannot remove the " + name, e);
    } finally {
      lock.free();
    }
  }

  private static boolean isContent(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.equals(StoreMarker.FILE) && !name.equals(StoreLock.FILE);
  }
}
