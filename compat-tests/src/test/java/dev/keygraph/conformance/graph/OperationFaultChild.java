package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.operations.BackupManifest;
import dev.keygraph.operations.Backups;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.Migrations;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A process that does operations on a store while its disk fails, says how they ended, and checks
 * what they left when the disk is healed: see {@link OperationFaultTest}.
 */
public final class OperationFaultChild {
  static final String OK = "ok";
  static final String END = "end";

  /** The disk is healed, and what it did not remove is to be removed before the next attempt. */
  static final String CLEAR = "clear";

  /** What is done. */
  enum Operation {
    /** Backs the store up to a directory. */
    BACKUP,
    /** Backs the store up to a stream. */
    STREAM,
    /** Makes another store of a backup. */
    RESTORE,
    /** Replaces the store by an older backup. */
    RESTORE_OVER,
    /** Moves the store to the same engine under another name. */
    MIGRATE,
    /** Gives space back. */
    COMPACT,
    /** Imports units into an empty graph. */
    IMPORT
  }

  private static final int COMMITS_BEFORE = 12;

  /** The commit that follows an operation changes less than these. */
  private static final int COMMITS_EACH = 5;

  /** More than an import sorts in a mebibyte. */
  private static final int IMPORTED_OWNERS = 1_200;

  private static final int EDGES_EACH = 12;

  private final KillStore store;
  private final long seed;
  private final KillHistory history;
  private final Map<String, UnitContent> imported = new TreeMap<>();
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  private TestGraph graph;
  private TestGraph target;
  private long version;
  private long saved;

  private OperationFaultChild(KillStore store, long seed) {
    this.store = store;
    this.seed = seed;
    this.history = GraphKillLoop.history(seed, 0);
    this.graph = store.graph(store.directory(), 0);
    this.target = store.graph(store.imported(), 0);
    UnitContent large = Units.large("large", IMPORTED_OWNERS, EDGES_EACH).build();
    imported.put(large.path(), large);
  }

  /**
   * Does what it is told to, until the end; started by the test.
   *
   * @param arguments class of the kit, directory of the stores, settings, seed
   */
  public static void main(String[] arguments) throws Exception {
    GraphConformance kit = GraphChild.kit(arguments[0]);
    Config settings = EngineSettings.ofArgument(arguments[2]);
    KillStore store = new KillStore(kit, Path.of(arguments[1]), 0, Durability.DURABLE, settings);
    new OperationFaultChild(store, Long.parseLong(arguments[3])).run();
  }

