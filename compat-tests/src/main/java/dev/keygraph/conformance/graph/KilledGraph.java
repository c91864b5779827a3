package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.operations.BackupManifest;
import dev.keygraph.operations.Backups;
import dev.keygraph.operations.GraphOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What the parent of killed children knows of one of the stores, and what it must hold. */
final class KilledGraph {
  static final long HOT_BYTES = 1 << 20;

  private final KillStore store;
  private final long seed;
  private final int index;
  private final KillHistory history;
  private long acknowledged;
  private long begun;

  /** The version that a restore was to go back to, if its end is not known. */
  private OptionalLong restoring = OptionalLong.empty();

  private long commits;
  private long checked;
  private boolean wasKilled;
  private KillPhase phase = KillPhase.BETWEEN;
  private long phaseSince;

  KilledGraph(KillStore store, long seed, int index) {
    this.store = store;
    this.seed = seed;
    this.index = index;
    this.history = GraphKillLoop.history(seed, index);
  }

  KillPhase phase() {
    return phase;
  }

  /** Returns how many commits were acknowledged. */
  long commits() {
    return commits;
  }

  /** A child is about to open the store. */
  void noteStart() {
    phase = opening();
    phaseSince = System.nanoTime();
  }

  private KillPhase opening() {
    return wasKilled ? KillPhase.RECOVERY : KillPhase.OPEN;
  }

  /**
   * Notes what a child said of the store.
   *
   * @return how long the phase took that ended, or a negative number
   */
  long note(KillPhase said, boolean begins, long version) {
    if (begins) {
      phase = said == KillPhase.RECOVERY ? opening() : said;
      phaseSince = System.nanoTime();
      if (said == KillPhase.COMMIT) {
        begun = version;
      } else if (said == KillPhase.RESTORE) {
        restoring = OptionalLong.of(version);
      }
      return -1;
    }
    phase = KillPhase.BETWEEN;
    assertWithin(version);
    if (said == KillPhase.RESTORE) {
      assertThat(OptionalLong.of(version)).as("restored version").isEqualTo(restoring);
      // At every level: a restore is synced.
      checked = version;
    }
    commits += said == KillPhase.COMMIT ? 1 : 0;
    known(version);
    return System.nanoTime() - phaseSince;
  }

  void noteKill() {
    wasKilled = true;
  }

  /** Power was lost, too, and the store's level promises no more than a prefix of the commits. */
  void noteLoss() {
    acknowledged = checked;
  }

  private void known(long version) {
    acknowledged = version;
    begun = version;
    restoring = OptionalLong.empty();
  }

  private void assertWithin(long version) {
    if (OptionalLong.of(version).equals(restoring)) {
      return;
    }
    assertThat(version)
        .as("version of %s, acknowledged %d, begun %d", store.directory(), acknowledged, begun)
        .isBetween(acknowledged, Math.max(acknowledged, begun));
  }

  /** Opens the graph, compares all of it with what it must hold, and commits to it. */
  void check(boolean hot) throws IOException {
    try (TestGraph graph = store.graph(store.directory(), hot ? HOT_BYTES : 0)) {
      long version = graph.graph().version();
      assertWithin(version);
      checkSame(history.at(version).values(), graph);
      assertThat(graph.graph().writer().commit(history.changes(version + 1)))
          .isEqualTo(version + 1);
      checkSame(history.at(version + 1).values(), graph);
      known(version + 1);
      checked = version + 1;
    }
    wasKilled = false;
    if (phase == KillPhase.IMPORT) {
      checkImport();
    } else if (phase == KillPhase.BACKUP) {
      checkBackup();
    }
    phase = KillPhase.BETWEEN;
  }

  /**
   * Checks another directory that may be what is left of the store, and keeps nothing in mind. Asks
   * no questions: all units are compared, and all that follows from them is verified.
   */
  void checkCopy(Path copy) {
    KillHistory expected = GraphKillLoop.history(seed, index);
    try (TestGraph graph = store.graph(copy, 0)) {
      long version = graph.graph().version();
      assertWithin(version);
      checkUnits(expected.at(version), graph);
      assertThat(graph.graph().writer().commit(expected.changes(version + 1)))
          .isEqualTo(version + 1);
      checkUnits(expected.at(version + 1), graph);
    }
  }

  private static void checkUnits(Map<String, UnitContent> units, TestGraph graph) {
    try (GraphSnapshot snapshot = graph.graph().snapshot()) {
      assertThat(new SnapshotAnswers(snapshot).units()).isEqualTo(units);
    }
    assertThat(GraphOperations.of(graph.store()).verify().findings()).as("findings").isEmpty();
  }

  private static void checkSame(Collection<UnitContent> units, TestGraph graph) {
    GraphGroup.checkAgainst(new Facts(units), graph);
    assertThat(GraphOperations.of(graph.store()).verify().findings()).as("findings").isEmpty();
  }

  /** An import into an empty store is there as a whole, or not at all. */
  private void checkImport() throws IOException {
    try (TestGraph graph = store.graph(store.imported(), 0)) {
      boolean empty = graph.graph().version() == 0;
      checkSame(empty ? List.of() : importedUnits(graph), graph);
      graph.graph().writer().replaceUnit(Units.defining("after", "f"));
      assertThat(GraphOperations.of(graph.store()).verify().findings()).as("findings").isEmpty();
    }
    KillStore.delete(store.imported());
  }

  /** Of the versions that the child may have imported, the marker unit says which it was. */
  private Collection<UnitContent> importedUnits(TestGraph graph) {
    try (GraphSnapshot snapshot = graph.graph().snapshot()) {
      UnitContent marker = snapshot.unitContent(KillHistory.MARKER).orElseThrow();
      return unitsAt(KillHistory.versionOf(marker)).values();
    }
  }

  private Map<String, UnitContent> unitsAt(long version) {
    return GraphKillLoop.history(seed, index).at(version);
  }

  /** A backup has its manifest, and is complete; or it has none, and is no backup. */
  private void checkBackup() throws IOException {
    if (Files.exists(store.backup().resolve(BackupManifest.FILE))) {
      BackupManifest manifest = Backups.check(store.backup(), KvProgress.SILENT);
      try (TestGraph copy = store.graph(store.backup(), 0)) {
        assertThat(copy.graph().version()).isEqualTo(manifest.version());
        checkSame(unitsAt(manifest.version()).values(), copy);
      }
    } else {
      assertThatThrownBy(() -> Backups.check(store.backup(), KvProgress.SILENT))
          .isInstanceOf(KvWrongFormatException.class);
    }
    KillStore.delete(store.backup());
  }
}
