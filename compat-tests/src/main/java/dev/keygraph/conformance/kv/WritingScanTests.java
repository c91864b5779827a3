package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction that writes while it scans, and what becomes of its cursors and views. */
abstract class WritingScanTests extends TransactionTests {

  /** Puts 0, 10, … 190, partly committed before, and visits them all while {@code step} writes. */
  private List<Integer> visit(ScanDirection direction, BiConsumer<KvTransaction, Integer> step) {
    List<Integer> visited = new ArrayList<>();
    write(
        transaction -> {
          transaction.scan(
              Bytes.EMPTY,
              null,
              ScanDirection.FORWARD,
              (key, value) -> {
                transaction.delete(key.toByteArray());
                return true;
              });
          for (int i = 0; i < 200; i += 20) {
            transaction.put(Bytes.of(i), Bytes.EMPTY);
          }
        });
    write(
        transaction -> {
          for (int i = 10; i < 200; i += 20) {
            transaction.put(Bytes.of(i), Bytes.EMPTY);
          }
          boolean exhausted =
              transaction.scan(
                  Bytes.of(0),
                  Bytes.of(200),
                  direction,
                  (key, value) -> {
                    int number = key.getInt(0);
                    visited.add(number);
                    step.accept(transaction, number);
                    return true;
                  });
          assertThat(exhausted).isTrue();
        });
    return visited;
  }

  private static List<Integer> tens(ScanDirection direction) {
    return IntStream.range(0, 20)
        .map(i -> direction == ScanDirection.FORWARD ? 10 * i : 190 - 10 * i)
        .boxed()
        .toList();
  }

  private static int ahead(ScanDirection direction) {
    return direction == ScanDirection.FORWARD ? 1 : -1;
  }

