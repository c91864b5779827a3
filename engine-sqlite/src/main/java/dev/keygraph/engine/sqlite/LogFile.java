package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The file of SQLite's write-ahead log, on which SQLite has no locks. */
final class LogFile {
  private static final int CHUNK_BYTES = 1 << 20;

  private LogFile() {}

  /** Writes what the file holds to it, while nobody changes it. */
  static void writeAgain(Path path) throws IOException {
    if (!Presence.of(path)) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      byte[] chunk = new byte[CHUNK_BYTES];
      long length = file.length();
      for (long at = 0; at < length; at += chunk.length) {
        int count = (int) Math.min(chunk.length, length - at);
        file.seek(at);
        file.readFully(chunk, 0, count);
        file.seek(at);
        file.write(chunk, 0, count);
      }
    }
  }
}
