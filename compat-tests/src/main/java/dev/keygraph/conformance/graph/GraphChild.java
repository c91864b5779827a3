package dev.keygraph.conformance.graph;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.operations.BackupManifest;
import dev.keygraph.operations.Backups;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.Migrations;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that works at the stores of a {@link GraphKillLoop}, one thread each, and says what it
 * begins and what it has done, until it is killed.
 */
public final class GraphChild {
  /** Of the steps, those that are what the parent wants to hit; the others are commits. */
  private static final double WANTED = 0.7;

  // Unbuffered, so that what was said before a kill arrives.
  private static final FileOutputStream OUTPUT = new FileOutputStream(FileDescriptor.out);

  private final KillStore store;
  private final int index;
  private final KillHistory history;
  private final KillHistory imported;
  private final SplittableRandom random;

  private GraphChild(KillStore store, int index, long seed) {
    this.store = store;
    this.index = index;
    this.history = GraphKillLoop.history(seed, index);
    this.imported = GraphKillLoop.history(seed, index);
    this.random = new SplittableRandom(System.nanoTime() + index);
  }

  /**
   * Runs until it is killed; started by the kill loop.
   *
   * @param arguments class of the test, directory of the stores, level, settings, seed
   */
  public static void main(String[] arguments) throws Exception {
    GraphConformance kit = kit(arguments[0]);
    Path base = Path.of(arguments[1]);
    Durability durability = Durability.valueOf(arguments[2]);
    Config settings = EngineSettings.ofArgument(arguments[3]);
    long seed = Long.parseLong(arguments[4]);
    rehearse(new KillStore(kit, base.resolve("rehearsal"), 0, durability, settings));
    say("ready");
    String wanted =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    if (wanted == null) {
      return;
    }
    KillPhase phase = KillPhase.valueOf(wanted);
    say("go");
    ExecutorService threads =
        Executors.newFixedThreadPool(
            KillStore.STORES,
            work -> {
              Thread thread = new Thread(work, "worker");
              thread.setDaemon(true);
              return thread;
            });
    CompletionService<Void> workers = new ExecutorCompletionService<>(threads);
    for (int i = 0; i < KillStore.STORES; i++) {
      KillStore store = new KillStore(kit, base, i, durability, settings);
      GraphChild child = new GraphChild(store, i, seed);
      workers.submit(() -> child.work(phase));
    }
    // None of them ends but by a failure.
    workers.take().get();
  }

  static GraphConformance kit(String className) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (GraphConformance) constructor.newInstance();
  }

  /** Loads what the work needs, so that kills hit the work and no class loading. */
  private static void rehearse(KillStore store) throws IOException {
    KillStore.delete(store.directory());
    KillHistory history = new KillHistory(1);
    try (TestGraph graph = store.graph(store.directory(), 0)) {
      for (int i = 1; i <= 3; i++) {
        graph.graph().writer().commit(history.changes(i));
      }
    }
  }

  private Void work(KillPhase wanted) throws IOException {
    say(KillPhase.RECOVERY, true, 0);
    // One that reads ahead, and notes what it read, while it is killed.
    TestGraph graph = store.graph(store.directory(), index == 0 ? KilledGraph.HOT_BYTES : 0);
    say(KillPhase.RECOVERY, false, graph.graph().version());
    while (true) {
      graph = step(random.nextDouble() < WANTED ? wanted : KillPhase.COMMIT, graph);
    }
  }

  private TestGraph step(KillPhase phase, TestGraph test) throws IOException {
    Graph graph = test.graph();
    long version = graph.version();
    switch (phase) {
      case IMPORT -> {
        KillStore.delete(store.imported());
        say(phase, true, version);
        try (TestGraph target = store.graph(store.imported(), 0)) {
          target
              .graph()
              .importUnits(imported.at(version).values().iterator(), ImportOptions.defaults());
        }
      }
      case BACKUP -> {
        KillStore.delete(store.backup());
        say(phase, true, version);
        GraphOperations.of(graph).backup(store.backup());
      }
      case COMPACTION -> {
        say(phase, true, version);
        GraphOperations.of(graph).compact();
      }
      case OPEN -> {
        test.close();
        say(phase, true, version);
        test.graph();
      }
      case MIGRATION -> {
        say(phase, true, version);
        test.close();
        KvEngine from = store.writer();
        Migrations.migrate(
            from,
            store.options(store.directory()),
            store.notTheWriter(),
            store.options(store.directory()),
            KvProgress.SILENT);
        TestGraph migrated = store.graph(store.directory(), 0);
        say(phase, false, migrated.graph().version());
        return migrated;
      }
      case RESTORE -> {
        long wanted = save(graph);
        commit(graph);
        test.close();
        say(phase, true, wanted);
        Backups.restoreOver(store.saved(), store.directory(), KvProgress.SILENT);
        TestGraph restored = store.graph(store.directory(), 0);
        say(phase, false, restored.graph().version());
        return restored;
      }
      default -> {
        commit(graph);
        return test;
      }
    }
    say(phase, false, test.graph().version());
    return test;
  }

  private void commit(Graph graph) {
    long next = graph.version() + 1;
    say(KillPhase.COMMIT, true, next);
    say(KillPhase.COMMIT, false, graph.writer().commit(history.changes(next)));
  }

  /** Backs the store up, unless it keeps an older backup, and returns the backup's version. */
  private long save(Graph graph) throws IOException {
    if (random.nextBoolean() && Files.exists(store.saved().resolve(BackupManifest.FILE))) {
      return Backups.check(store.saved(), KvProgress.SILENT).version();
    }
    KillStore.delete(store.saved());
    return GraphOperations.of(graph).backup(store.saved()).version();
  }

  private void say(KillPhase phase, boolean begins, long version) {
    say(index + " " + phase + " " + (begins ? "begin" : "end") + " " + version);
  }

  private static void say(String line) {
    try {
      OUTPUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