  @ParameterizedTest
  @EnumSource
  final void whatIsPutAheadIsVisited(ScanDirection direction) {
    List<Integer> visited =
        visit(
            direction,
            (transaction, number) -> {
              if (number % 10 == 0) {
                transaction.put(Bytes.of(number + 3 * ahead(direction)), Bytes.EMPTY);
              }
            });
    List<Integer> expected = new ArrayList<>();
    for (int ten : tens(direction)) {
      expected.add(ten);
      int put = ten + 3 * ahead(direction);
      if (put > 0) {
        expected.add(put);
      }
    }
    assertThat(visited).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  final void whatIsPutBehindIsNot(ScanDirection direction) {
    List<Integer> visited =
        visit(
            direction,
            (transaction, number) ->
                transaction.put(Bytes.of(number - 3 * ahead(direction)), Bytes.EMPTY));
    assertThat(visited).isEqualTo(tens(direction));
  }

  @ParameterizedTest
  @EnumSource
  final void theCurrentKeyMayBeDeleted(ScanDirection direction) {
    List<Integer> visited =
        visit(direction, (transaction, number) -> transaction.delete(Bytes.of(number)));
    assertThat(visited).isEqualTo(tens(direction));
    assertThat(entries(store())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  final void theCurrentKeyMayBePutAgain(ScanDirection direction) {
    List<Integer> visited =
        visit(
            direction,
            (transaction, number) -> {
              transaction.delete(Bytes.of(number));
              transaction.put(Bytes.of(number), Bytes.repeat(number, 500 + number));
            });
    assertThat(visited).isEqualTo(tens(direction));
    assertThat(entries(store()))
        .hasSize(20)
        .allSatisfy(entry -> assertThat(entry.value()).hasSize(500 + Bytes.toInt(entry.key())));
  }

  @ParameterizedTest
  @EnumSource
  final void whatIsDeletedAheadIsNotVisited(ScanDirection direction) {
    List<Integer> visited =
        visit(
            direction,
            (transaction, number) -> transaction.delete(Bytes.of(number + 10 * ahead(direction))));
    assertThat(visited)
        .isEqualTo(IntStream.range(0, 10).map(i -> tens(direction).get(2 * i)).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  final void theRestMayBeDeleted(ScanDirection direction) {
    List<Integer> visited =
        visit(
            direction,
            (transaction, number) -> {
              for (int ten : tens(direction)) {
                transaction.delete(Bytes.of(ten));
              }
            });
    assertThat(visited).isEqualTo(tens(direction).subList(0, 1));
  }

  @Test
  final void newValuesAheadAreVisited() {
    write(
        transaction -> {
          for (int i = 0; i < 10; i++) {
            transaction.put(Bytes.of(i), Bytes.of(0));
          }
        });
    write(
        transaction ->
            transaction.scan(
                Bytes.EMPTY,
                null,
                ScanDirection.FORWARD,
                (key, value) -> {
                  int number = key.getInt(0);
                  assertThat(value.getInt(0)).isEqualTo(number);
                  if (number < 9) {
                    transaction.put(Bytes.of(number + 1), Bytes.of(number + 1));
                  }
                  return true;
                }));
    assertThat(get(store(), Bytes.of(9))).isEqualTo(Bytes.of(9));
  }

  @Test
  final void aStopAfterAWriteIsAStop() {
    write(
        transaction -> {
          for (int i = 0; i < 10; i++) {
            transaction.put(Bytes.of(i), Bytes.EMPTY);
          }
          int[] visits = new int[1];
          assertThat(
                  transaction.scan(
                      Bytes.EMPTY,
                      null,
                      ScanDirection.FORWARD,
                      (key, value) -> {
                        transaction.delete(Bytes.of(9));
                        return ++visits[0] < 3;
                      }))
              .isFalse();
          assertThat(visits[0]).isEqualTo(3);
        });
  }

  @Test
  final void anInnerScanMayWriteToo() {
    List<Integer> outer = new ArrayList<>();
    write(
        transaction -> {
          for (int i = 0; i < 40; i++) {
            transaction.put(Bytes.of(i), Bytes.EMPTY);
          }
          transaction.scan(
              Bytes.EMPTY,
              null,
              ScanDirection.FORWARD,
              (key, value) -> {
                int number = key.getInt(0);
                outer.add(number);
                transaction.scan(
                    Bytes.of(number + 1),
                    Bytes.of(number + 4),
                    ScanDirection.BACKWARD,
                    (k, v) -> {
                      transaction.delete(k.toByteArray());
                      return true;
                    });
                return true;
              });
        });
    assertThat(outer).containsExactly(0, 4, 8, 12, 16, 20, 24, 28, 32, 36);
    assertThat(entries(store())).hasSize(10);
  }

  @Test
  final void aCursorEndsAtTheNextWrite() {
    write(
        transaction -> {
          for (int i = 0; i < 10; i++) {
            transaction.put(Bytes.of(i), Bytes.of(i));
          }
          KvCursor cursor = transaction.cursor();
          List<Runnable> writes =
              List.of(
                  () -> transaction.put(Bytes.of(5), Bytes.of(50)),
                  () -> transaction.put(Bytes.of(100), Bytes.EMPTY),
                  () -> transaction.delete(Bytes.of(5)),
                  () -> transaction.delete(Bytes.of(0)));
          for (Runnable write : writes) {
            assertThat(cursor.seek(Bytes.of(3))).isTrue();
            write.run();
            assertThat(cursor.isValid()).isFalse();
            assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.previous()).isFalse();
          }
          assertThat(cursor.last()).isTrue();
          assertThat(cursor.key().getInt(0)).isEqualTo(100);
          assertThat(cursor.seek(Bytes.of(5))).isTrue();
          assertThat(cursor.key().getInt(0)).isEqualTo(6);
          assertThat(cursor.previous()).isTrue();
          assertThat(cursor.key().getInt(0)).isEqualTo(4);
        });
  }

  /** A view that ended shows other bytes or is out of bounds; what it may not do is end the JVM. */
  @Test
  final void aViewMayBeReadAfterAWrite() {
    write(
        transaction -> {
          for (int i = 0; i < 100; i++) {
            transaction.put(Bytes.of(i), Bytes.repeat(i, 3000));
          }
        });
    write(
        transaction ->
            transaction.scan(
                Bytes.EMPTY,
                null,
                ScanDirection.FORWARD,
                (key, value) -> {
                  byte[] own = key.toByteArray();
                  transaction.put(own, Bytes.repeat(1, 5000));
                  readAnyhow(key);
                  readAnyhow(value);
                  transaction.delete(own);
                  readAnyhow(key);
                  readAnyhow(value);
                  return true;
                }));
    assertThat(entries(store())).isEmpty();
  }

  /** Reads all of a view that may have ended; returns its bytes, or null where it is at none. */
  static byte @Nullable [] readAnyhow(KvView view) {
    try {
      int length = view.length();
      if (length > 0) {
        view.getByte(length - 1);
      }
      return view.toByteArray();
    } catch (IndexOutOfBoundsException | KvClosedException ended) {
      return null;
    }
  }

  @ParameterizedTest
  @EnumSource
  final void randomWritesDuringScansAreAsTheContractSays(ScanDirection direction) {
    Random random = new Random(10);
    NavigableMap<byte[], byte[]> model = Bytes.map();
    for (int round = 0; round < 60; round++) {
      write(
          transaction -> {
            byte[] @Nullable [] at = new byte[1] @Nullable [];
            int[] visits = new int[1];
            transaction.scan(
                Bytes.EMPTY,
                null,
                direction,
                (key, value) -> {
                  byte[] expected = following(model, at[0], direction);
                  assertThat(key.toByteArray()).isEqualTo(expected);
                  assertThat(value.toByteArray()).isEqualTo(model.get(expected));
                  at[0] = expected;
                  for (int i = random.nextInt(3); i > 0; i--) {
                    mutate(transaction, model, random);
                  }
                  return ++visits[0] < 60;
                });
            if (visits[0] < 60) {
              assertThat(following(model, at[0], direction)).as("left out").isNull();
            }
            for (int i = 0; i < 5; i++) {
              mutate(transaction, model, random);
            }
          });
      check(store(), model);
    }
  }

  private static byte @Nullable [] following(
      NavigableMap<byte[], byte[]> model, byte @Nullable [] key, ScanDirection direction) {
    if (direction == ScanDirection.FORWARD) {
      return key != null ? model.higherKey(key) : model.isEmpty() ? null : model.firstKey();
    }
    return key != null ? model.lowerKey(key) : model.isEmpty() ? null : model.lastKey();
  }

  private static void mutate(
      KvTransaction transaction, NavigableMap<byte[], byte[]> model, Random random) {
    byte[] key = {(byte) random.nextInt(40), (byte) (random.nextInt(4) * 85)};
    if (random.nextInt(3) == 0) {
      transaction.delete(key);
      model.remove(key);
    } else {
      byte[] value = Bytes.random(random, random.nextInt(20));
      transaction.put(key, value);
      model.put(key, value);
    }
  }
}
