package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A cursor's states and moves. */
abstract class CursorTests extends ScanTests {
  private static final int COUNT = 50;
  private static final int GROWN = 2000;

  /** Runs a check over the even numbers below 100, committed and not. */
  private void onEachCursor(Consumer<KvCursor> check) {
    onEachReader(
        reader -> {
          try (KvCursor cursor = reader.cursor()) {
            check.accept(cursor);
          }
        });
  }

  private void onEachReader(Consumer<KvReader> check) {
    write(
        transaction -> {
          for (int i = 0; i < COUNT; i++) {
            transaction.put(Bytes.of(2 * i), Bytes.of(-2 * i));
          }
          check.accept(transaction);
        });
    try (KvSnapshot snapshot = store().snapshot()) {
      check.accept(snapshot);
    }
    write(check);
  }

  private static void assertAt(KvCursor cursor, int number) {
    assertThat(cursor.isValid()).isTrue();
    assertThat(cursor.key().toByteArray()).isEqualTo(Bytes.of(number));
    assertThat(cursor.value().toByteArray()).isEqualTo(Bytes.of(-number));
  }

  private static void assertNowhere(KvCursor cursor) {
    for (int round = 0; round < 2; round++) {
      assertThat(cursor.isValid()).isFalse();
      assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(cursor::value).isInstanceOf(IllegalStateException.class);
      assertThat(cursor.next()).isFalse();
      assertThat(cursor.isValid()).isFalse();
      assertThat(cursor.previous()).isFalse();
    }
  }

  @Test
  final void aFreshCursorIsNowhere() {
    onEachCursor(CursorTests::assertNowhere);
  }

  @Test
  final void firstAndLast() {
    onEachCursor(
        cursor -> {
          assertThat(cursor.last()).isTrue();
          assertAt(cursor, 98);
          assertThat(cursor.first()).isTrue();
          assertAt(cursor, 0);
          assertThat(cursor.first()).isTrue();
          assertAt(cursor, 0);
        });
  }

  @Test
  final void pastTheEndsItIsNowhereUntilTheNextSeek() {
    onEachCursor(
        cursor -> {
          cursor.last();
          assertThat(cursor.next()).isFalse();
          assertNowhere(cursor);
          assertThat(cursor.first()).isTrue();
          assertThat(cursor.previous()).isFalse();
          assertNowhere(cursor);
          assertThat(cursor.seek(Bytes.of(10))).isTrue();
          assertAt(cursor, 10);
          assertThat(cursor.next()).isTrue();
          assertAt(cursor, 12);
        });
  }

  @Test
  final void seekFindsTheKeyOrTheOneAfterIt() {
    onEachCursor(
        cursor -> {
          for (int i = 0; i <= 98; i++) {
            assertThat(cursor.seek(Bytes.of(i))).isTrue();
            assertAt(cursor, (i + 1) / 2 * 2);
          }
          assertThat(cursor.seek(Bytes.EMPTY)).isTrue();
          assertAt(cursor, 0);
          assertThat(cursor.seek(Bytes.of(99))).isFalse();
          assertNowhere(cursor);
          assertThat(cursor.seek(Bytes.concat(Bytes.of(96), (byte) 0))).isTrue();
          assertAt(cursor, 98);
          assertThat(cursor.seek(Bytes.repeat(0xFF, 600))).isFalse();
          assertNowhere(cursor);
        });
  }

  @Test
  final void seekBeforeFindsTheOneBeforeTheKey() {
    onEachCursor(
        cursor -> {
          for (int i = 1; i <= 110; i++) {
            assertThat(cursor.seekBefore(Bytes.of(i))).isTrue();
            assertAt(cursor, Math.min((i - 1) / 2 * 2, 98));
          }
          assertThat(cursor.seekBefore(Bytes.of(0))).isFalse();
          assertNowhere(cursor);
          assertThat(cursor.seekBefore(Bytes.repeat(0xFF, 600))).isTrue();
          assertAt(cursor, 98);
          assertThat(cursor.seekBefore(Bytes.EMPTY)).isFalse();
          assertNowhere(cursor);
          assertThat(cursor.seekBefore(Bytes.concat(Bytes.of(96), (byte) 0))).isTrue();
          assertAt(cursor, 96);
        });
  }

