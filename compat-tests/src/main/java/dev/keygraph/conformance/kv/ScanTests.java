package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scans and look-ups: who is visited, when they stop, and what may happen within a visitor. */
abstract class ScanTests extends LimitTests {
  private static final int COUNT = 300;

  /** Runs a check on a snapshot, in a fresh transaction, and in the one that wrote the entries. */
  private void onEachReader(Consumer<KvReader> check) {
    write(
        transaction -> {
          for (int i = 0; i < COUNT; i++) {
            transaction.put(Bytes.of(i), Bytes.of(-i));
          }
          check.accept(transaction);
        });
    try (KvSnapshot snapshot = store().snapshot()) {
      check.accept(snapshot);
    }
    write(check);
  }

  private static List<Integer> numbers(int from, int to, ScanDirection direction) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbers.add(i);
    }
    if (direction == ScanDirection.BACKWARD) {
      Collections.reverse(numbers);
    }
    return numbers;
  }

  private static List<Integer> scan(KvReader reader, int from, int to, ScanDirection direction) {
    List<Integer> visited = new ArrayList<>();
    assertThat(
            reader.scan(
                Bytes.of(from),
                Bytes.of(to),
                direction,
                (key, value) -> {
                  assertThat(value.getInt(0)).isEqualTo(-key.getInt(0));
                  return visited.add(key.getInt(0));
                }))
        .isTrue();
    return visited;
  }

  @ParameterizedTest
  @EnumSource
  final void aScanVisitsItsRangeOnce(ScanDirection direction) {
    onEachReader(
        reader -> {
          for (int from = 0; from < COUNT; from += 37) {
            for (int to = from; to <= COUNT; to += 41) {
              assertThat(scan(reader, from, to, direction)).isEqualTo(numbers(from, to, direction));
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  final void aVisitorStopsAScan(ScanDirection direction) {
    onEachReader(
        reader -> {
          for (int stop = 1; stop <= COUNT; stop += 13) {
            int limit = stop;
            List<Integer> visited = new ArrayList<>();
            boolean exhausted =
                reader.scan(
                    Bytes.EMPTY,
                    null,
                    direction,
                    (key, value) -> {
                      visited.add(key.getInt(0));
                      return visited.size() < limit;
                    });
            assertThat(exhausted).isFalse();
            assertThat(visited).isEqualTo(numbers(0, COUNT, direction).subList(0, limit));
          }
        });
  }

  @Test
  final void stoppingAtTheLastEntryIsStopping() {
    onEachReader(
        reader -> {
          assertThat(reader.scan(Bytes.of(5), Bytes.of(6), ScanDirection.FORWARD, (k, v) -> false))
              .isFalse();
          assertThat(reader.scan(Bytes.of(5), Bytes.of(5), ScanDirection.FORWARD, (k, v) -> false))
              .isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource
  final void anExceptionOfAVisitorReachesTheCallerAndLeavesTheReaderUsable(
      ScanDirection direction) {
    onEachReader(
        reader -> {
          for (Throwable thrown :
              List.of(new IllegalStateException("a visitor's own"), new AssertionError("own"))) {
            assertThatThrownBy(
                    () ->
                        reader.scan(
                            Bytes.of(10),
                            null,
                            direction,
                            (key, value) -> {
                              if (key.getInt(0) == 100) {
                                throwUnchecked(thrown);
                              }
                              return true;
                            }))
                .isSameAs(thrown);
            assertThatThrownBy(
                    () ->
                        reader.get(
                            Bytes.of(10),
                            (key, value) -> {
                              throwUnchecked(thrown);
                              return true;
                            }))
                .isSameAs(thrown);
            assertThat(scan(reader, 50, 60, direction)).isEqualTo(numbers(50, 60, direction));
          }
        });
  }

  private static void throwUnchecked(Throwable thrown) {
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    throw (Error) thrown;
  }

  @Test
  final void getVisitsExactlyThePresentKey() {
    onEachReader(
        reader -> {
          for (int i = -3; i < COUNT + 3; i++) {
            int number = i;
            int[] calls = new int[1];
            boolean present =
                reader.get(
                    Bytes.of(number),
                    (key, value) -> {
                      assertThat(key.getInt(0)).isEqualTo(number);
                      assertThat(value.getInt(0)).isEqualTo(-number);
                      calls[0]++;
                      return true;
                    });
            assertThat(present).isEqualTo(number >= 0 && number < COUNT);
            assertThat(calls[0]).isEqualTo(present ? 1 : 0);
          }
          assertThat(reader.get(Bytes.hex("000000"))).as("a prefix of keys").isNull();
          assertThat(reader.get(Bytes.hex("0000000500"))).as("a longer key").isNull();
        });
  }

  @ParameterizedTest
  @EnumSource
  final void scansAndLookUpsNest(ScanDirection direction) {
    onEachReader(
        reader -> {
          List<Integer> outer = new ArrayList<>();
          reader.scan(
              Bytes.of(100),
              Bytes.of(140),
              direction,
              (key, value) -> {
                int number = key.getInt(0);
                ScanDirection opposite =
                    direction == ScanDirection.FORWARD
                        ? ScanDirection.BACKWARD
                        : ScanDirection.FORWARD;
                List<Integer> inner = new ArrayList<>();
                reader.scan(
                    Bytes.of(number - 3),
                    Bytes.of(number + 3),
                    opposite,
                    (k, v) -> {
                      byte[] other = reader.get(Bytes.of(k.getInt(0) + 7));
                      assertThat(other).isEqualTo(Bytes.of(-k.getInt(0) - 7));
                      assertThat(scan(reader, 0, 3, direction)).isEqualTo(numbers(0, 3, direction));
                      assertThat(v.getInt(0)).isEqualTo(-k.getInt(0));
                      inner.add(k.getInt(0));
                      return inner.size() < 4;
                    });
                assertThat(inner)
                    .isEqualTo(numbers(number - 3, number + 3, opposite).subList(0, 4));
                assertThat(key.getInt(0)).as("the outer view").isEqualTo(number);
                assertThat(value.getInt(0)).as("the outer view").isEqualTo(-number);
                return outer.add(number);
              });
          assertThat(outer).isEqualTo(numbers(100, 140, direction));
        });
  }

  @Test
  final void aLookUpWithinALookUpLeavesTheOuterViews() {
    onEachReader(
        reader -> {
          boolean found =
              reader.get(
                  Bytes.of(1),
                  (key, value) -> {
                    assertThat(reader.get(Bytes.of(2))).isEqualTo(Bytes.of(-2));
                    assertThat(reader.get(Bytes.of(1 << 20))).isNull();
                    assertThat(key.toByteArray()).isEqualTo(Bytes.of(1));
                    assertThat(value.toByteArray()).isEqualTo(Bytes.of(-1));
                    return true;
                  });
          assertThat(found).isTrue();
        });
  }

  @Test
  final void callersKeepTheirArrays() {
    byte[] key = Bytes.of(1);
    byte[] value = Bytes.of(2);
    write(
        transaction -> {
          transaction.put(key, value);
          key[3] = 9;
          value[3] = 9;
          transaction.put(key, value);
          key[3] = 1;
          value[3] = 2;
          assertThat(transaction.get(Bytes.of(9))).isEqualTo(Bytes.of(9));
        });
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    expected.put(Bytes.of(1), Bytes.of(2));
    expected.put(Bytes.of(9), Bytes.of(9));
    check(store(), expected);
    byte[] lower = Bytes.of(0);
    byte[] upper = Bytes.of(10);
    try (KvSnapshot snapshot = store().snapshot()) {
      byte[] found = snapshot.get(key);
      assertThat(found).isNotNull().isEqualTo(Bytes.of(2));
      Arrays.fill(found, (byte) 77);
      assertThat(snapshot.get(key)).as("a copy of its own").isEqualTo(Bytes.of(2));
      snapshot.scan(lower, upper, ScanDirection.BACKWARD, (k, v) -> true);
      assertThat(lower).isEqualTo(Bytes.of(0));
      assertThat(upper).isEqualTo(Bytes.of(10));
    }
  }

  @Test
  final void anEmptyStoreHasNothing() {
    onEmpty(store());
    put(store(), Bytes.of(1), Bytes.of(1));
    write(transaction -> transaction.delete(Bytes.of(1)));
    onEmpty(store());
    reopenIfPersistent();
    onEmpty(store());
  }

  private static void onEmpty(KvStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      assertThat(Entries.checked(snapshot)).isEmpty();
      assertThat(snapshot.get(Bytes.of(1))).isNull();
    }
    write(store, transaction -> assertThat(Entries.checked(transaction)).isEmpty());
  }
}
