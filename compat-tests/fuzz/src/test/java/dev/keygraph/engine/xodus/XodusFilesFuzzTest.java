package dev.keygraph.engine.xodus;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.KvCorruptedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The files beside Xodus's log. */
final class XodusFilesFuzzTest {
  private static final int HEADER_BYTES = 16;
  private static final int SEAL_BYTES = 24;

  private static final Path DIRECTORY = Scratch.directory("xodus");

  /** The first bytes once more with a right checksum. */
  @FuzzTest
  void header(byte[] input) throws IOException {
    readHeader(input);
    if (input.length >= HEADER_BYTES) {
      CRC32 crc = new CRC32();
      crc.update(input, 0, HEADER_BYTES);
      byte[] whole =
          ByteBuffer.allocate(HEADER_BYTES + Integer.BYTES)
              .put(input, 0, HEADER_BYTES)
              .putInt((int) crc.getValue())
              .array();
      readHeader(whole);
    }
  }

  private static void readHeader(byte[] bytes) throws IOException {
    Files.write(DIRECTORY.resolve(StoreHeader.FILE), bytes);
    try (StoreHeader header = StoreHeader.open(DIRECTORY, true)) {
      assertThat(header.fileSize()).isPositive();
      assertThat(header.durableAddress()).isNotNegative();
    } catch (KvCorruptedException e) {
      assertThat(e).hasMessageContaining(DIRECTORY.toString());
    }
  }

  /** Slots without their checksums, which are made right. */
  @FuzzTest
  void seals(byte[] input) throws IOException {
    Path file = DIRECTORY.resolve(LogSeals.FILE);
    Files.write(file, input);
    check();
    ByteBuffer slots = ByteBuffer.allocate(input.length / SEAL_BYTES * (SEAL_BYTES + Long.BYTES));
    for (int at = 0; slots.hasRemaining(); at += SEAL_BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(input, at, SEAL_BYTES);
      slots.put(input, at, SEAL_BYTES).putLong(~crc.getValue());
    }
    Files.write(file, slots.array());
    check();
  }

  private static void check() {
    LogSeals.read(DIRECTORY)
        .forEach(
            (start, seals) ->
                assertThat(seals)
                    .allSatisfy(
                        seal -> {
                          assertThat(seal.start()).isEqualTo(start);
                          assertThat(seal.end()).isGreaterThan(start);
                        }));
  }
}