  @Test
  final void directionsChange() {
    onEachCursor(
        cursor -> {
          Random random = new Random(5);
          cursor.seek(Bytes.of(50));
          int at = 50;
          for (int i = 0; i < 500; i++) {
            boolean forward = at == 0 || (at != 98 && random.nextBoolean());
            assertThat(forward ? cursor.next() : cursor.previous()).isTrue();
            at += forward ? 2 : -2;
            assertAt(cursor, at);
          }
          cursor.seekBefore(Bytes.of(50));
          assertThat(cursor.next()).isTrue();
          assertAt(cursor, 50);
          cursor.seek(Bytes.of(50));
          assertThat(cursor.previous()).isTrue();
          assertAt(cursor, 48);
          cursor.last();
          assertThat(cursor.previous()).isTrue();
          assertAt(cursor, 96);
          cursor.first();
          assertThat(cursor.next()).isTrue();
          assertAt(cursor, 2);
        });
  }

  /** Pages of a tree that were emptied but for an entry, between full ones, must mislead nobody. */
  @Test
  final void searchesFromAnywhereToAnywhereInAThinnedStore() {
    Random random = new Random(7);
    NavigableSet<Integer> present = new TreeSet<>();
    write(
        transaction -> {
          for (int i = 0; i < GROWN; i++) {
            transaction.put(Bytes.of(i), Bytes.of(-i));
            present.add(i);
          }
        });
    for (int round = 0; round < 12; round++) {
      int from = random.nextInt(GROWN);
      int behind = from + 20 + random.nextInt(130);
      int kept = from + random.nextInt(behind - from);
      write(
          transaction -> {
            for (int i = from; i < behind; i++) {
              if (i != kept && present.remove(i)) {
                transaction.delete(Bytes.of(i));
              }
            }
            searchAnywhere(transaction, present, random);
          });
      try (KvSnapshot snapshot = store().snapshot()) {
        searchAnywhere(snapshot, present, random);
      }
    }
  }

  private static void searchAnywhere(
      KvReader reader, NavigableSet<Integer> present, Random random) {
    try (KvCursor cursor = reader.cursor()) {
      for (int i = 0; i < 500; i++) {
        int target = random.nextInt(GROWN + 1);
        boolean before = random.nextInt(4) == 0;
        Integer expected = before ? present.lower(target) : present.ceiling(target);
        byte[] key = Bytes.of(target);
        assertThat(before ? cursor.seekBefore(key) : cursor.seek(key)).isEqualTo(expected != null);
        for (int step = random.nextInt(3); expected != null && step > 0; step--) {
          assertAt(cursor, expected);
          boolean forward = random.nextBoolean();
          expected = forward ? present.higher(expected) : present.lower(expected);
          assertThat(forward ? cursor.next() : cursor.previous()).isEqualTo(expected != null);
        }
        if (expected == null) {
          assertThat(cursor.isValid()).isFalse();
        } else {
          assertAt(cursor, expected);
        }
        assertFirstFrom(reader, target, present);
      }
    }
  }

  /** Scans seek as cursors do, each from where the one before it ended. */
  private static void assertFirstFrom(KvReader reader, int target, NavigableSet<Integer> present) {
    int[] found = {-1};
    reader.scan(
        Bytes.of(target),
        null,
        ScanDirection.FORWARD,
        (key, value) -> {
          found[0] = key.getInt(0);
          return false;
        });
    Integer expected = present.ceiling(target);
    assertThat(found[0]).isEqualTo(expected == null ? -1 : expected);
  }

