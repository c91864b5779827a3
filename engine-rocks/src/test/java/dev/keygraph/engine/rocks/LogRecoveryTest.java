package dev.keygraph.engine.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What a crash or damage leaves of RocksDB's logs. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
final class LogRecoveryTest {
  private static final int COMMITS = 40;

  /** A header of a fragment of a recycled log: RocksDB never gets past one. */
  private static final byte[] RECYCLED = {1, 2, 3, 4, 3, 0, 8, 9, 9, 9, 9, 7, 7, 7};

  @TempDir Path directory;
  private Path closed;
  private Path killed;

  @BeforeEach
  void writeStores() throws IOException {
    closed = Files.createDirectory(directory.resolve("closed"));
    killed = Files.createDirectory(directory.resolve("killed"));
    try (EngineStore store = open(closed, false)) {
      for (int i = 0; i < COMMITS; i++) {
        try (EngineTransaction transaction = store.begin()) {
          transaction.put(key(i), new byte[3_000]);
          transaction.commit();
        }
      }
      try (Stream<Path> files = Files.list(closed)) {
        for (Path file : files.toList()) {
          Files.copy(file, killed.resolve(file.getFileName()));
        }
      }
    }
  }

  @Test
  void theEndOfALogIsReadToItsLastRecord() throws IOException {
    RecordLog log = RecordLog.read(log(closed));
    assertThat(log.ending()).isEqualTo(RecordLog.Ending.NONE);
    assertThat(log.soundEnd()).isEqualTo(log.length()).isGreaterThan(3_000 * COMMITS);
    // The first write is the one that begins the count.
    assertThat(log.lastWrite()).isEqualTo(1 + COMMITS);
  }

  @Test
  void everythingIsThereAfterAKill() {
    assertAllThere(killed);
  }

  @Test
  void whatAKillLeftHalfWrittenIsCutOff() throws IOException {
    Path log = log(killed);
    long whole = Files.size(log);
    byte[] bytes = Files.readAllBytes(log);
    for (byte[] end : List.of(RECYCLED, new byte[100], new byte[5], half(bytes))) {
      Files.write(log, bytes);
      Files.write(log, end, StandardOpenOption.APPEND);
      assertThat(RecordLog.read(log).soundEnd()).isEqualTo(whole);
      Path copy = copy(killed);
      assertAllThere(copy);
    }
  }

  /** The second record, as it was written, up to its middle. */
  private static byte[] half(byte[] bytes) {
    int second = 7 + bytes[4];
    return Arrays.copyOfRange(bytes, second, second + 1_500);
  }

  @Test
  void aLogThatLacksWhatWasAcknowledgedIsRefusedAndKept() throws IOException {
    Path log = log(killed);
    byte[] bytes = Files.readAllBytes(log);
    System.arraycopy(RECYCLED, 0, bytes, 1 << 15, RECYCLED.length);
    Files.write(log, bytes);
    assertThatThrownBy(() -> open(killed, false))
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining(log.getFileName().toString())
        .hasMessageContaining("and had " + (1 + COMMITS))
        .hasMessageContaining("restore a backup");
    assertThat(log).hasBinaryContent(bytes);
  }

  @Test
  void whatWasLoadedIsInNoLogAndNotMissedThere() throws IOException {
    Path loaded = Files.createDirectory(directory.resolve("loaded"));
    Path copy;
    try (EngineStore store = open(loaded, false)) {
      try (EngineTransaction transaction = store.begin()) {
        transaction.put(key(1), new byte[3_000]);
        transaction.commit();
      }
      // With a snapshot, what is loaded is a write of its own.
      try (KvSnapshot before = store.snapshot();
          EngineStore.BulkLoader loader = ((EngineStore.BulkLoad) store).bulkLoader()) {
        loader.put(key(2), 0, key(2).length, new byte[100], 0, 100);
        loader.finish();
        assertThat(before.get(key(2))).isNull();
      }
      store.flush();
      copy = copy(loaded);
    }
    Files.write(log(copy), RECYCLED, StandardOpenOption.APPEND);
    try (EngineStore store = open(copy, false);
        KvSnapshot snapshot = store.snapshot()) {
      assertThat(snapshot.get(key(1))).hasSize(3_000);
      assertThat(snapshot.get(key(2))).hasSize(100);
    }
  }

  @Test
  void anyDamageOfAStoreThatWasClosedIsRefused() throws IOException {
    for (Path file : List.of(log(closed), manifest(closed))) {
      byte[] bytes = Files.readAllBytes(file);
      for (byte[] end : List.of(RECYCLED, new byte[100], new byte[5])) {
        Path copy = copy(closed);
        Files.write(copy.resolve(file.getFileName()), end, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> open(copy, false))
            .isInstanceOf(KvCorruptedException.class)
            .hasMessageContaining(file.getFileName() + " is damaged at byte " + bytes.length);
      }
    }
  }

  @Test
  void aManifestThatRocksDbWouldNotGetPastIsRefused() throws IOException {
    Files.write(manifest(killed), RECYCLED, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> open(killed, false))
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("MANIFEST-");
  }

  @Test
  void nothingIsCutOffWhereAStoreIsOnlyRead() throws IOException {
    Path log = log(killed);
    Files.write(log, RECYCLED, StandardOpenOption.APPEND);
    long size = Files.size(log);
    assertThatThrownBy(() -> open(killed, true))
        .isInstanceOf(KvReadOnlyException.class)
        .hasMessageContaining("opened for writing once");
    assertThat(log).hasSize(size);
  }

  private static void assertAllThere(Path store) {
    try (EngineStore opened = open(store, false);
        KvSnapshot snapshot = opened.snapshot()) {
      for (int i = 0; i < COMMITS; i++) {
        assertThat(snapshot.get(key(i))).hasSize(3_000);
      }
    }
  }

  private Path copy(Path store) throws IOException {
    Path copy = Files.createTempDirectory(directory, "copy");
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static Path log(Path store) throws IOException {
    return only(store, ".log", "");
  }

  private static Path manifest(Path store) throws IOException {
    return only(store, "", "MANIFEST-");
  }

  private static Path only(Path store, String suffix, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(store)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().endsWith(suffix))
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private static byte[] key(int number) {
    return ("key " + number).getBytes(UTF_8);
  }

  private static EngineStore open(Path directory, boolean readOnly) {
    return new RocksEngine()
        .open(
            new EngineOptions(
                directory,
                Durability.DURABLE,
                readOnly,
                ConfigFactory.defaultReference().getConfig("keygraph.engines.rocks")));
  }
}
