package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What went wrong: words for it, and what need not be said. */
final class Failures {
  private Failures() {}

  /** Names an I/O failure for what the caller can do. */
  static KvException io(Path path, String attempted, IOException cause) {
    return KvException.ofIo("mapdb: cannot " + attempted + " " + path, cause);
  }

  /** Says that a file is damaged. */
  static KvCorruptedException corrupted(Path path, String what, @Nullable Throwable cause) {
    return new KvCorruptedException(
        "mapdb: "
            + path
            + " is damaged ("
            + what
            + "); restore a backup of the store, or index again into a new directory",
        cause);
  }

  /** Names what failed while a tree was read, or changed, that is worked out from its bytes. */
  static KvException ofTree(Path path, RuntimeException cause) {
    return cause instanceof KvException named ? named : corrupted(path, cause.toString(), cause);
  }

  /** Closes a file in which everything that was promised has been synced before. */
  static void closeQuietly(@Nullable Closeable file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // There is nothing left to lose.
    }
  }
}
