package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mapdb.DBException;
import org.mapdb.DataIO;

/** Records whose index values were damaged. */
final class RecordReaderTest {
  private static final long LINKED = 8;
  private static final long FIRST_PART = 1 << 20;
  private static final int PART_BYTES = 1000;
  private static final int MEMORY = 1 << 20;

  private static long part(long number) {
    return (long) PART_BYTES << 48 | (FIRST_PART + number * 1024) | LINKED;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 50})
  void partsThatLeadBackToEarlierOnesAreFoundBeforeTheyFillTheMemory(long period) {
    VolumeReader volume =
        new VolumeReader() {
          @Override
          public void read(long offset, byte[] target, int position, int length) {
            assertThat(position + length).isLessThanOrEqualTo(target.length);
          }

          @Override
          public long readLong(long offset) {
            if (offset < FIRST_PART) {
              return DataIO.parity1Set(part(0));
            }
            long number = (offset - FIRST_PART) / 1024;
            return DataIO.parity3Set(part((number + 1) % period));
          }
        };
    assertThatExceptionOfType(DBException.DataCorruption.class)
        .isThrownBy(
            () ->
                new RecordReader(volume)
                    .read(
                        1,
                        size -> {
                          assertThat(size).isLessThanOrEqualTo(MEMORY);
                          return new byte[size];
                        }))
        .withMessageContaining("linked record");
  }
}
