package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.KvCorruptedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** A journal of any bytes is read as far as it is one, or said to be damaged. */
final class JournalFuzzTest {
  private static final int HEADER = 64;
  private static final int RECORD = 48;

  private static final Path DIRECTORY = Scratch.directory("journal");

  @FuzzTest
  void anyBytes(byte[] bytes) throws IOException {
    read(bytes);
  }

  /** A journal of one record with these ranges, whose checksums are right. */
  @FuzzTest
  void ranges(byte[] ranges) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(HEADER + RECORD + ranges.length);
    Path path = DIRECTORY.resolve("empty");
    Files.deleteIfExists(path);
    try (Journal journal = new Journal(path, false)) {
      journal.reset(1, 0);
    }
    byte[] header = Files.readAllBytes(path);
    file.put(0, header, 0, HEADER);
    file.putInt(HEADER, 0x6B67_7265).putInt(HEADER + 4, ranges.length);
    file.putLong(HEADER + 8, file.getLong(16)).putLong(HEADER + 16, 1);
    file.putInt(HEADER + 40, file.getInt(60));
    file.put(HEADER + RECORD, ranges);
    CRC32C crc = new CRC32C();
    crc.update(ranges);
    crc.update(file.array(), HEADER, 44);
    file.putInt(HEADER + 44, (int) crc.getValue());
    read(file.array());
  }

  private static void read(byte[] bytes) throws IOException {
    Path path = DIRECTORY.resolve("journal");
    Files.write(path, bytes);
    long[] read = new long[1];
    try (Journal journal = new Journal(path, true)) {
      journal.replay(
          (offset, source, position, length) -> {
            assertThat(offset).isNotNegative();
            assertThat(length).isNotNegative();
            assertThat(position + length).isLessThanOrEqualTo(source.length);
            read[0] += length;
          });
      assertThat(journal.length()).isLessThanOrEqualTo(bytes.length + 8L);
    } catch (KvCorruptedException e) {
      assertThat(e).hasMessageContaining(path.toString());
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("format");
    }
    assertThat(read[0]).isLessThanOrEqualTo(bytes.length);
  }
}
