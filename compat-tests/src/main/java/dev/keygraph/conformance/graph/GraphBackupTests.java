package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvLockedException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.operations.BackupManifest;
import dev.keygraph.operations.Backups;
import dev.keygraph.operations.GraphOperations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * A backup is the graph of one version, says what it holds, and is restored whole or not at all.
 */
abstract class GraphBackupTests extends RepairTests {
  private static final int UNITS = 20;

  private void assumeBackup() {
    assumeTrue(
        traits().backup() && traits().persistent(),
        () -> "engine " + engine().name() + " does not declare: backup");
  }

  private GraphOperations operations() {
    return GraphOperations.of(main().store());
  }

  private void commit(long version) {
    UnitChanges.Builder changes = UnitChanges.builder();
    Units.versioned(UNITS, version).forEach(changes::replace);
    writer().commit(changes.build());
  }

  /** Opens a store and checks that it is the graph of a version. */
  private void check(Path store, BackupManifest manifest) {
    try (TestGraph graph = newGraph(store, level());
        GraphSnapshot snapshot = graph.graph().snapshot()) {
      assertThat(snapshot.version()).isEqualTo(manifest.version());
      assertThat(manifest.units()).isEqualTo(UNITS);
      assertThat(snapshot.statistics().edges()).isEqualTo(manifest.edges());
      checkAgainst(new Facts(Units.versioned(UNITS, manifest.version())), graph);
    }
  }

  @Test
  final void aBackupUnderLoadIsTheGraphOfItsVersion() {
    assumeBackup();
    commit(1);
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch writing = new CountDownLatch(10);
    try (Crew crew = new Crew()) {
      crew.start(
          "writer",
          () -> {
            while (!done.get()) {
              commit(graph().version() + 1);
              writing.countDown();
            }
          });
      crew.start(
          "backups",
          () -> {
            try {
              assertThat(writing.await(1, TimeUnit.MINUTES)).isTrue();
              long before = graph().version();
              BackupManifest manifest = operations().backup(graphs.resolve("backup"));
              assertThat(manifest.version()).isBetween(before, graph().version());
              ByteArrayOutputStream stream = new ByteArrayOutputStream();
              BackupManifest streamed = operations().backup(stream);
              Backups.restore(
                  new ByteArrayInputStream(stream.toByteArray()),
                  graphs.resolve("streamed"),
                  KvProgress.SILENT);
              check(graphs.resolve("streamed"), streamed);
              Backups.restore(
                  graphs.resolve("backup"), graphs.resolve("restored"), KvProgress.SILENT);
              check(graphs.resolve("restored"), manifest);
              check(graphs.resolve("backup"), manifest);
            } finally {
              done.set(true);
            }
          });
    }
  }

  @Test
  final void aManifestNamesEveryFileAndComesBackAsItWas() throws IOException {
    assumeBackup();
    commit(1);
    Path backup = graphs.resolve("backup");
    BackupManifest manifest = operations().backup(backup);
    assertThat(manifest.engine()).isEqualTo(engine().name());
    assertThat(manifest.files()).extracting(BackupManifest.BackupFile::path).isSorted();
    assertThat(manifest.files())
        .extracting(BackupManifest.BackupFile::path)
        .contains("keygraph.store")
        .anyMatch(path -> path.startsWith("data-1/"));
    assertThat(Backups.check(backup, KvProgress.SILENT)).isEqualTo(manifest);
  }

  @Test
  final void aFileIsABackupOnceItHasItsName() throws IOException {
    assumeBackup();
    commit(1);
    Path file = graphs.resolve("backup.zip");
    BackupManifest manifest = operations().backupFile(file);
    byte[] content = Files.readAllBytes(file);
    commit(2);
    assertThatThrownBy(() -> operations().backupFile(file))
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasBinaryContent(content);
    Path nowhere = graphs.resolve("absent").resolve("backup.zip");
    assertThatThrownBy(() -> operations().backupFile(nowhere))
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(nowhere.toString());
    assertThat(graphs.resolve("backup.zip.part")).doesNotExist();
    Backups.restore(
        new ByteArrayInputStream(content), graphs.resolve("restored"), KvProgress.SILENT);
    check(graphs.resolve("restored"), manifest);
  }