  @Test
  final void anEmptyStoreHasNoPosition() {
    try (KvSnapshot snapshot = store().snapshot();
        KvCursor cursor = snapshot.cursor()) {
      assertThat(cursor.first()).isFalse();
      assertThat(cursor.last()).isFalse();
      assertThat(cursor.seek(Bytes.of(1))).isFalse();
      assertThat(cursor.seek(Bytes.EMPTY)).isFalse();
      assertThat(cursor.seekBefore(Bytes.of(1))).isFalse();
      assertNowhere(cursor);
    }
  }

  @Test
  final void theSameViewsForTheCursorsLife() {
    onEachCursor(
        cursor -> {
          cursor.first();
          KvView key = cursor.key();
          KvView value = cursor.value();
          cursor.next();
          assertThat(cursor.key()).isSameAs(key);
          assertThat(cursor.value()).isSameAs(value);
          assertThat(key.getInt(0)).isEqualTo(2);
          cursor.seek(Bytes.of(77));
          assertThat(cursor.key()).isSameAs(key);
          assertThat(value.getInt(0)).isEqualTo(-78);
        });
  }

  @Test
  final void manyCursorsAndScansDoNotDisturbEachOther() {
    onEachReader(
        reader -> {
          List<KvCursor> cursors = new ArrayList<>();
          for (int i = 0; i < COUNT; i++) {
            KvCursor cursor = reader.cursor();
            assertThat(cursor.seek(Bytes.of(2 * i))).isTrue();
            cursors.add(cursor);
          }
          reader.scan(
              Bytes.of(10),
              Bytes.of(90),
              ScanDirection.FORWARD,
              (key, value) -> {
                int number = key.getInt(0);
                KvCursor cursor = cursors.get(number / 2);
                assertAt(cursor, number);
                assertThat(cursor.next()).isTrue();
                assertThat(reader.get(Bytes.of(0))).isEqualTo(Bytes.of(0));
                assertAt(cursor, number + 2);
                assertThat(key.getInt(0)).isEqualTo(number);
                return true;
              });
          for (int i = 5; i < 45; i++) {
            assertAt(cursors.get(i), 2 * i + 2);
          }
          // Every other one is left to the reader's close.
          for (int i = 0; i < COUNT; i += 2) {
            cursors.get(i).close();
          }
        });
  }

  @Test
  final void twoCursorsMerge() {
    write(
        transaction -> {
          for (int i = 0; i < 100; i++) {
            transaction.put(Bytes.of(i % 3 == 0 ? i : 1000 + i), Bytes.EMPTY);
          }
        });
    List<Integer> merged = new ArrayList<>();
    try (KvSnapshot snapshot = store().snapshot();
        KvCursor left = snapshot.cursor();
        KvCursor right = snapshot.cursor()) {
      assertThat(right.seek(Bytes.of(1000))).isTrue();
      boolean more = left.seek(Bytes.of(0));
      while (more && left.key().getInt(0) < 1000) {
        if (left.key().getInt(0) < right.key().getInt(0) - 1000) {
          merged.add(left.key().getInt(0));
          more = left.next();
        } else {
          merged.add(right.key().getInt(0) - 1000);
          more = right.next();
        }
      }
    }
    assertThat(merged).isSorted().doesNotHaveDuplicates().hasSize(99);
  }

  @Test
  final void anyUseOfAClosedCursorIsRefused() {
    onEachReader(
        reader -> {
          KvCursor cursor = reader.cursor();
          cursor.first();
          cursor.close();
          cursor.close();
          assertClosed(cursor);
          assertThat(reader.get(Bytes.of(2))).isEqualTo(Bytes.of(-2));
        });
  }

  static void assertClosed(KvCursor cursor) {
    assertThatThrownBy(cursor::first).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(cursor::last).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(cursor::next).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(cursor::previous).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(() -> cursor.seek(Bytes.of(1))).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(() -> cursor.seekBefore(Bytes.of(1))).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(cursor::isValid).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(cursor::key).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(cursor::value).isInstanceOf(KvClosedException.class);
  }
}
