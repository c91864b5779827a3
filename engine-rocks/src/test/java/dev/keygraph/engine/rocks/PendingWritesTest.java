package dev.keygraph.engine.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The batch that is made by hand is, byte for byte, the one that RocksDB makes. */
final class PendingWritesTest {
  /** Around what one, two and three bytes of a length can say. */
  private static final int[] LENGTHS = {0, 1, 127, 128, 129, 16_383, 16_384, 16_385, 2_097_152};

  private final PendingWrites pending = new PendingWrites();
  private final TreeMap<byte[], byte @Nullable []> expected =
      new TreeMap<>(Arrays::compareUnsigned);

  @BeforeAll
  static void load() {
    RocksDB.loadLibrary();
  }

  private void put(byte[] key, byte[] value) {
    pending.write(key, value);
    expected.put(key, value);
  }

  private void delete(byte[] key) {
    pending.write(key, PendingWrites.DELETED);
    expected.put(key, null);
  }

  private void check() throws RocksDBException {
    try (WriteBatch byHand = pending.toBatch();
        WriteBatch wanted = new WriteBatch()) {
      for (Map.Entry<byte[], byte @Nullable []> write : expected.entrySet()) {
        byte[] value = write.getValue();
        if (value == null) {
          wanted.delete(write.getKey());
        } else {
          wanted.put(write.getKey(), value);
        }
      }
      assertThat(byHand.count()).isEqualTo(expected.size());
      assertThat(byHand.data()).isEqualTo(wanted.data());
    }
  }

  @Test
  void keysAndValuesOfAllLengths() throws RocksDBException {
    int number = 0;
    for (int length : LENGTHS) {
      byte[] key = new byte[Math.max(1, Math.min(length, 1 << 14))];
      key[0] = (byte) (255 - number++);
      put(key, new byte[length]);
    }
    check();
  }

  @Test
  void theLastWriteOfAKeyCounts() throws RocksDBException {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] key = {(byte) random.nextInt(), (byte) random.nextInt(4)};
      if (random.nextInt(3) == 0) {
        delete(key);
      } else {
        put(key, new byte[random.nextInt(200)]);
      }
    }
    check();
    for (Map.Entry<byte[], byte @Nullable []> write : expected.entrySet()) {
      byte[] found = pending.find(write.getKey());
      assertThat(found).isNotNull();
      assertThat(PendingWrites.isDeleted(found)).isEqualTo(write.getValue() == null);
    }
  }

  /** An empty value is none that was deleted. */
  @Test
  void anEmptyValueIsAValue() throws RocksDBException {
    put(new byte[] {1}, new byte[0]);
    delete(new byte[] {2});
    assertThat(pending.find(new byte[] {1})).hasSize(0).isNotSameAs(PendingWrites.DELETED);
    assertThat(pending.find(new byte[] {2})).isSameAs(PendingWrites.DELETED);
    assertThat(pending.find(new byte[] {3})).isNull();
    check();
  }

  @Test
  void aBatchThatIsTooLargeForOneArray() throws RocksDBException {
    for (int i = 0; i < 5; i++) {
      put(new byte[] {(byte) i}, new byte[8 << 20]);
    }
    delete(new byte[] {9});
    check();
  }

  @Test
  void rangesAreGoneThroughInBothDirections() {
    for (int key : new int[] {9, 5, 200, 7}) {
      put(new byte[] {(byte) key}, new byte[] {1});
    }
    delete(new byte[] {7});
    assertThat(keys(new byte[0], null, true)).containsExactly(5, 7, 9, 200);
    assertThat(keys(new byte[0], null, false)).containsExactly(200, 9, 7, 5);
    assertThat(keys(new byte[] {7}, new byte[] {(byte) 200}, true)).containsExactly(7, 9);
    assertThat(keys(new byte[] {7}, new byte[] {(byte) 200}, false)).containsExactly(9, 7);
    assertThat(keys(new byte[] {10}, new byte[] {11}, true)).isEmpty();
  }

  private List<Integer> keys(byte[] lower, byte @Nullable [] upper, boolean ascending) {
    List<Integer> keys = new ArrayList<>();
    pending
        .within(lower, upper, ascending)
        .forEachRemaining(write -> keys.add(write.getKey()[0] & 0xFF));
    return keys;
  }

  @Test
  void rangesKnowWhatWasWritten() {
    put(new byte[] {5}, new byte[0]);
    delete(new byte[] {7});
    assertThat(pending.hasAny(new byte[0], null)).isTrue();
    assertThat(pending.hasAny(new byte[] {5}, new byte[] {6})).isTrue();
    assertThat(pending.hasAny(new byte[] {7}, null)).isTrue();
    assertThat(pending.hasAny(new byte[] {6}, new byte[] {7})).isFalse();
    assertThat(pending.hasAny(new byte[] {5, 0}, new byte[] {7})).isFalse();
    assertThat(pending.hasAny(new byte[] {8}, null)).isFalse();
  }
}
