package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The file {@code keygraph.unsafe}: it is there from a writable opening at level {@code unsafe}
 * until the clean close, and says of a store that is not open that its content cannot be trusted.
 */
final class UnsafeMark {
  static final String FILE = "keygraph.unsafe";

  private UnsafeMark() {}

  /**
   * Refuses a store that bears the mark.
   *
   * @throws KvCorruptedException if it does
   */
  static void refuse(StoreName name) {
    if (isIn(name)) {
      throw new KvCorruptedException(
          "the %s was written with durability unsafe and not closed cleanly: its content cannot be trusted and must be rebuilt (delete the directory and index again)"
              .formatted(name));
    }
  }

  private static boolean isIn(StoreName name) {
    try {
      return Presence.of(name.directory().resolve(FILE));
    } catch (IOException e) {
      throw KvException.ofIo("cannot look for the file " + FILE + " of the " + name, e);
    }
  }

  static void set(Path directory) {
    try {
      DurableFiles.create(
          directory.resolve(FILE),
          "open with durability unsafe, or not closed cleanly\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw KvException.ofIo("cannot create " + directory.resolve(FILE), e);
    }
  }

  static void remove(Path directory) {
    try {
      DurableFiles.delete(directory.resolve(FILE));
    } catch (IOException e) {
      throw KvException.ofIo("cannot delete " + directory.resolve(FILE), e);
    }
  }
}
