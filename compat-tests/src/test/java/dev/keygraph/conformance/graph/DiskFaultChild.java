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

/**
 * A process that commits to a graph until its disk fails, says how each of its calls ended, and
 * then opens the graph again: see {@link DiskFaultTest}. Where commits alone promise nothing for a
 * loss of power, it flushes now and then.
 */
public final class DiskFaultChild {
  static final String OK = "ok";

  private static final int COMMITS_BEFORE = 8;
  private static final int MOST_COMMITS = 5_000;
  private static final int BETWEEN_FLUSHES = 4;

  private final KillStore store;
  private final KillHistory history;
  private final Durability durability;
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private long acknowledged;
  private long begun;
  private long promised;

  private DiskFaultChild(KillStore store, Durability durability, long seed) {
    this.store = store;
    this.durability = durability;
    this.history = GraphKillLoop.history(seed, 0);
  }

  /**
   * Goes through all of it; started by the test.
   *
   * @param arguments class of the kit, directory of the store, level, settings, seed
   */
  public static void main(String[] arguments) throws Exception {
    GraphConformance kit = GraphChild.kit(arguments[0]);
    Path base = Path.of(arguments[1]);
    Durability durability = Durability.valueOf(arguments[2]);
    Config settings = EngineSettings.ofArgument(arguments[3]);
    KillStore store = new KillStore(kit, base, 0, durability, settings);
    new DiskFaultChild(store, durability, Long.parseLong(arguments[4])).run();
  }

  private void run() throws IOException {
    TestGraph graph = store.graph(store.directory(), 0);
    for (int i = 0; i < COMMITS_BEFORE; i++) {
      commit(graph);
    }
    say("ready", OK);
    input.readLine();
    String failure = OK;
    for (int i = 0; failure.equals(OK) && i < MOST_COMMITS; i++) {
      failure = outcome(() -> commit(graph));
    }
    say("failed", failure);
    say("reads", outcome(() -> check(graph)));
    say("again", outcome(() -> commitAndFlush(graph)));
    say("waiting", OK);
    input.readLine();
    say("healed", outcome(() -> commitAndFlush(graph)));
    input.readLine();
    say("closed", outcome(graph::close));
    try (TestGraph reopened = store.graph(store.directory(), 0)) {
      long version = reopened.graph().version();
      if (version < acknowledged || version > Math.max(acknowledged, begun)) {
        throw new AssertionError(
            "version %d, acknowledged %d, begun %d".formatted(version, acknowledged, begun));
      }
      acknowledged = version;
      check(reopened);
      commit(reopened);
      check(reopened);
    }
    say("reopened", OK);
  }

  private void commit(TestGraph graph) {
    begun = acknowledged + 1;
    acknowledged = graph.graph().writer().commit(history.changes(begun));
    if (durability == Durability.DURABLE) {
      promised = acknowledged;
    } else if (acknowledged % BETWEEN_FLUSHES == 0) {
      flush(graph);
    }
  }

  private void commitAndFlush(TestGraph graph) {
    commit(graph);
    flush(graph);
  }

  private void flush(TestGraph graph) {
    graph.graph().flush();
    promised = acknowledged;
  }

  /** What was not acknowledged must not be seen. */
  private void check(TestGraph graph) {
    try (GraphSnapshot snapshot = graph.graph().snapshot()) {
      if (!new SnapshotAnswers(snapshot).units().equals(history.at(acknowledged))) {
        throw new AssertionError("other units than those of version " + acknowledged);
      }
    }
    if (!GraphOperations.of(graph.store()).verify().findings().isEmpty()) {
      throw new AssertionError("findings");
    }
  }

  private static String outcome(Runnable call) {
    try {
      call.run();
      return OK;
    } catch (KvException e) {
      return e.getClass().getSimpleName()
          + ": "
          + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  private void say(String what, String outcome) {
    System.out.println(what + " " + promised + " " + begun + " " + outcome);
    System.out.flush();
  }
}
