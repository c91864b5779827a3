package dev.keygraph.kv.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvWrongFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** The small files beside a store. */
final class StoreFilesFuzzTest {
  private static final int MARK_BYTES = 24;

  private static final Path DIRECTORY = Scratch.directory("files");

  @FuzzTest
  void marker(byte[] bytes) throws IOException {
    Files.write(DIRECTORY.resolve(StoreMarker.FILE), bytes);
    try {
      StoreMarker marker = StoreMarker.read(DIRECTORY);
      assertThat(marker).isNotNull();
      assertThat(marker.engine()).isNotEmpty();
      assertThat(marker.generation()).isPositive();
      marker.write(DIRECTORY);
      assertThat(StoreMarker.read(DIRECTORY)).isEqualTo(marker);
    } catch (KvCorruptedException | KvWrongFormatException e) {
      assertThat(e).hasMessageContaining(DIRECTORY.toString());
    }
  }

  /** The first bytes once more with a right checksum. */
  @FuzzTest
  void acknowledgedMark(byte[] input) throws IOException {
    mark(input);
    if (input.length >= MARK_BYTES) {
      CRC32C crc = new CRC32C();
      crc.update(input, 0, MARK_BYTES);
      mark(
          ByteBuffer.allocate(MARK_BYTES + Long.BYTES)
              .put(input, 0, MARK_BYTES)
              .putLong(crc.getValue())
              .array());
    }
  }

  private static void mark(byte[] bytes) throws IOException {
    Files.write(DIRECTORY.resolve(AcknowledgedMark.FILE), bytes);
    long next;
    try (AcknowledgedMark mark = AcknowledgedMark.open(DIRECTORY, false)) {
      assertThat(mark.number()).isNotNegative();
      assertThat(mark.size()).isNotNegative();
      next = mark.number() == Long.MAX_VALUE ? mark.number() : mark.number() + 1;
      mark.note(next, 7);
    }
    try (AcknowledgedMark mark = AcknowledgedMark.open(DIRECTORY, true)) {
      assertThat(mark.number()).isEqualTo(next);
    }
  }
}