  private void run() throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (int i = 0; i < COMMITS_BEFORE; i++) {
      commit();
      if (i == COMMITS_BEFORE / 2) {
        saved = GraphOperations.of(graph.graph()).backup(store.saved()).version();
      }
    }
    for (String line = input.readLine(); !END.equals(line); line = input.readLine()) {
      Operation operation = Operation.valueOf(String.valueOf(line));
      prepare(operation);
      say("ready");
      input.readLine();
      String outcome = outcome(operation);
      say("ended " + outcome);
      boolean clear = CLEAR.equals(input.readLine());
      boolean done = outcome.equals(OK);
      checkLeft(operation, done);
      if (!done) {
        checkStore(operation);
        if (clear) {
          KillStore.delete(store.backup());
          clearTarget(operation);
        }
        perform(operation);
        checkLeft(operation, true);
      }
      checkStore(operation);
      target.close();
      KillStore.delete(store.backup());
      KillStore.delete(store.imported());
      say("checked");
    }
    graph.close();
  }

  /** A target that is a store is none that a failure left. */
  private void clearTarget(Operation operation) throws IOException {
    if (operation == Operation.RESTORE) {
      KillStore.delete(store.imported());
    }
  }

  private void prepare(Operation operation) {
    for (int i = 0; i < COMMITS_EACH; i++) {
      commit();
    }
    switch (operation) {
      case RESTORE_OVER, MIGRATE -> graph.close();
      case IMPORT -> assertThat(target.graph().version()).isZero();
      default -> stream.reset();
    }
  }

  private void commit() {
    version = graph.graph().writer().commit(history.changes(graph.graph().version() + 1));
  }

  private void perform(Operation operation) {
    switch (operation) {
      case BACKUP -> GraphOperations.of(graph.graph()).backup(store.backup());
      case STREAM -> {
        stream.reset();
        GraphOperations.of(graph.graph()).backup(stream);
      }
      case RESTORE -> Backups.restore(store.saved(), store.imported(), KvProgress.SILENT);
      case RESTORE_OVER -> {
        graph.close();
        Backups.restoreOver(store.saved(), store.directory(), KvProgress.SILENT);
      }
      case MIGRATE -> {
        graph.close();
        Migrations.migrate(
            store.writer(),
            store.options(store.directory()),
            store.notTheWriter(),
            store.options(store.directory()),
            KvProgress.SILENT);
      }
      case COMPACT -> GraphOperations.of(graph.graph()).compact();
      case IMPORT ->
          target
              .graph()
              .importUnits(
                  imported.values().iterator(), ImportOptions.defaults().withMemoryBytes(1 << 20));
    }
  }

  private String outcome(Operation operation) {
    try {
      perform(operation);
      return OK;
    } catch (KvException e) {
      return e.getClass().getSimpleName()
          + ": "
          + String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  /** What the operation makes is whole, or nobody takes it for that. */
  private void checkLeft(Operation operation, boolean done) throws IOException {
    switch (operation) {
      case BACKUP -> {
        if (done || isWholeBackup()) {
          checkBackup(Backups.check(store.backup(), KvProgress.SILENT));
          KillStore.delete(store.backup());
        }
      }
      case STREAM -> {
        if (done) {
          restoreStream();
          checkTarget(version);
        }
      }
      case RESTORE -> {
        boolean isStore = KvStores.engineOf(store.imported()).isPresent();
        assertThat(isStore).as("the target is a store").isEqualTo(done);
        if (done) {
          checkTarget(saved);
        }
      }
      case RESTORE_OVER -> {
        graph = store.graph(store.directory(), 0);
        long found = graph.graph().version();
        assertThat(found).isIn(done ? List.of(saved) : List.of(saved, version));
        version = found;
      }
      case MIGRATE -> graph = store.graph(store.directory(), 0);
      case COMPACT -> {}
      case IMPORT -> {
        try {
          target.graph().flush();
        } catch (KvException refused) {
          closeAnyhow(target, refused);
          target = store.graph(store.imported(), 0);
        }
        boolean empty = target.graph().version() == 0;
        assertThat(empty && done).as("an import that was acknowledged is gone").isFalse();
        checkContent(target, empty ? Map.of() : imported);
        if (!empty && !done) {
          target.close();
          KillStore.delete(store.imported());
          target = store.graph(store.imported(), 0);
        }
      }
    }
  }

  /** What a failure left is a backup or none; never a damaged one. */
  private boolean isWholeBackup() {
    try {
      Backups.check(store.backup(), KvProgress.SILENT);
      return true;
    } catch (KvWrongFormatException e) {
      String missing = Files.exists(store.backup()) ? "not finished" : "there is no backup";
      assertThat(e).hasMessageContaining(missing);
      return false;
    }
  }

  private void checkBackup(BackupManifest manifest) {
    assertThat(manifest.version()).isEqualTo(version);
    try (TestGraph copy = store.graph(store.backup(), 0)) {
      checkContent(copy, unitsAt(version));
    }
  }

  private void restoreStream() {
    Backups.restore(
        new ByteArrayInputStream(stream.toByteArray()), store.imported(), KvProgress.SILENT);
  }

  private void checkTarget(long expected) throws IOException {
    try (TestGraph restored = store.graph(store.imported(), 0)) {
      checkContent(restored, unitsAt(expected));
    }
    KillStore.delete(store.imported());
  }

  /** The store holds all, and takes commits, now or when it is opened again; and it is clean. */
  private void checkStore(Operation operation) throws IOException {
    if (operation == Operation.IMPORT) {
      target.close();
      checkClean(store.imported(), target);
    }
    try {
      commit();
    } catch (KvException refused) {
      closeAnyhow(graph, refused);
      graph = store.graph(store.directory(), 0);
      assertThat(graph.graph().version()).isEqualTo(version);
      commit();
    }
    checkContent(graph, unitsAt(version));
    graph.close();
    checkClean(store.directory(), graph);
    assertThat(graph.graph().version()).isEqualTo(version);
    checkContent(graph, unitsAt(version));
  }

  private static void closeAnyhow(TestGraph refusing, KvException refused) {
    try {
      refusing.close();
    } catch (KvException alsoRefused) {
      refused.addSuppressed(alsoRefused);
    }
  }

  /** Opened for writing, a directory holds no more than a store does. */
  private static void checkClean(Path directory, TestGraph opened) throws IOException {
    opened.graph();
    try (Stream<Path> paths = Files.list(directory)) {
      List<String> names = paths.map(path -> path.getFileName().toString()).sorted().toList();
      assertThat(names)
          .filteredOn(name -> !Set.of("keygraph.store", "keygraph.lock").contains(name))
          .singleElement()
          .asString()
          .startsWith("data-");
    }
  }

  private Map<String, UnitContent> unitsAt(long wanted) {
    return GraphKillLoop.history(seed, 0).at(wanted);
  }

  private static void checkContent(TestGraph test, Map<String, UnitContent> units) {
    try (GraphSnapshot snapshot = test.graph().snapshot()) {
      assertThat(new SnapshotAnswers(snapshot).units()).isEqualTo(units);
    }
    Collection<?> findings = GraphOperations.of(test.store()).verify().findings();
    assertThat(findings).as("findings").isEmpty();
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
