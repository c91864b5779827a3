package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.kv.KvKeyTooLargeException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvValueTooLargeException;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys and values up to the declared limits are kept, and beyond them refused. */
abstract class LimitTests extends OrderingTests {
  private static final int LARGEST_TESTED = 64 << 20;

  @Test
  final void keysOfAllLengthsUpToTheLimit() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    Random random = new Random(2);
    for (int length = 1; length <= KvTraits.COMMON_MAX_KEY_BYTES; length++) {
      expected.put(Bytes.random(random, length), Bytes.of(length));
    }
    byte[] longest = Bytes.random(random, Math.min(traits().maxKeyBytes(), 1 << 16));
    expected.put(longest, Bytes.of(0));
    putAll(store(), expected);
    check(store(), expected);
    reopenIfPersistent();
    check(store(), expected);
    write(
        transaction -> {
          expected.keySet().forEach(transaction::delete);
          assertThat(Entries.checked(transaction)).isEmpty();
        });
  }

  @Test
  final void theLongestKeyIsAsDeclared() {
    assumeTrue(
        traits().maxKeyBytes() <= LARGEST_TESTED,
        () -> "the declared limit of keys is more than a test can allocate");
    byte[] longest = Bytes.repeat('L', traits().maxKeyBytes());
    put(store(), longest, Bytes.of(7));
    assertThat(toInt(store(), longest)).isEqualTo(7);
    refused(Bytes.concat(longest, (byte) 'L'));
    reopenIfPersistent();
    assertThat(toInt(store(), longest)).isEqualTo(7);
  }

  private static int toInt(KvStore store, byte[] key) {
    byte[] value = get(store, key);
    assertThat(value).isNotNull();
    return Bytes.toInt(value);
  }

  @Test
  final void theEmptyKeyIsRefused() {
    refused(Bytes.EMPTY);
  }

  private void refused(byte[] key) {
    write(
        transaction -> {
          assertThatThrownBy(() -> transaction.put(key, Bytes.EMPTY))
              .isInstanceOf(KvKeyTooLargeException.class);
          assertThatThrownBy(() -> transaction.delete(key))
              .isInstanceOf(KvKeyTooLargeException.class);
          assertThatThrownBy(() -> transaction.get(key)).isInstanceOf(KvKeyTooLargeException.class);
          transaction.put(Bytes.of(1), Bytes.of(1));
        });
    try (KvSnapshot snapshot = store().snapshot()) {
      assertThatThrownBy(() -> snapshot.get(key)).isInstanceOf(KvKeyTooLargeException.class);
      assertThat(snapshot.get(Bytes.of(1)))
          .as("written in the transaction that a key was refused in")
          .isEqualTo(Bytes.of(1));
    }
  }

  @Test
  final void anEmptyValueIsAValue() {
    byte[] key = Bytes.of(5);
    write(
        transaction -> {
          transaction.put(key, Bytes.EMPTY);
          assertThat(transaction.get(key)).isEqualTo(Bytes.EMPTY);
        });
    for (int round = 0; round < 2; round++) {
      try (KvSnapshot snapshot = store().snapshot()) {
        assertThat(snapshot.get(key)).isEqualTo(Bytes.EMPTY);
        assertThat(snapshot.get(key, (k, value) -> true)).isTrue();
        assertThat(Entries.checked(snapshot)).containsExactly(new Entry(key, Bytes.EMPTY));
      }
      reopenIfPersistent();
    }
    put(store(), key, Bytes.of(1));
    put(store(), key, Bytes.EMPTY);
    assertThat(has(store(), key)).isTrue();
    write(transaction -> transaction.delete(key));
    assertThat(has(store(), key)).isFalse();
  }

  /** Sizes about those of pages, of chunks, and of the encodings of lengths. */
  @Test
  final void valuesOfAllSizes() {
    Random random = new Random(3);
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    int number = 0;
    for (int power = 0; power <= 20; power++) {
      for (int delta = -1; delta <= 1; delta++) {
        int size = (1 << power) + delta;
        expected.put(Bytes.of(number++), Bytes.random(random, size));
      }
    }
    for (int size = 1900; size < 2100; size += 3) {
      expected.put(Bytes.of(number++), Bytes.random(random, size));
    }
    write(
        transaction -> {
          expected.forEach(transaction::put);
          Entries.check(transaction, expected);
        });
    check(store(), expected);
    reopenIfPersistent();
    check(store(), expected);

    // Each value gets the size of another one: overwritten by larger and by smaller ones.
    expected.replaceAll((key, value) -> Bytes.random(random, 1 << random.nextInt(17)));
    putAll(store(), expected);
    check(store(), expected);
  }

  @Test
  final void valuesOfSixteenMebibytes() {
    byte[] value = Bytes.random(new Random(4), KvTraits.COMMON_MAX_VALUE_BYTES);
    byte[] key = Bytes.hex("80");
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    expected.put(Bytes.hex("7F"), Bytes.of(1));
    expected.put(key, value);
    expected.put(Bytes.hex("81"), Bytes.of(2));
    putAll(store(), expected);
    check(store(), expected);
    reopenIfPersistent();
    assertThat(get(store(), key)).isEqualTo(value);
    value[value.length - 1] ^= 1;
    put(store(), key, value);
    check(store(), expected);
    write(transaction -> transaction.delete(key));
    expected.remove(key);
    check(store(), expected);
  }

  @Test
  final void aValueBeyondTheLimitIsRefused() {
    assumeTrue(
        traits().maxValueBytes() <= LARGEST_TESTED,
        () -> "the declared limit of values is more than a test can allocate");
    byte[] key = Bytes.of(1);
    byte[] value = new byte[traits().maxValueBytes() + 1];
    write(
        transaction -> {
          transaction.put(key, Bytes.of(1));
          assertThatThrownBy(() -> transaction.put(key, value))
              .isInstanceOf(KvValueTooLargeException.class);
          assertThat(transaction.get(key)).isEqualTo(Bytes.of(1));
        });
    assertThat(toInt(store(), key)).isEqualTo(1);
  }
}
