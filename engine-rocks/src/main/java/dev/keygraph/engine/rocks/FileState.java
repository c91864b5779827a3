package dev.keygraph.engine.rocks;

import dev.keygraph.kv.KvException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the files of a database say of how far its writer is, without being read: each commit makes
 * a log longer, and whatever else changes, the manifest.
 *
 * @param manifest the name and the length of the manifest
 * @param logs the lengths of the logs, by name
 */
record FileState(String manifest, Map<String, Long> logs) {
  /** Copies the lengths. */
  FileState {
    logs = Map.copyOf(logs);
  }

  /**
   * Looks at a database that another process may change meanwhile.
   *
   * @throws KvException if the file system fails
   */
  static FileState of(Path directory) {
    Map<String, Long> logs = new TreeMap<>();
    try {
      for (Path file : Presence.in(directory)) {
        String name = file.getFileName().toString();
        if (name.endsWith(".log")) {
          logs.put(name, file.toFile().length());
        }
      }
      Path current = directory.resolve("CURRENT");
      String name =
          Presence.of(current)
              ? new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1).strip()
              : "";
      return new FileState(name + " " + directory.resolve(name).toFile().length(), logs);
    } catch (IOException e) {
      throw KvException.ofIo("RocksDB store " + directory + ": cannot look at its files", e);
    }
  }
}
