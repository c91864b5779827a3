package dev.keygraph.engine.xodus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvReadOnlyException;
import dev.keygraph.kv.KvSnapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a loss of power, the end of the log may be on the disk in parts: a hole is zeros. */
final class LogSealsTest {
  private static final String LOG = "00000000000.xd";
  private static final int COMMITS = 4;
  private static final int SECTOR = 512;

  @TempDir Path temporary;

  private final long[] ends = new long[COMMITS];
  private Path copy;

  /** Copies a store that nobody closed. */
  @BeforeEach
  void copyAnOpenStore() throws IOException {
    Path directory = Files.createDirectory(temporary.resolve("store"));
    copy = Files.createDirectory(temporary.resolve("copy"));
    try (XodusStore store = Stores.open(directory, Durability.RELAXED, false)) {
      for (int commit = 0; commit < COMMITS; commit++) {
        int number = commit;
        Stores.write(store, txn -> txn.put(Stores.key(number), new byte[10 * SECTOR]));
        ends[commit] = Files.size(directory.resolve(LOG));
      }
      for (String name : List.of(LOG, StoreHeader.FILE, LogSeals.FILE)) {
        Files.copy(directory.resolve(name), copy.resolve(name));
      }
    }
  }

  private int commitsLeft() {
    try (XodusStore store = Stores.open(copy, Durability.RELAXED, false);
        KvSnapshot snapshot = store.snapshot()) {
      return Stores.all(snapshot).size() / 2;
    }
  }

  private void overwrite(String file, long from, int length) throws IOException {
    try (RandomAccessFile damaged = new RandomAccessFile(copy.resolve(file).toFile(), "rw")) {
      damaged.seek(from);
      byte[] ones = new byte[length];
      Arrays.fill(ones, (byte) 1);
      damaged.write(ones);
    }
  }

  @Test
  void whatIsWholeIsKept() {
    assertThat(commitsLeft()).isEqualTo(COMMITS);
    assertThat(commitsLeft()).isEqualTo(COMMITS);
  }

  @Test
  void aCommitWithAHoleIsCutOffWithAllThatFollow() throws IOException {
    overwrite(LOG, ends[1] + 4 * SECTOR, SECTOR);
    assertThat(commitsLeft()).isEqualTo(2);
    assertThat(commitsLeft()).isEqualTo(2);
  }

  @Test
  void whatWasNotSealedIsCutOff() throws IOException {
    overwrite(LOG, ends[COMMITS - 1], SECTOR);
    assertThat(commitsLeft()).isEqualTo(COMMITS);
  }

  @Test
  void lostSealsConfirmNothing() throws IOException {
    overwrite(LogSeals.FILE, 0, SECTOR);
    assertThat(commitsLeft()).isZero();
  }

  @Test
  void aStoreFromBeforeThereWereSealsIsOpened() throws IOException {
    Files.delete(copy.resolve(LogSeals.FILE));
    assertThat(commitsLeft()).isEqualTo(COMMITS);
    assertThat(copy.resolve(LogSeals.FILE)).exists();
  }

  @Test
  void readingAloneDoesNotRecover() throws IOException {
    overwrite(LOG, ends[2] + 4 * SECTOR, SECTOR);
    assertThatThrownBy(() -> Stores.open(copy, Durability.RELAXED, true))
        .isInstanceOf(KvReadOnlyException.class)
        .hasMessageContaining("opened for writing");
    assertThat(commitsLeft()).isEqualTo(3);
    Stores.open(copy, Durability.RELAXED, true).close();
  }
}
