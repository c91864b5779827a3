package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.NOTHING;
import static dev.keygraph.kv.guard.Stores.async;
import static dev.keygraph.kv.guard.Stores.bytes;
import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvKeyTooLargeException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvValueTooLargeException;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.ScanDirection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class GuardedTransactionTest extends GuardTest {
  private KvStore store;

  @BeforeEach
  void fill() {
    store = open();
    put(store, "b", "d", "f");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static String text(KvView view) {
    return new String(view.toByteArray(), StandardCharsets.UTF_8);
  }

  private List<String> scanWriting(ScanDirection direction, String... puts) {
    return store.write(
        transaction -> {
          List<String> seen = new ArrayList<>();
          transaction.scan(
              NOTHING,
              null,
              direction,
              (key, value) -> {
                String now = text(key);
                seen.add(now);
                transaction.delete(bytes(now));
                for (String added : puts) {
                  transaction.put(bytes(added), NOTHING);
                }
                return seen.size() < 6;
              });
          return seen;
        });
  }

  @Test
  void aScanGoesOnBehindTheKeyAtWhichItsVisitorWrote() {
    assertThat(scanWriting(ScanDirection.FORWARD, "a", "c")).containsExactly("b", "c", "d", "f");
    assertThat(keys(store)).containsExactly("a", "c");
    assertThat(scanWriting(ScanDirection.BACKWARD, "b", "z")).containsExactly("c", "b", "a");
    assertThat(keys(store)).containsExactly("b", "z");
  }

  @Test
  void aVisitorThatWroteMayEndTheScan() {
    store.write(
        transaction -> {
          boolean exhausted =
              transaction.scan(
                  NOTHING,
                  null,
                  ScanDirection.FORWARD,
                  (key, value) -> {
                    transaction.delete(bytes("b"));
                    return false;
                  });
          assertThat(exhausted).isFalse();
          return true;
        });
    assertThat(keys(store)).containsExactly("d", "f");
  }

  /** Each step of a scan sees the transaction as it is: a walk over a set by its next element. */
  @ParameterizedTest
  @EnumSource
  void scansAgreeWithAWalkOverASet(ScanDirection direction) {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      NavigableSet<String> model = new TreeSet<>();
      List<String> seen = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      store.rebuild(loader -> {}, snapshot -> {});
      store.write(
          transaction -> {
            for (int i = 0; i < 30; i++) {
              toggle(transaction, model, random);
            }
            transaction.scan(
                bytes("c"),
                bytes("x"),
                direction,
                (key, value) -> {
                  String now = text(key);
                  seen.add(now);
                  expected.add(next(model, expected, direction));
                  if (random.nextInt(3) > 0) {
                    for (int i = random.nextInt(4); i > 0; i--) {
                      toggle(transaction, model, random);
                    }
                  }
                  if (random.nextInt(6) == 0) {
                    scanInside(transaction, model, random);
                  }
                  return true;
                });
            return true;
          });
      assertThat(seen).as("seed %d", seed).isEqualTo(expected);
      assertThat(next(model, expected, direction)).as("seed %d: the end", seed).isEmpty();
      assertThat(keys(store)).as("seed %d", seed).containsExactlyElementsOf(model);
    }
  }

  private static void scanInside(
      KvTransaction transaction, NavigableSet<String> model, Random random) {
    transaction.scan(
        NOTHING,
        null,
        ScanDirection.BACKWARD,
        (key, value) -> {
          if (random.nextInt(10) == 0) {
            toggle(transaction, model, random);
          }
          return random.nextInt(10) > 0;
        });
  }

  private static void toggle(KvTransaction transaction, NavigableSet<String> model, Random random) {
    String key = Character.toString('a' + random.nextInt(26));
    key = random.nextBoolean() ? key : key + key;
    if (model.remove(key)) {
      transaction.delete(bytes(key));
    } else {
      model.add(key);
      transaction.put(bytes(key), NOTHING);
    }
  }

  private static String next(
      NavigableSet<String> model, List<String> visited, ScanDirection direction) {
    boolean forward = direction == ScanDirection.FORWARD;
    String last = visited.isEmpty() ? (forward ? "bzz" : "x") : visited.get(visited.size() - 1);
    String next = forward ? model.higher(last) : model.lower(last);
    boolean inside = next != null && next.compareTo("c") >= 0 && next.compareTo("x") < 0;
    return inside ? String.valueOf(next) : "";
  }

  @Test
  void aScanGoesOnBehindTheLongestKey() {
    byte[] longest = new byte[StrictEngine.MAX_KEY];
    Arrays.fill(longest, (byte) 'c');
    int visited =
        store.write(
            transaction -> {
              transaction.put(longest, NOTHING);
              int[] count = new int[1];
              transaction.scan(
                  NOTHING,
                  null,
                  ScanDirection.FORWARD,
                  (key, value) -> {
                    count[0]++;
                    transaction.put(bytes("a"), NOTHING);
                    return true;
                  });
              return count[0];
            });
    assertThat(visited).isEqualTo(4);
  }

  @Test
  void viewsEndAtTheVisitorsFirstWrite() {
    store.write(
        transaction -> {
          transaction.scan(
              NOTHING,
              null,
              ScanDirection.FORWARD,
              (key, value) -> {
                transaction.get(
                    bytes("d"),
                    (inner, innerValue) -> {
                      transaction.put(bytes("z"), NOTHING);
                      assertThat(inner.length()).isZero();
                      assertThatThrownBy(() -> innerValue.getByte(0))
                          .isInstanceOf(IndexOutOfBoundsException.class);
                      return true;
                    });
                assertThatThrownBy(() -> key.getByte(0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
                return false;
              });
          return true;
        });
  }

  @Test
  void aCursorEndsAtAWriteUntilTheNextSeek() {
    store.write(
        transaction -> {
          KvCursor cursor = transaction.cursor();
          assertThat(cursor.seek(bytes("d"))).isTrue();
          KvView key = cursor.key();
          transaction.delete(bytes("d"));
          assertThat(cursor.isValid()).isFalse();
          assertThat(cursor.next()).isFalse();
          assertThat(key.length()).isZero();
          assertThatThrownBy(cursor::key).isInstanceOf(IllegalStateException.class);
          assertThat(cursor.seek(bytes("c"))).isTrue();
          assertThat(text(cursor.key())).isEqualTo("f");
          assertThat(cursor.previous()).isTrue();
          assertThat(text(key)).isEqualTo("b");
          transaction.put(bytes("a"), NOTHING);
          cursor.close();
          cursor.close();
          assertThatThrownBy(cursor::first).isInstanceOf(KvClosedException.class);
          KvCursor leftOpen = transaction.cursor();
          return leftOpen.first();
        });
  }

  @Test
  void aTransactionBelongsToItsThreadAndItsWork() {
    List<KvTransaction> kept = new ArrayList<>();
    List<KvCursor> keptCursors = new ArrayList<>();
    store.write(
        transaction -> {
          kept.add(transaction);
          keptCursors.add(transaction.cursor());
          assertThatThrownBy(() -> async(() -> transaction.get(bytes("b"))).join())
              .isInstanceOf(CompletionException.class)
              .hasCauseInstanceOf(IllegalStateException.class)
              .hasMessageContaining("belongs to the thread");
          return true;
        });
    KvTransaction ended = kept.get(0);
    assertThatThrownBy(() -> ended.put(bytes("x"), NOTHING)).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(() -> keys(ended)).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(ended::cursor).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(keptCursors.get(0)::first).isInstanceOf(KvClosedException.class);
    keptCursors.get(0).close();
    store.write(
        transaction -> {
          assertThatThrownBy(() -> ended.delete(bytes("b"))).isInstanceOf(KvClosedException.class);
          return true;
        });
    assertThat(keys(store)).containsExactly("b", "d", "f");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, StrictEngine.MAX_KEY + 1})
  void keysOfOtherSizesAreRefused(int length) {
    store.write(
        transaction -> {
          byte[] key = new byte[length];
          assertThatThrownBy(() -> transaction.put(key, NOTHING))
              .isInstanceOf(KvKeyTooLargeException.class)
              .hasMessageContaining(directory().toString());
          assertThatThrownBy(() -> transaction.delete(key))
              .isInstanceOf(KvKeyTooLargeException.class);
          assertThatThrownBy(() -> transaction.get(key)).isInstanceOf(KvKeyTooLargeException.class);
          return true;
        });
  }

  @Test
  void valuesThatAreTooLongAreRefused() {
    store.write(
        transaction -> {
          assertThatThrownBy(() -> transaction.put(bytes("k"), new byte[(16 << 20) + 1]))
              .isInstanceOf(KvValueTooLargeException.class)
              .hasMessageContaining("16777217");
          transaction.put(bytes("k"), new byte[16 << 20]);
          return true;
        });
    assertThat(store.statistics().entries()).isEqualTo(4);
  }
}
