package dev.keygraph.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was noted is kept; what is damaged promises nothing, and is never an error. */
class AcknowledgedMarkTest {
  private static final int BYTES = 32;

  @TempDir Path directory;

  private Path file() {
    return directory.resolve(AcknowledgedMark.FILE);
  }

  private AcknowledgedMark open() {
    return AcknowledgedMark.open(directory, false);
  }

  private void assertKept(long number, long size, boolean closed) {
    for (boolean readOnly : new boolean[] {true, false}) {
      try (AcknowledgedMark mark = AcknowledgedMark.open(directory, readOnly)) {
        assertThat(mark.number()).isEqualTo(number);
        assertThat(mark.size()).isEqualTo(size);
        assertThat(mark.isClosed()).isEqualTo(closed);
      }
    }
  }

  private byte[] closedMark() throws IOException {
    try (AcknowledgedMark mark = open()) {
      mark.begin();
      mark.note(7, 1000);
      mark.end(0x1122334455667788L, 0x99AABBCCDDEEFF0L);
    }
    return Files.readAllBytes(file());
  }

  @Test
  void aNewOnePromisesNothing() {
    open().close();
    assertKept(0, 0, false);
  }

  @Test
  void whatWasNotedLastIsKept() {
    try (AcknowledgedMark mark = open()) {
      mark.begin();
      mark.note(5, 4096);
      mark.note(6, 8192);
      assertThat(mark.number()).isEqualTo(6);
    }
    assertKept(6, 8192, false);
  }

  @Test
  void aLowerNumberChangesNothing() {
    try (AcknowledgedMark mark = open()) {
      mark.note(6, 8192);
      mark.note(5, 1);
      mark.note(6, 2);
    }
    assertKept(6, 8192, false);
  }

  @Test
  void aCleanEndIsForgottenAtTheNextBeginning() {
    try (AcknowledgedMark mark = open()) {
      mark.end(9, 100);
    }
    assertKept(9, 100, true);
    try (AcknowledgedMark mark = open()) {
      mark.begin();
    }
    assertKept(9, 100, false);
  }

  @Test
  void anyOtherBitPromisesNothing() throws IOException {
    byte[] sound = closedMark();
    assertThat(sound).hasSize(BYTES);
    for (int bit = 0; bit < BYTES * Byte.SIZE; bit++) {
      byte[] damaged = sound.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(file(), damaged);
      assertKept(0, 0, false);
    }
  }

  @Test
  void anyPartPromisesNothing() throws IOException {
    byte[] sound = closedMark();
    for (int length = 0; length < BYTES; length++) {
      Files.write(file(), Arrays.copyOf(sound, length));
      assertKept(0, 0, false);
    }
  }

  @Test
  void otherContentPromisesNothing() throws IOException {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      byte[] other = new byte[random.nextInt(4 * BYTES)];
      random.nextBytes(other);
      Files.write(file(), other);
      assertKept(0, 0, false);
    }
    Files.write(file(), new byte[BYTES]);
    assertKept(0, 0, false);
  }

  @Test
  void whatFollowsIsNotLookedAt() throws IOException {
    byte[] sound = closedMark();
    Files.write(file(), Arrays.copyOf(sound, 1 << 16));
    assertKept(0x1122334455667788L, 0x99AABBCCDDEEFF0L, true);
  }

  @Test
  void onlyOneSaysThatTheStoreWasClosed() throws IOException {
    ByteBuffer forged = ByteBuffer.allocate(BYTES).putLong(3).putLong(4).putLong(2);
    CRC32C crc = new CRC32C();
    crc.update(forged.array(), 0, forged.position());
    Files.write(file(), forged.putLong(crc.getValue()).array());
    assertKept(3, 4, false);
  }

  @Test
  void aDamagedOneIsMadeGoodByTheNextNote() throws IOException {
    closedMark();
    Files.write(file(), new byte[] {1, 2, 3});
    try (AcknowledgedMark mark = open()) {
      mark.note(1, 2);
    }
    assertKept(1, 2, false);
  }

  @Test
  void readingOnlyMakesNoFile() {
    try (AcknowledgedMark mark = AcknowledgedMark.open(directory, true)) {
      mark.note(1, 2);
      assertThat(mark.number()).isEqualTo(1);
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void aFileThatCannotBeOpenedIsNamed() throws IOException {
    Files.createDirectory(file());
    assertThatThrownBy(this::open)
        .isInstanceOf(KvIoException.class)
        .hasMessageContaining(file().toString());
  }
}
