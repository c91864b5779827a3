package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a view shows, and where it ends. */
abstract class ViewTests extends CursorTests {
  /** Lengths about those of words, since views read words. */
  private static final List<Integer> LENGTHS =
      List.of(0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 33, 100, 5000);

  /**
   * Shows each entry in each way: by look-up, scans and cursor, in a snapshot and a transaction.
   */
  private void onEachView(BiConsumer<byte[], KvView> check) {
    Random random = new Random(6);
    List<byte[]> values = LENGTHS.stream().map(n -> Bytes.random(random, n)).toList();
    write(
        transaction -> {
          for (int i = 0; i < values.size(); i++) {
            transaction.put(key(i), values.get(i));
          }
          onEachView(transaction, values, check);
        });
    try (KvSnapshot snapshot = store().snapshot()) {
      onEachView(snapshot, values, check);
    }
  }

  /** Returns a key of {@code number} and, since keys are views too, of varied length. */
  private static byte[] key(int number) {
    return Bytes.concat(new byte[] {(byte) (0x70 + number)}, Bytes.repeat(0x90, number % 20));
  }

  private static void onEachView(
      KvReader reader, List<byte[]> values, BiConsumer<byte[], KvView> check) {
    for (ScanDirection direction : ScanDirection.values()) {
      int[] visits = new int[1];
      reader.scan(
          Bytes.EMPTY,
          null,
          direction,
          (key, value) -> {
            int number = (key.getByte(0) & 0xFF) - 0x70;
            check.accept(key(number), key);
            check.accept(values.get(number), value);
            visits[0]++;
            return true;
          });
      assertThat(visits[0]).isEqualTo(values.size());
    }
    for (int i = 0; i < values.size(); i++) {
      int number = i;
      reader.get(
          key(i),
          (key, value) -> {
            check.accept(key(number), key);
            check.accept(values.get(number), value);
            return true;
          });
    }
    try (KvCursor cursor = reader.cursor()) {
      for (boolean valid = cursor.first(); valid; valid = cursor.next()) {
        int number = (cursor.key().getByte(0) & 0xFF) - 0x70;
        check.accept(key(number), cursor.key());
        check.accept(values.get(number), cursor.value());
      }
    }
  }

  @Test
  final void accessorsAreBigEndian() {
    onEachView(
        (bytes, view) -> {
          ByteBuffer expected = ByteBuffer.wrap(bytes);
          assertThat(view.length()).isEqualTo(bytes.length);
          assertThat(view.toByteArray()).isEqualTo(bytes);
          for (int i = 0; i < Math.min(bytes.length, 40); i++) {
            assertThat(view.getByte(i)).isEqualTo(bytes[i]);
            if (i + Integer.BYTES <= bytes.length) {
              assertThat(view.getInt(i)).isEqualTo(expected.getInt(i));
            }
            if (i + Long.BYTES <= bytes.length) {
              assertThat(view.getLong(i)).isEqualTo(expected.getLong(i));
            }
          }
        });
  }

  @Test
  final void bytesAreCopiedToWhereTheyAreWanted() {
    onEachView(
        (bytes, view) -> {
          int from = bytes.length / 3;
          int length = bytes.length / 2;
          byte[] target = Bytes.repeat(0x11, length + 5);
          view.getBytes(from, target, 2, length);
          byte[] expected = Bytes.repeat(0x11, length + 5);
          System.arraycopy(bytes, from, expected, 2, length);
          assertThat(target).isEqualTo(expected);
          view.getBytes(bytes.length, target, 0, 0);
          assertThat(target).isEqualTo(expected);
        });
  }

  @Test
  final void outsideOfAViewIsOutOfBounds() {
    onEachView(
        (bytes, view) -> {
          int n = bytes.length;
          outside(() -> view.getByte(n), () -> view.getByte(-1));
          outside(() -> view.getByte(Integer.MAX_VALUE), () -> view.getByte(Integer.MIN_VALUE));
          outside(() -> view.getInt(n - 3), () -> view.getInt(-1));
          outside(() -> view.getInt(Integer.MAX_VALUE), () -> view.getInt(Integer.MAX_VALUE - 3));
          outside(() -> view.getLong(n - 7), () -> view.getLong(-1));
          outside(() -> view.getLong(Integer.MAX_VALUE), () -> view.getLong(Integer.MAX_VALUE - 7));
          byte[] target = new byte[n + 10];
          outside(() -> view.getBytes(0, target, 0, n + 1), () -> view.getBytes(-1, target, 0, 1));
          outside(
              () -> view.getBytes(n, target, 0, 1),
              () -> view.getBytes(1, target, 0, Integer.MAX_VALUE));
          outside(() -> view.getBytes(0, target, 0, -1), () -> view.getBytes(n + 1, target, 0, 0));
          if (n > 0) {
            outside(
                () -> view.getBytes(0, target, target.length, 1),
                () -> view.getBytes(0, target, -1, 1));
          }
          assertThat(target).containsOnly(0);
        });
  }

  private static void outside(ThrowingCallable... accesses) {
    for (ThrowingCallable access : accesses) {
      assertThatThrownBy(access).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  final void outerViewsStayDuringInnerReads() {
    byte[] large = Bytes.random(new Random(7), 20_000);
    write(
        transaction -> {
          for (int i = 0; i < 100; i++) {
            transaction.put(Bytes.of(i), Arrays.copyOf(large, 1 + i * 190));
          }
          outerViewsStay(transaction, large);
        });
    try (KvSnapshot snapshot = store().snapshot()) {
      outerViewsStay(snapshot, large);
    }
  }

  private static void outerViewsStay(KvReader reader, byte[] large) {
    for (ScanDirection direction : ScanDirection.values()) {
      reader.scan(
          Bytes.of(40),
          Bytes.of(60),
          direction,
          (key, value) -> {
            int number = key.getInt(0);
            reader.scan(
                Bytes.EMPTY,
                null,
                direction,
                (k, v) -> {
                  assertThat(v.length()).isEqualTo(1 + k.getInt(0) * 190);
                  assertThat(reader.get(Bytes.of(99), (kk, vv) -> vv.length() > 0)).isTrue();
                  assertThat(v.length()).isEqualTo(1 + k.getInt(0) * 190);
                  return true;
                });
            try (KvCursor cursor = reader.cursor()) {
              assertThat(cursor.last()).isTrue();
              assertThat(cursor.value().length()).isEqualTo(1 + 99 * 190);
              assertThat(key.getInt(0)).isEqualTo(number);
              assertThat(value.toByteArray()).isEqualTo(Arrays.copyOf(large, 1 + number * 190));
            }
            return true;
          });
    }
  }
}
