package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.conformance.support.QuietConsole;
import dev.keygraph.conformance.support.Renamed;
import dev.keygraph.conformance.support.Seeds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.operations.Backups;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.Migrations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * A thread is interrupted once, at any moment of an operation or before it: the operation has its
 * effect or fails by name, the flag is set afterwards, and the store is whole.
 */
abstract class GraphInterruptTests extends DamagedEntryTests {
  private static final int TIMES = Integer.getInteger("keygraph.conformance.interrupts", 8);
  private static final long NEVER = Long.MAX_VALUE;
  private static final long BEFORE = -1;
  private static final int UNITS = 30;
  private static final long HOT_BYTES = 1 << 20;

  /** What is interrupted; it is told which time this is, from 0. */
  private interface Operation {
    void run(int time) throws Exception;
  }

  private static List<UnitContent> units(long version) {
    List<UnitContent> units = new ArrayList<>(Units.versioned(UNITS, version));
    units.add(Units.large("large", 400, 6).build());
    return units;
  }

  private static void load(TestGraph graph, long version) {
    graph
        .graph()
        .importUnits(units(version).iterator(), ImportOptions.defaults().withMemoryBytes(1 << 20));
  }

  /** Runs an operation again and again, and interrupts it each time. */
  private static void interrupt(Operation operation) {
    long seed = Seeds.next();
    SplittableRandom random = new SplittableRandom(seed);
    // The first two tell how long it takes; the third is interrupted before it begins.
    long nanos = 1;
    for (int time = 0; time < TIMES; time++) {
      int number = time;
      long delay = time < 2 ? NEVER : time == 2 ? BEFORE : random.nextLong(nanos);
      long start = System.nanoTime();
      try {
        QuietConsole.during(
            () -> {
              try (Crew crew = new Crew()) {
                crew.start("interrupted", () -> runInterrupted(operation, number, delay));
              }
            });
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", time " + time + ": " + e.getMessage(), e);
      }
      if (time < 2) {
        nanos = Math.max(1, System.nanoTime() - start);
      }
    }
  }

  private static void runInterrupted(Operation operation, int number, long delay) throws Exception {
    Thread victim = Thread.currentThread();
    if (delay == NEVER) {
      operation.run(number);
      return;
    }
    if (delay == BEFORE) {
      victim.interrupt();
    }
    Thread pest =
        new Thread(
            () -> {
              LockSupport.parkNanos(delay);
              if (delay != BEFORE) {
                victim.interrupt();
              }
            },
            "pest");
    pest.start();
    try {
      operation.run(number);
    } catch (KvException named) {
      assertThat(named).hasMessageContaining(" ");
    } finally {
      while (pest.isAlive()) {
        Thread.onSpinWait();
      }
      assertThat(Thread.interrupted()).as("the interrupt flag is kept").isTrue();
    }
  }

  /** The version tells which units there are, whether the last writes failed or not. */
  private void checkWhole() {
    long version = graph().version();
    try (GraphSnapshot snapshot = graph().snapshot()) {
      assertThat(snapshot.version()).isEqualTo(version);
    }
    checkLaws(main());
  }

  @Test
  final void anInterruptedCommitIsWholeOrNone() {
    load(main(), 0);
    interrupt(
        time -> {
          UnitContent unit = Units.versioned("unit" + time, 1000 + time);
          long before = graph().version();
          try {
            assertThat(writer().replaceUnit(unit)).isEqualTo(before + 1);
            assertThat(unitContent(unit.path())).contains(unit);
          } catch (KvException named) {
            assertThat(graph().version()).isEqualTo(before);
            throw named;
          }
        });
    checkWhole();
  }

  @Test
  final void anInterruptedImportIsWholeOrNone() {
    interrupt(
        time -> {
          TestGraph graph = newGraph();
          try {
            load(graph, 1);
          } catch (KvException named) {
            assertThat(graph.graph().version()).isZero();
            load(graph, 1);
          }
          checkAgainst(new Facts(units(1)), graph);
          graph.close();
        });
  }

  @Test
  final void anInterruptedImportIntoAFilledGraphGoesOn() {
    load(main(), 0);
    interrupt(time -> load(main(), time + 1));
    checkWhole();
    load(main(), TIMES + 1);
    checkUnits(units(TIMES + 1));
  }

  @Test
  final void questionsOfAnInterruptedThreadAreAnswered() {
    TestGraph graph = newHotGraph(HOT_BYTES);
    Facts facts = new Facts(units(1));
    load(graph, 1);
    interrupt(
        time -> {
          try (GraphSnapshot snapshot = graph.graph().snapshot()) {
            Comparison.assertSame(
                "answers",
                facts,
                new SnapshotAnswers(snapshot),
                Probes.of(List.of(), List.of(), List.of(), List.of()));
          }
        });
  }

  @Test
  final void anInterruptedVerificationFindsNothingThatIsNotThere() {
    load(main(), 1);
    interrupt(time -> assertThat(GraphOperations.of(main().store()).verify().findings()).isEmpty());
  }

  @Test
  final void anInterruptedCompactionChangesNothing() {
    assumePersistent();
    load(main(), 1);
    interrupt(
        time -> {
          writer().replaceUnit(Units.versioned("unit1", 1));
          GraphOperations.of(graph()).compact();
        });
    checkUnits(units(1));
  }

  @Test
  final void anInterruptedBackupIsWholeOrNone() {
    assumeTrue(
        traits().backup() && traits().persistent(),
        () -> "engine " + engine().name() + " does not declare: backup");
    load(main(), 1);
    interrupt(
        time -> {
          Path backup = graphs.resolve("backup-" + time);
          Path restored = graphs.resolve("restored-" + time);
          GraphOperations.of(graph()).backup(backup);
          Backups.restore(backup, restored, KvProgress.SILENT);
          Backups.restoreOver(backup, restored, KvProgress.SILENT);
          ByteArrayOutputStream stream = new ByteArrayOutputStream();
          GraphOperations.of(graph()).backup(stream);
          Path streamed = graphs.resolve("streamed-" + time);
          Backups.restore(
              new ByteArrayInputStream(stream.toByteArray()), streamed, KvProgress.SILENT);
          Path file = graphs.resolve("file-" + time);
          GraphOperations.of(graph()).backupFile(file);
          Path unpacked = graphs.resolve("unpacked-" + time);
          Backups.restore(
              new ByteArrayInputStream(Files.readAllBytes(file)), unpacked, KvProgress.SILENT);
          for (Path each : List.of(backup, restored, streamed, unpacked)) {
            try (TestGraph graph = newGraph(each, level())) {
              checkAgainst(new Facts(units(1)), graph);
            }
          }
        });
    checkUnits(units(1));
  }

  @Test
  final void anInterruptedMigrationLeavesOneStoreOrTheOther() {
    assumePersistent();
    Path directory = graphs.resolve("migrated");
    StoreOptions options = new StoreOptions(directory, level(), false, settings());
    try (TestGraph graph = newGraph(options)) {
      load(graph, 1);
    }
    KvEngine[] engines = {engine(), new Renamed(engine(), "renamed")};
    int[] writer = {0};
    interrupt(
        time -> {
          Migrations.migrate(
              engines[writer[0]], options, engines[1 - writer[0]], options, KvProgress.SILENT);
          writer[0] = 1 - writer[0];
        });

    try (TestGraph graph = untracked(engines[writer[0]], options, 0)) {
      checkAgainst(new Facts(units(1)), graph);
      assertThat(GraphOperations.of(graph.store()).verify().findings()).isEmpty();
    }
  }
}
