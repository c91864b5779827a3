package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.EntrySink;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries arrive complete and in order, and a failure of either side ends both. */
@Timeout(60)
class EntryStreamTest {
  private static final int ENTRIES = 100_000;

  private final ExecutorService maker = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() throws InterruptedException {
    maker.shutdown();
    assertThat(maker.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private static byte[] key(int number) {
    return new byte[] {9, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
  }

  private static void pass(EntrySink sink, int number) {
    byte[] value = new byte[number % 1_000 == 0 ? 300_000 : number % 7];
    sink.accept(key(number), 1, 3, value, 0, value.length);
  }

  @Test
  void entriesArriveInOrder() {
    int[] arrived = {0};
    EntryStream.run(
        maker,
        sink -> {
          for (int i = 0; i < ENTRIES; i++) {
            pass(sink, i);
          }
        },
        (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
          int number = arrived[0]++;
          byte[] expected = key(number);
          assertThat(keyLength).isEqualTo(3);
          for (int i = 0; i < 3; i++) {
            assertThat(key[keyOffset + i]).isEqualTo(expected[i + 1]);
          }
          assertThat(valueLength).isEqualTo(number % 1_000 == 0 ? 300_000 : number % 7);
        });
    assertThat(arrived[0]).isEqualTo(ENTRIES);
  }

  @Test
  void noEntriesAreNoFailure() {
    EntryStream.run(
        maker,
        sink -> {},
        (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
          throw new AssertionError("there is no entry");
        });
  }

  @Test
  void theUserSeesWhatTheMakerThrew() {
    IllegalStateException failure = new IllegalStateException("no more");
    assertThatThrownBy(
            () ->
                EntryStream.run(
                    maker,
                    sink -> {
                      pass(sink, 1);
                      throw failure;
                    },
                    (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {}))
        .isSameAs(failure);
  }

  @Test
  void theMakerEndsWhenTheUserFails() {
    IllegalStateException failure = new IllegalStateException("the disk is full");
    assertThatThrownBy(
            () ->
                EntryStream.run(
                    maker,
                    sink -> {
                      for (int i = 0; ; i = (i + 1) % ENTRIES) {
                        pass(sink, i);
                      }
                    },
                    (key, keyOffset, keyLength, value, valueOffset, valueLength) -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }
}
