package dev.keygraph.conformance.graph;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvException;
import dev.keygraph.operations.GraphOperations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * A process that opens stores and asks them for all that they hold, while their disk cannot be
 * read, and once more when it is healed: see {@link ReadFaultTest}.
 */
public final class ReadFaultChild {
  static final String OK = "ok";
  static final String END = "end";

  private final GraphConformance kit;
  private final Config settings;
  private final Map<String, UnitContent> expected;
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private ReadFaultChild(GraphConformance kit, Config settings, Map<String, UnitContent> expected) {
    this.kit = kit;
    this.settings = settings;
    this.expected = expected;
  }

  /**
   * Opens what it is told to, until the end; started by the test.
   *
   * @param arguments class of the kit, settings, seed of the stores
   */
  public static void main(String[] arguments) throws Exception {
    KillHistory history = GraphKillLoop.history(Long.parseLong(arguments[2]), 0);
    new ReadFaultChild(
            GraphChild.kit(arguments[0]),
            EngineSettings.ofArgument(arguments[1]),
            history.at(OpenFaultChild.COMMITS))
        .run();
  }

  private void run() throws IOException {
    say("ready");
    for (String line = input.readLine(); !END.equals(line); line = input.readLine()) {
      String[] place = line.split(" ", 2);
      KillStore store =
          new KillStore(
              kit, Path.of(place[1]), Integer.parseInt(place[0]), Durability.DURABLE, settings);
      say("ended " + outcome(store));
      input.readLine();
      try (TestGraph graph = store.graph(store.directory(), 0)) {
        check(graph);
        if (!GraphOperations.of(graph.store()).verify().findings().isEmpty()) {
          throw new AssertionError("findings");
        }
      }
      say("checked");
    }
  }

  private String outcome(KillStore store) {
    try (TestGraph graph = store.graph(store.directory(), 0)) {
      check(graph);
      return OK;
    } catch (KvException e) {
      return e.getClass().getSimpleName()
          + ": "
          + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  /** An answer is right, or none. */
  private void check(TestGraph graph) {
    try (GraphSnapshot snapshot = graph.graph().snapshot()) {
      Map<String, UnitContent> units = new SnapshotAnswers(snapshot).units();
      if (!units.equals(expected)) {
        throw new AssertionError("not what was committed");
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
