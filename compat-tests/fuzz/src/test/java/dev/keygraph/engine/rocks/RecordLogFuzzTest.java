package dev.keygraph.engine.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.engine.rocks.RecordLog.Ending;
import dev.keygraph.fuzz.Scratch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** A log of any bytes is read up to where it stops to be one, and what is before that is sound. */
final class RecordLogFuzzTest {
  private static final int MASK = 0xa282ead8;

  private static final Path DIRECTORY = Scratch.directory("record-log");

  @FuzzTest
  void anyBytes(byte[] bytes) throws IOException {
    read(bytes);
  }

  /** Fragments with right checksums: each of a type, a length and so many bytes of the input. */
  @FuzzTest
  void fragments(byte[] input) throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (int at = 0; at + 2 <= input.length; ) {
      int length = Math.min(input[at + 1] & 0xFF, input.length - at - 2);
      log.writeBytes(fragment(input[at], Arrays.copyOfRange(input, at + 2, at + 2 + length)));
      at += 2 + length;
    }
    read(log.toByteArray());
  }

  private static byte[] fragment(byte type, byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(type);
    crc.update(content);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    ByteBuffer fragment = ByteBuffer.allocate(7 + content.length).order(ByteOrder.LITTLE_ENDIAN);
    return fragment.putInt(masked).putShort((short) content.length).put(type).put(content).array();
  }

  private static void read(byte[] bytes) throws IOException {
    Path path = DIRECTORY.resolve("000001.log");
    Files.write(path, bytes);
    RecordLog log = RecordLog.read(path);
    assertThat(log.length()).isEqualTo(bytes.length);
    assertThat(log.soundEnd()).isBetween(0L, log.length());
    Files.write(path, Arrays.copyOf(bytes, (int) log.soundEnd()));
    RecordLog sound = RecordLog.read(path);
    assertThat(sound.ending()).isEqualTo(Ending.NONE);
    assertThat(sound.soundEnd()).isEqualTo(log.soundEnd());
    assertThat(sound.lastWrite()).isEqualTo(log.lastWrite());
  }
}
