package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Order is unsigned and bytewise; bounds are where the table says. */
abstract class OrderingTests extends KvGroup {

  @ParameterizedTest
  @CsvFileSource(
      resources = "/dev/keygraph/conformance/kv/ranges.csv",
      useHeadersInDisplayName = true,
      quoteCharacter = '\'',
      emptyValue = "",
      nullValues = "-")
  final void ranges(String keys, String lower, @Nullable String upper, String expected) {
    List<byte[]> present = parse(keys);
    List<Entry> range = new ArrayList<>();
    for (byte[] key : parse(expected)) {
      range.add(new Entry(key, valueOf(key)));
    }
    byte[] from = Bytes.hex(lower);
    byte[] to = upper == null ? null : Bytes.hex(upper);

    write(
        transaction -> {
          present.forEach(key -> transaction.put(key, valueOf(key)));
          checkRange("uncommitted", transaction, from, to, range);
        });
    try (var snapshot = store().snapshot()) {
      checkRange("committed", snapshot, from, to, range);
    }
    write(transaction -> checkRange("in a later transaction", transaction, from, to, range));
    write(
        transaction -> {
          for (int i = 0; i < present.size(); i += 2) {
            transaction.delete(present.get(i));
          }
        });
    write(
        transaction -> {
          for (int i = 0; i < present.size(); i += 2) {
            transaction.put(present.get(i), valueOf(present.get(i)));
          }
          checkRange("half of it uncommitted", transaction, from, to, range);
        });
  }

  private static byte[] valueOf(byte[] key) {
    return Bytes.concat(key, (byte) 'v');
  }

  private static List<byte[]> parse(String keys) {
    List<byte[]> parsed = new ArrayList<>();
    for (String key : keys.split(" ", -1)) {
      if (!key.isEmpty()) {
        parsed.add(Bytes.hex(key));
      }
    }
    return parsed;
  }

  private static void checkRange(
      String state, KvReader reader, byte[] from, byte @Nullable [] to, List<Entry> range) {
    assertThat(Entries.scan(reader, from, to, ScanDirection.FORWARD))
        .as("scan forward, %s", state)
        .isEqualTo(range);
    assertThat(Entries.scan(reader, from, to, ScanDirection.BACKWARD))
        .as("scan backward, %s", state)
        .isEqualTo(Entries.reversed(range));
    assertThat(Entries.walk(reader, from, to, ScanDirection.FORWARD))
        .as("cursor forward, %s", state)
        .isEqualTo(range);
    assertThat(Entries.walk(reader, from, to, ScanDirection.BACKWARD))
        .as("cursor backward, %s", state)
        .isEqualTo(Entries.reversed(range));
  }

  @Test
  final void everyOneByteKeyIsInUnsignedOrder() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    for (int i = 255; i >= 0; i--) {
      byte[] key = {(byte) i};
      put(store(), key, Bytes.of(i));
      expected.put(key, Bytes.of(i));
    }
    check(store(), expected);
    reopenIfPersistent();
    check(store(), expected);
  }

  @Test
  final void randomKeysAreInUnsignedOrder() {
    Random random = new Random(1);
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    for (int round = 0; round < 4; round++) {
      write(
          transaction -> {
            for (int i = 0; i < 500; i++) {
              byte[] key = Bytes.random(random, 1 + random.nextInt(24));
              byte[] value = Bytes.of(i);
              transaction.put(key, value);
              expected.put(key, value);
            }
            Entries.check(transaction, expected);
          });
      check(store(), expected);
    }
    reopenIfPersistent();
    check(store(), expected);
  }

  @Test
  final void keysThatDifferInOneBitAnywhere() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    for (int bit = 0; bit < 24 * 8; bit++) {
      byte[] key = Bytes.repeat(0x55, 24);
      key[bit / 8] ^= (byte) (1 << (bit % 8));
      expected.put(key, Bytes.of(bit));
    }
    putAll(store(), expected);
    check(store(), expected);
  }

  @Test
  final void everyKeyIsBeforeTheLongerOnesThatItBegins() {
    for (int filler : new int[] {0x00, 0x7F, 0x80, 0xFF}) {
      NavigableMap<byte[], byte[]> expected = Bytes.map();
      for (int length = KvTraits.COMMON_MAX_KEY_BYTES; length > 0; length--) {
        expected.put(Bytes.repeat(filler, length), Bytes.of(length));
      }
      putAll(store(), expected);
      List<Entry> entries = entries(store());
      Entries.check("keys of " + filler, entries, Entries.of(expected));
      for (int i = 0; i < entries.size(); i++) {
        assertThat(entries.get(i).key()).hasSize(i + 1);
      }
      write(transaction -> expected.keySet().forEach(transaction::delete));
    }
  }

  @Test
  final void longKeysDifferInTheirLastByte() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    for (int last = 0; last < 256; last++) {
      byte[] key = Bytes.repeat('x', KvTraits.COMMON_MAX_KEY_BYTES);
      key[key.length - 1] = (byte) last;
      expected.put(key, Bytes.of(last));
    }
    putAll(store(), expected);
    check(store(), expected);
    reopenIfPersistent();
    read(
        store(),
        snapshot -> {
          expected.forEach((key, value) -> assertThat(snapshot.get(key)).isEqualTo(value));
          return true;
        });
  }

  @Test
  final void boundsMayBeLongerThanAnyKey() {
    byte[] longest =
        Bytes.repeat('k', traits().maxKeyBytes() > 4096 ? 4096 : traits().maxKeyBytes());
    byte[] behind = Bytes.concat(longest, (byte) 0);
    byte[] far = Bytes.repeat('k', longest.length + 5000);
    put(store(), longest, Bytes.of(1));
    put(store(), Bytes.hex("FF"), Bytes.of(2));
    Entry first = new Entry(longest, Bytes.of(1));
    Entry second = new Entry(Bytes.hex("FF"), Bytes.of(2));
    write(
        transaction -> {
          checkRange("in a transaction", transaction, longest, behind, List.of(first));
          checkRange("in a transaction", transaction, behind, null, List.of(second));
        });
    try (var snapshot = store().snapshot()) {
      checkRange("to behind", snapshot, Bytes.EMPTY, behind, List.of(first));
      checkRange("from behind", snapshot, behind, null, List.of(second));
      checkRange("to far", snapshot, Bytes.EMPTY, far, List.of(first));
      checkRange("from far", snapshot, far, null, List.of(second));
      checkRange("between", snapshot, behind, far, List.of());
    }
  }
}
