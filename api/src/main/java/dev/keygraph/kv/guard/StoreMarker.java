package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code keygraph.store}, which makes a directory a store: UTF-8 text, a fixed first line,
 * then one {@code name=value} a line.
 *
 * <pre>
 * keygraph store
 * format=1
 * engine=lmdb
 * generation=3
 * making=true        until the engine has made its files
 * </pre>
 *
 * A later version may add lines, which this one ignores, and raises {@code format} if it must not
 * be opened by this one.
 *
 * @param engine the name of the engine that wrote the store
 * @param generation the number of the directory that holds its content
 * @param made whether the engine has made its files there; a crash may have left some of them if
 *     not
 */
record StoreMarker(String engine, long generation, boolean made) {
  static final String FILE = "keygraph.store";
  static final String TEMPORARY = "keygraph.store.tmp";

  /**
   * The version of the layout of a store's directory; what engines and graphs write has its own.
   */
  static final int FORMAT = 1;

  private static final String MAKING = "making";
  private static final String FIRST_LINE = "keygraph store";

  /**
   * Reads the marker of a directory.
   *
   * @return the marker, or {@code null} if there is none
   * @throws KvCorruptedException if there is one that cannot be understood
   * @throws KvWrongFormatException if a newer version wrote it
   */
  static @Nullable StoreMarker read(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      if (!Presence.of(file)) {
        return null;
      }
      return parse(directory, Files.readString(file, StandardCharsets.UTF_8));
    } catch (CharacterCodingException e) {
      throw unreadable(directory, "it is not text", e);
    } catch (IOException e) {
      throw KvException.ofIo("cannot read " + file, e);
    }
  }

  /** Puts this marker in place of the one that is there, at once and durably. */
  void write(Path directory) throws IOException {
    String text =
        "%s\nformat=%d\nengine=%s\ngeneration=%d\n"
                .formatted(FIRST_LINE, FORMAT, engine, generation)
            + (made ? "" : MAKING + "=true\n");
    DurableFiles.replace(
        directory.resolve(FILE),
        directory.resolve(TEMPORARY),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static StoreMarker parse(Path directory, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
      throw unreadable(directory, "its first line is not '" + FIRST_LINE + "'", null);
    }
    Map<String, String> values = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    long format = number(directory, values, "format");
    if (format > FORMAT) {
      throw new KvWrongFormatException(
          "the store %s has format %d, this version of keygraph knows formats up to %d; use a newer version"
              .formatted(directory, format, FORMAT));
    }
    String engine = values.get("engine");
    if (engine == null || engine.isEmpty()) {
      throw unreadable(directory, "it names no engine", null);
    }
    return new StoreMarker(
        engine, number(directory, values, "generation"), !values.containsKey(MAKING));
  }

  private static long number(Path directory, Map<String, String> values, String name) {
    String value = values.getOrDefault(name, "");
    try {
      long number = Long.parseLong(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw unreadable(directory, "its %s is '%s'".formatted(name, value), e);
    }
    throw unreadable(directory, "its %s is '%s'".formatted(name, value), null);
  }

  private static KvCorruptedException unreadable(
      Path directory, String reason, @Nullable Throwable cause) {
    return new KvCorruptedException(
        "the marker %s cannot be understood: %s; restore a backup, or index again into a new directory"
            .formatted(directory.resolve(FILE), reason),
        cause);
  }
}
