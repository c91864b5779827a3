package dev.keygraph.engine.lmdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file of any bytes is read as far as it is a tree, in order, or said to be damaged. */
final class PageFileFuzzTest {
  private static final Path DIRECTORY = Scratch.directory("pages");
  private static final Path FILE = DIRECTORY.resolve(LmdbStore.DATA_FILE);

  @FuzzTest
  void anyBytes(byte[] bytes) throws IOException {
    read(bytes);
  }

  /** Each four bytes say where another one goes in a store's file: three are the place. */
  @FuzzTest
  void writtenOver(byte[] input) throws IOException {
    if (input.length > 400) {
      return;
    }
    byte[] bytes = Sound.FILE.clone();
    for (int i = 0; i + 4 <= input.length; i += 4) {
      int place = (input[i] & 0xFF) << 16 | (input[i + 1] & 0xFF) << 8 | (input[i + 2] & 0xFF);
      bytes[place % bytes.length] = input[i + 3];
    }
    read(bytes);
  }

  /** What LMDB wrote, of three levels, with values in pages of their own and free pages. */
  private static final class Sound {
    private static final byte[] FILE = fill(Scratch.directory("sound-pages"));

    private static byte[] fill(Path directory) {
      EngineOptions options =
          new EngineOptions(
              directory,
              Durability.RELAXED,
              false,
              ConfigFactory.load().getConfig("keygraph.engines.lmdb"));
      try (EngineStore store = new LmdbEngine().open(options)) {
        for (int round = 0; round < 2; round++) {
          try (EngineTransaction transaction = store.begin()) {
            for (int i = round; i < 400; i += 1 + 3 * round) {
              byte[] key = ByteBuffer.allocate(400).putInt(i).array();
              transaction.put(key, new byte[i % 50 == 0 ? 9000 : 20 + round]);
            }
            transaction.commit();
          }
        }
      }
      try {
        return Files.readAllBytes(directory.resolve(LmdbStore.DATA_FILE));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void read(byte[] bytes) throws IOException {
    Files.write(FILE, bytes);
    try (PageFile file = PageFile.open(FILE)) {
      PageCheck.run(file);
    } catch (KvCorruptedException e) {
      assertThat(e).hasMessageContaining(FILE.toString());
    }
    try (DamagedStore store = new DamagedStore(DIRECTORY);
        KvSnapshot snapshot = store.salvage(new Unheard())) {
      long forward = count(snapshot, ScanDirection.FORWARD, bytes.length);
      assertThat(count(snapshot, ScanDirection.BACKWARD, bytes.length)).isEqualTo(forward);
    } catch (KvCorruptedException e) {
      assertThat(e).hasMessageContaining(FILE.toString());
    }
  }

  /** Counts what can be read; each entry takes bytes of its own, and its key ascends. */
  private static long count(KvSnapshot snapshot, ScanDirection direction, int most) {
    long[] counts = new long[1];
    byte[][] last = new byte[1][];
    try {
      snapshot.scan(
          new byte[0],
          null,
          direction,
          (key, value) -> {
            byte[] next = key.toByteArray();
            if (last[0] != null) {
              int order = Arrays.compareUnsigned(last[0], next);
              assertThat(direction == ScanDirection.FORWARD ? order : -order).isNegative();
            }
            last[0] = next;
            if (counts[0]++ % 16 == 0) {
              assertThat(snapshot.get(next)).isEqualTo(value.toByteArray());
            }
            assertThat(counts[0]).isLessThanOrEqualTo(most);
            return true;
          });
    } catch (KvCorruptedException e) {
      assertThat(e).hasMessageContaining(FILE.toString());
    }
    return counts[0];
  }

  private static final class Unheard implements DamageSink {
    @Override
    public void place(String place, String problem) {
      assertThat(place).startsWith("page ");
    }

    @Override
    public void commit(String problem) {
      assertThat(problem).isNotEmpty();
    }
  }
}
