package dev.keygraph.conformance.graph;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.GraphSnapshot;
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
 * A process that makes stores, and one that opens them while its disk fails, and once more when it
 * is healed: see {@link OpenFaultTest}.
 */
public final class OpenFaultChild {
  static final String OK = "ok";

  /** What a store is before it is opened. */
  enum Before {
    /** There is none. */
    MISSING(0),
    /** It was closed. */
    CLOSED(1),
    /** Its process was killed. */
    KILLED(2);

    private final int number;

    Before(int number) {
      this.number = number;
    }

    /** Returns the number of the store. */
    int number() {
      return number;
    }
  }

  static final int COMMITS = 8;

  private final GraphConformance kit;
  private final Path base;
  private final Config settings;
  private final long seed;
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private OpenFaultChild(GraphConformance kit, Path base, Config settings, long seed) {
    this.kit = kit;
    this.base = base;
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Makes or opens the stores; started by the test.
   *
   * @param arguments class of the kit, directory of the stores, settings, seed, and {@code make} or
   *     {@code open}
   */
  public static void main(String[] arguments) throws Exception {
    OpenFaultChild child =
        new OpenFaultChild(
            GraphChild.kit(arguments[0]),
            Path.of(arguments[1]),
            EngineSettings.ofArgument(arguments[2]),
            Long.parseLong(arguments[3]));
    if (arguments[4].equals("make")) {
      child.make();
    } else {
      child.open();
    }
  }

  private void make() throws IOException {
    KillStore closed = store(Before.CLOSED);
    try (TestGraph graph = closed.graph(closed.directory(), 0)) {
      commit(graph, COMMITS);
    }
    KillStore killed = store(Before.KILLED);
    commit(killed.graph(killed.directory(), 0), COMMITS);
    say("made", OK);
    // The parent kills this process.
    input.readLine();
  }

  private void open() throws IOException {
    say("ready", OK);
    for (Before before : Before.values()) {
      input.readLine();
      KillStore store = store(before);
      say(before.name(), outcome(store));
    }
    input.readLine();
    for (Before before : Before.values()) {
      KillStore store = store(before);
      try (TestGraph graph = store.graph(store.directory(), 0)) {
        check(graph, before == Before.MISSING ? 0 : COMMITS);
        commit(graph, COMMITS + 1);
        check(graph, COMMITS + 1);
      }
    }
    say("healed", OK);
  }

  private KillStore store(Before before) {
    return new KillStore(kit, base, before.number, Durability.DURABLE, settings);
  }

  private KillHistory history() {
    return GraphKillLoop.history(seed, 0);
  }

  private void commit(TestGraph graph, long last) {
    KillHistory history = history();
    for (long version = graph.graph().version() + 1; version <= last; version++) {
      graph.graph().writer().commit(history.changes(version));
    }
  }

  private void check(TestGraph graph, long version) {
    try (GraphSnapshot snapshot = graph.graph().snapshot()) {
      Map<String, ?> units = new SnapshotAnswers(snapshot).units();
      if (snapshot.version() != version || !units.equals(history().at(version))) {
        throw new AssertionError(
            "version %d, and not version %d".formatted(snapshot.version(), version));
      }
    }
    if (!GraphOperations.of(graph.store()).verify().findings().isEmpty()) {
      throw new AssertionError("findings");
    }
  }

  /** Opens a store, reads in it, and closes it. */
  private static String outcome(KillStore store) {
    try (TestGraph graph = store.graph(store.directory(), 0);
        GraphSnapshot snapshot = graph.graph().snapshot()) {
      return OK + " " + snapshot.version();
    } catch (KvException e) {
      return e.getClass().getSimpleName()
          + ": "
          + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  private static void say(String what, String outcome) {
    System.out.println(what + " " + outcome);
    System.out.flush();
  }
}
