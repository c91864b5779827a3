package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree whose file was written over is read to its end, or said to be damaged. */
final class TreeFuzzTest {
  private static final int MAX_ENTRIES = 100_000;

  private static final Path DIRECTORY = Scratch.directory("tree");
  private static final byte[] DATA = fill();
  private static final int USED = used();

  private static MapDbStore open() {
    return new MapDbStore(
        new EngineOptions(
            DIRECTORY,
            Durability.RELAXED,
            false,
            ConfigFactory.parseString("node-entries = 8")
                .withFallback(ConfigFactory.load().getConfig("keygraph.engines.mapdb"))));
  }

  private static Path file() {
    return DIRECTORY.resolve("data.mapdb");
  }

  private static byte[] fill() {
    MapDbStore store = open();
    try (EngineTransaction transaction = store.begin()) {
      for (int i = 0; i < 200; i++) {
        transaction.put(ByteBuffer.allocate(4).putInt(i).array(), new byte[i * 40]);
      }
      transaction.commit();
    }
    store.close();
    try {
      return Files.readAllBytes(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int used() {
    int used = DATA.length;
    while (DATA[used - 1] == 0) {
      used--;
    }
    return used;
  }

  /** Each four bytes say where another one goes: three are the place. */
  @FuzzTest
  void writtenOver(byte[] input) throws IOException {
    if (input.length > 400) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      for (int i = 0; i + 4 <= input.length; i += 4) {
        file.seek(place(input, i));
        file.write(input[i + 3]);
      }
    }
    try {
      read();
    } catch (KvCorruptedException e) {
      assertThat(e).hasMessageContaining(DIRECTORY.toString());
    } finally {
      try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
        for (int i = 0; i + 4 <= input.length; i += 4) {
          int place = place(input, i);
          file.seek(place);
          file.write(DATA[place]);
        }
      }
    }
  }

  private static int place(byte[] input, int at) {
    int number = (input[at] & 0xFF) << 16 | (input[at + 1] & 0xFF) << 8 | (input[at + 2] & 0xFF);
    return number % USED;
  }

  private static void read() {
    MapDbStore store = open();
    try (KvSnapshot snapshot = store.snapshot()) {
      for (ScanDirection direction : ScanDirection.values()) {
        int[] seen = new int[1];
        snapshot.scan(new byte[0], null, direction, (key, value) -> ++seen[0] < MAX_ENTRIES);
        assertThat(seen[0]).isLessThan(MAX_ENTRIES);
      }
      snapshot.get(new byte[] {0, 0, 0, 77});
    } finally {
      store.close();
    }
  }
}
