package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are missing, short, foreign or full of rubbish are named errors, and never a hang. */
final class DamageTest {
  @TempDir Path directory;
  private Path data;

  @BeforeEach
  void fill() {
    data = directory.resolve("data.mapdb");
    MapDbStore store = open();
    try (EngineTransaction transaction = store.begin()) {
      for (int i = 0; i < 20_000; i++) {
        transaction.put(ByteBuffer.allocate(4).putInt(i).array(), new byte[i % 300]);
      }
      transaction.commit();
    }
    store.close();
  }

  private MapDbStore open() {
    return Stores.open(directory, Durability.DURABLE, Stores.EAGER);
  }

  private void refused() {
    assertThatThrownBy(() -> open().close())
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void truncatedDataFile() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    refused();
  }

  @Test
  void emptyDataFile() throws IOException {
    Files.write(data, new byte[0]);
    refused();
  }

  @Test
  void foreignDataFile() throws IOException {
    byte[] foreign = new byte[(int) Files.size(data)];
    new Random(1).nextBytes(foreign);
    Files.write(data, foreign);
    refused();
  }

  @Test
  void missingJournals() throws IOException {
    Files.delete(directory.resolve("journal-0"));
    Files.delete(directory.resolve("journal-1"));
    refused();
  }

  @Test
  void missingDataFile() throws IOException {
    Files.delete(data);
    refused();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rubbishInTheTreeIsFoundOrHarmlessAndNeverAHang(long seed) throws IOException {
    Random random = new Random(seed);
    try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
      for (int i = 0; i < 50; i++) {
        file.seek(40_000 + random.nextInt((int) file.length() - 41_000));
        byte[] rubbish = new byte[1 + random.nextInt(500)];
        random.nextBytes(rubbish);
        file.write(rubbish);
      }
    }
    try {
      MapDbStore store = open();
      try (KvSnapshot snapshot = store.snapshot()) {
        int[] seen = new int[1];
        for (ScanDirection direction : ScanDirection.values()) {
          snapshot.scan(new byte[0], null, direction, (key, value) -> ++seen[0] > 0);
        }
        assertThat(seen[0]).isPositive();
      } finally {
        store.close();
      }
    } catch (KvCorruptedException e) {
      assertThat(e).hasMessageContaining(directory.toString());
    }
  }
}
