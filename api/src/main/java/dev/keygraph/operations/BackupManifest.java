package dev.keygraph.operations;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.guard.StoreFiles;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backup holds: the file {@value #FILE}, which is written last, so that a backup without one
 * is not complete. UTF-8 text, a fixed first line, then one {@code name=value} a line; the last one
 * is the SHA-256 of all before it.
 *
 * <pre>
 * keygraph backup
 * format=1
 * engine=lmdb
 * created=2026-01-31T12:00:00Z
 * graph-format=1
 * version=17
 * units=6445
 * nodes=94658
 * unresolved=1203
 * edges=462074
 * file=SHA-256 BYTES data-1/data.mdb
 * manifest=SHA-256
 * </pre>
 *
 * @param engine the engine whose store it is
 * @param created when it was made
 * @param graphFormat the version of the graph's format
 * @param version the version of the graph
 * @param units number of units
 * @param nodes number of nodes
 * @param unresolved number of nodes that no unit defines
 * @param edges number of edges
 * @param files all files but the manifest
 */
public record BackupManifest(
    String engine,
    Instant created,
    int graphFormat,
    long version,
    long units,
    long nodes,
    long unresolved,
    long edges,
    List<BackupFile> files) {
  /** The name of the manifest's file. */
  public static final String FILE = "keygraph.backup";

  private static final String FIRST_LINE = "keygraph backup";
  private static final int FORMAT = 1;
  private static final String LAST = "manifest=";

  /**
   * A file of a backup.
   *
   * @param path its path in the backup, with {@code /} between names
   * @param bytes its length
   * @param sha256 its SHA-256, in hexadecimal
   */
  public record BackupFile(String path, long bytes, String sha256) {}

  /** Copies the list. */
  public BackupManifest {
    files = List.copyOf(files);
  }

  /** Returns how many bytes all files have together. */
  public long bytes() {
    return files.stream().mapToLong(BackupFile::bytes).sum();
  }

  /** Returns the content of the manifest's file. */
  byte[] encode() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
    line(text, "format", FORMAT);
    line(text, "engine", engine);
    line(text, "created", created);
    line(text, "graph-format", graphFormat);
    line(text, "version", version);
    line(text, "units", units);
    line(text, "nodes", nodes);
    line(text, "unresolved", unresolved);
    line(text, "edges", edges);
    for (BackupFile file : files) {
      line(text, "file", file.sha256() + " " + file.bytes() + " " + file.path());
    }
    String hash = Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
    return text.append(LAST).append(hash).append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append('=').append(value).append('\n');
  }

  /**
   * Reads the content of a manifest's file.
   *
   * @param place where it is, for messages
   * @throws KvCorruptedException if it is damaged
   * @throws KvWrongFormatException if it is none, or a newer version wrote it
   */
  static BackupManifest decode(byte[] content, Object place) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (!text.startsWith(FIRST_LINE + "\n")) {
      throw new KvWrongFormatException("%s is no keygraph backup".formatted(place));
    }
    int last = text.lastIndexOf("\n" + LAST) + 1;
    String before = text.substring(0, last);
    String hash = Sha256.hex(before.getBytes(StandardCharsets.UTF_8));
    if (last == 0 || !text.substring(last).equals(LAST + hash + "\n")) {
      throw damaged(place, "it does not match its own checksum", null);
    }
    Map<String, String> values = new HashMap<>();
    List<BackupFile> files = new ArrayList<>();
    try {
      for (String line : before.lines().skip(1).toList()) {
        int equals = line.indexOf('=');
        String name = line.substring(0, equals);
        String value = line.substring(equals + 1);
        if (name.equals("file")) {
          files.add(file(value));
        } else {
          values.put(name, value);
        }
      }
      long format = number(values, "format");
      if (format > FORMAT) {
        throw new KvWrongFormatException(
            "the backup %s has format %d, this version of keygraph knows formats up to %d; use a newer version"
                .formatted(place, format, FORMAT));
      }
      long graphFormat = number(values, "graph-format");
      String engine = values.getOrDefault("engine", "");
      if (graphFormat > Integer.MAX_VALUE || engine.isEmpty() || files.isEmpty()) {
        throw new IllegalArgumentException("graph-format, engine or files");
      }
      return new BackupManifest(
          engine,
          Instant.parse(values.getOrDefault("created", "")),
          (int) graphFormat,
          number(values, "version"),
          number(values, "units"),
          number(values, "nodes"),
          number(values, "unresolved"),
          number(values, "edges"),
          files);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
      throw damaged(place, "a line cannot be understood", e);
    }
  }

  private static BackupFile file(String line) {
    String[] parts = line.split(" ", 3);
    String path = parts[2];
    boolean ours =
        path.equals(StoreFiles.marker()) || path.startsWith(StoreFiles.engineDirectory() + "/");
    for (String name : path.split("/", -1)) {
      ours &= !name.isBlank() && !name.equals(".") && !name.equals("..") && !name.contains("\\");
      ours &= name.chars().noneMatch(Character::isISOControl);
    }
    if (!ours) {
      throw new IllegalArgumentException("no file of a store: " + path);
    }
    return new BackupFile(path, natural(parts[1]), parts[0]);
  }

  private static long number(Map<String, String> values, String name) {
    return natural(values.getOrDefault(name, ""));
  }

  private static long natural(String digits) {
    long number = Long.parseLong(digits);
    if (number < 0) {
      throw new IllegalArgumentException("less than nothing: " + number);
    }
    return number;
  }

  private static KvCorruptedException damaged(
      Object place, String reason, @Nullable Throwable cause) {
    return new KvCorruptedException(
        "the manifest of the backup %s is damaged: %s; use another backup".formatted(place, reason),
        cause);
  }
}
