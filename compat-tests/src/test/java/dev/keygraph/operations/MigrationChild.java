package dev.keygraph.operations;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.kv.KvStores;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A process that migrates a store back and forth, and says how far it is, until it is killed. */
final class MigrationChild {
  private MigrationChild() {}

  /**
   * Runs until it is killed; started by {@link MigrationTest}.
   *
   * @param arguments directory of the store, two engines
   */
  public static void main(String[] arguments) {
    // Unbuffered, so that what was said before a kill arrives.
    FileOutputStream output = new FileOutputStream(FileDescriptor.out);
    Settings settings =
        Settings.load(
            ConfigFactory.parseMap(Map.of("keygraph.directory", arguments[0])),
            ConfigFactory.empty());
    while (true) {
      String from = KvStores.engineOf(Path.of(arguments[0])).orElseThrow();
      String to = from.equals(arguments[1]) ? arguments[2] : arguments[1];
      say(output, "begin");
      KeyGraph.migrate(settings, to, (task, done, total, unit) -> say(output, task));
      say(output, "end");
    }
  }

  private static void say(FileOutputStream output, String line) {
    try {
      output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