  @Test
  final void aDamagedBackupIsRefusedAndNothingRestored() throws IOException {
    assumeBackup();
    commit(1);
    Path backup = graphs.resolve("backup");
    Path target = graphs.resolve("target");
    BackupManifest manifest = operations().backup(backup);
    for (BackupManifest.BackupFile each : manifest.files()) {
      Path file = backup.resolve(each.path());
      // The store below is none the worse for it, which is checked after the test.
      byte[] content = Files.readAllBytes(file);
      if (content.length > 0) {
        byte[] flipped = content.clone();
        flipped[content.length / 2] ^= 4;
        Files.write(file, flipped);
        expectRefused(backup, target, KvCorruptedException.class, each.path());
      }
      Files.write(file, Arrays.copyOf(content, content.length + 1));
      expectRefused(backup, target, KvCorruptedException.class, each.path());
      Files.delete(file);
      expectRefused(backup, target, KvCorruptedException.class, each.path());
      Files.write(file, content);
    }
    Path file = backup.resolve(BackupManifest.FILE);
    byte[] content = Files.readAllBytes(file);
    for (int index = content.length / 5; index < content.length; index += content.length / 5) {
      byte[] flipped = content.clone();
      flipped[index] ^= 1;
      Files.write(file, flipped);
      expectRefused(backup, target, KvCorruptedException.class, "manifest");
      Files.write(file, Arrays.copyOf(content, index));
      expectRefused(backup, target, KvException.class, backup.toString());
    }
    Files.delete(file);
    expectRefused(backup, target, KvWrongFormatException.class, BackupManifest.FILE);
    Files.write(file, content);
    Backups.restore(backup, target, KvProgress.SILENT);
    check(target, manifest);
  }

  private static void expectRefused(
      Path backup, Path target, Class<? extends KvException> error, String name) {
    assertThatThrownBy(() -> Backups.restore(backup, target, KvProgress.SILENT))
        .isInstanceOf(error)
        .hasMessageContaining(name);
    assertThat(target).doesNotExist();
  }

  @Test
  final void aStreamThatIsCutOffOrChangedLeavesNoStore() {
    assumeBackup();
    commit(1);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    operations().backup(stream);
    byte[] whole = stream.toByteArray();
    for (int part = 0; part < 12; part++) {
      byte[] cut = Arrays.copyOf(whole, (int) ((long) whole.length * part / 12));
      expectNoStore(cut, graphs.resolve("cut-" + part));
      byte[] changed = whole.clone();
      // The directory of a zip at its end is not read, and holds nothing that is needed.
      changed[(int) ((long) whole.length * part / 14)] ^= 0x10;
      expectNoStoreOrTheSame(changed, graphs.resolve("changed-" + part));
    }
  }

  private static void expectNoStore(byte[] stream, Path target) {
    assertThatThrownBy(
            () -> Backups.restore(new ByteArrayInputStream(stream), target, KvProgress.SILENT))
        .isInstanceOf(KvException.class);
    assertThat(target.resolve("keygraph.store")).doesNotExist();
  }

  /** Some bits of a stream mean nothing, such as the times of its entries. */
  private void expectNoStoreOrTheSame(byte[] stream, Path target) {
    BackupManifest manifest;
    try {
      manifest = Backups.restore(new ByteArrayInputStream(stream), target, KvProgress.SILENT);
    } catch (KvException e) {
      assertThat(target.resolve("keygraph.store")).doesNotExist();
      return;
    }
    check(target, manifest);
  }

  @Test
  final void nothingIsRestoredOverWhatIsThereUnasked() throws IOException {
    assumeBackup();
    commit(1);
    Path backup = graphs.resolve("backup");
    BackupManifest manifest = operations().backup(backup);
    commit(2);
    Path mine = Files.createDirectory(graphs.resolve("mine"));
    Path letter = Files.writeString(mine.resolve("letter"), "hi");
    Path store = main().store().directory();
    for (Path target : List.of(mine, store, backup)) {
      assertThatThrownBy(() -> Backups.restore(backup, target, KvProgress.SILENT))
          .isInstanceOf(KvIoException.class)
          .hasMessageContaining(target.toString());
    }
    assertThatThrownBy(() -> Backups.restoreOver(backup, mine, KvProgress.SILENT))
        .isInstanceOf(KvWrongFormatException.class);
    assertThat(letter).hasContent("hi");
    assertThatThrownBy(() -> Backups.restoreOver(backup, store, KvProgress.SILENT))
        .isInstanceOf(KvLockedException.class);
    checkUnits(Units.versioned(UNITS, 2));
    main().close();
    Backups.restoreOver(backup, store, KvProgress.SILENT);
    checkUnits(Units.versioned(UNITS, 1));
    assertThat(graph().version()).isEqualTo(manifest.version());
    try (var files = Files.list(store)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("data-")))
          .hasSize(1);
    }
  }

  @Test
  final void whatCannotBeBackedUpIsRefused() {
    assumeFalse(traits().backup(), () -> "engine " + engine().name() + " declares: backup");
    commit(1);
    assertThatThrownBy(() -> operations().backup(graphs.resolve("backup")))
        .isInstanceOf(KvUnsupportedException.class);
    assertThatThrownBy(() -> operations().backup(new ByteArrayOutputStream()))
        .isInstanceOf(KvUnsupportedException.class);
  }
}
