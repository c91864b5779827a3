package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvCorruptedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read back of a journal that was cut off, damaged, or written over. */
final class JournalTest {
  private static final int RECORD = 48;

  @TempDir Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("journal");
  }

  /** Writes records that say each of the ones before it to be on stable storage, or none. */
  private List<Long> write(boolean synced, String... texts) throws IOException {
    List<Long> starts = new ArrayList<>();
    try (Journal journal = new Journal(path, false)) {
      journal.reset(10, 0);
      for (int i = 0; i < texts.length; i++) {
        starts.add(journal.length());
        append(journal, 10 + i, synced ? 9 + i : 9, texts[i]);
      }
    }
    return starts;
  }

  private static void append(Journal journal, long sequence, long synced, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    journal.begin();
    journal.range(sequence, bytes, 0, bytes.length);
    journal.append(sequence, synced, 0, false);
  }

  private static @Nullable String read(Journal journal, List<String> texts) throws IOException {
    return journal.replay(
        (offset, source, position, length) ->
            texts.add(new String(source, position, length, StandardCharsets.UTF_8)));
  }

  private void overwrite(long position, int value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(position);
      file.write(value);
    }
  }

  /** Damages a byte, whatever it was: some are random. */
  private void damage(long position) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(position);
      int before = file.read();
      file.seek(position);
      file.write(before ^ 0x5A);
    }
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    write(true, "one", "two", "three");
    List<String> texts = new ArrayList<>();
    try (Journal journal = new Journal(path, false)) {
      assertThat(read(journal, texts)).isNull();
      assertThat(texts).containsExactly("one", "two", "three");
      assertThat(journal.lastSequence()).isEqualTo(12);
      append(journal, 13, 12, "four");
    }
    texts.clear();
    try (Journal journal = new Journal(path, true)) {
      assertThat(read(journal, texts)).isNull();
    }
    assertThat(texts).containsExactly("one", "two", "three", "four");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 16, 40, 44, RECORD, RECORD + 12})
  void cutsATornEnd(int torn) throws IOException {
    List<Long> starts = write(true, "one", "two", "three");
    damage(starts.get(2) + torn);
    List<String> texts = new ArrayList<>();
    try (Journal journal = new Journal(path, false)) {
      assertThat(read(journal, texts)).isNull();
      assertThat(texts).containsExactly("one", "two");
      append(journal, 12, 11, "3");
    }
    texts.clear();
    try (Journal journal = new Journal(path, true)) {
      assertThat(read(journal, texts)).isNull();
    }
    assertThat(texts).containsExactly("one", "two", "3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 16, 40, 44, RECORD, RECORD + 12})
  void tellsDamageFromATornEnd(int damaged) throws IOException {
    List<Long> starts = write(true, "one", "two", "three");
    damage(starts.get(1) + damaged);
    try (Journal journal = new Journal(path, false)) {
      assertThat(read(journal, new ArrayList<>())).contains("commit 11");
    }
  }

  @Test
  void losesTheLastCommitsInOrderWhenThePowerFails() throws IOException {
    List<Long> starts = write(false, "one", "two", "three", "four");
    damage(starts.get(1) + RECORD);
    List<String> texts = new ArrayList<>();
    try (Journal journal = new Journal(path, false)) {
      assertThat(read(journal, texts)).isNull();
      assertThat(texts).containsExactly("one");
      append(journal, 11, 10, "TWO");
    }
    texts.clear();
    try (Journal journal = new Journal(path, false)) {
      assertThat(read(journal, texts)).isNull();
    }
    assertThat(texts).as("three followed another two").containsExactly("one", "TWO");
  }

  @Test
  void forgetsWhatWasBeforeAReset() throws IOException {
    write(true, "one", "two", "three");
    try (Journal journal = new Journal(path, false)) {
      journal.reset(10, 0);
    }
    List<String> texts = new ArrayList<>();
    try (Journal journal = new Journal(path, false)) {
      assertThat(read(journal, texts)).isNull();
      assertThat(texts).isEmpty();
      journal.retire();
    }
    try (Journal journal = new Journal(path, false)) {
      assertThat(journal.isLive()).isFalse();
    }
  }

  @Test
  void refusesAForeignFile() throws IOException {
    Files.write(path, new byte[1000]);
    overwrite(17, 1);
    assertThatThrownBy(() -> new Journal(path, false).close())
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining(path.toString());
  }
}
