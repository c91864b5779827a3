package dev.keygraph.conformance.graph;

import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.operations.Backups;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that commits versions of a graph as its parent says: a number of them; {@code restore}
 * and a path replaces the store, if it can.
 */
public final class ForeignGraphWriter {
  private static final String RESTORE = "restore ";

  private ForeignGraphWriter() {}

  /**
   * Runs until the parent says {@code close}, or is gone.
   *
   * @param arguments class of the test, directory of the store, level, settings, number of units
   */
  public static void main(String[] arguments) throws Exception {
    GraphConformance kit = GraphChild.kit(arguments[0]);
    Path directory = Path.of(arguments[1]);
    StoreOptions options =
        new StoreOptions(
            directory,
            Durability.valueOf(arguments[2]),
            false,
            EngineSettings.ofArgument(arguments[3]));
    int units = Integer.parseInt(arguments[4]);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    TestGraph test = kit.untracked(kit.engineUnderTest(), options, 0);
    say("at " + test.graph().version());
    for (String line = input.readLine();
        line != null && !line.equals("close");
        line = input.readLine()) {
      if (line.startsWith(RESTORE)) {
        test.close();
        restore(Path.of(line.substring(RESTORE.length())), directory);
      } else {
        commit(test.graph(), Integer.parseInt(line), units);
        say("at " + test.graph().version());
      }
    }
    test.close();
    System.exit(0);
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static void commit(Graph graph, int commits, int units) {
    for (int i = 0; i < commits; i++) {
      UnitChanges.Builder changes = UnitChanges.builder();
      Units.versioned(units, graph.version() + 1).forEach(changes::replace);
      graph.writer().commit(changes.build());
    }
  }

  private static void restore(Path backup, Path directory) {
    try {
      Backups.restoreOver(backup, directory, KvProgress.SILENT);
      say("restored");
    } catch (KvException e) {
      say(e.getClass().getSimpleName());
    }
  }
}
