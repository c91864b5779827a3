package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvWork;
import dev.keygraph.kv.ScanDirection;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One writer at a time, which sees its own writes; all of them are kept, or none. */
abstract class TransactionTests extends ViewTests {

  @Test
  final void ownWritesAreVisible() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    for (int i = 0; i < 100; i++) {
      expected.put(Bytes.of(i), Bytes.of(i));
    }
    putAll(store(), expected);
    NavigableMap<byte[], byte[]> committed = Bytes.map();
    committed.putAll(expected);
    Random random = new Random(8);
    write(
        transaction -> {
          for (int i = 0; i < 200; i++) {
            byte[] key = Bytes.of(random.nextInt(150));
            if (random.nextInt(3) == 0) {
              transaction.delete(key);
              expected.remove(key);
              assertThat(transaction.get(key)).isNull();
            } else {
              byte[] value = Bytes.random(random, random.nextInt(100));
              transaction.put(key, value);
              expected.put(key, value);
              assertThat(transaction.get(key)).isEqualTo(value);
            }
            if (i % 10 == 0) {
              Entries.check(transaction, expected);
            }
          }
          Entries.check(transaction, expected);
          try (KvSnapshot snapshot = store().snapshot()) {
            Entries.check(snapshot, committed);
          }
        });
    check(store(), expected);
  }

  @Test
  final void theLastWriteOfAKeyCounts() {
    byte[] key = Bytes.of(1);
    write(
        transaction -> {
          transaction.delete(key);
          assertThat(transaction.get(key)).isNull();
          transaction.put(key, Bytes.of(1));
          transaction.put(key, Bytes.of(2));
          transaction.delete(key);
          transaction.delete(key);
          assertThat(transaction.get(key)).isNull();
          assertThat(Entries.checked(transaction)).isEmpty();
          transaction.put(key, Bytes.of(3));
          assertThat(transaction.get(key)).isEqualTo(Bytes.of(3));
        });
    assertThat(entries(store())).containsExactly(new Entry(key, Bytes.of(3)));
    write(
        transaction -> {
          transaction.put(key, Bytes.of(4));
          transaction.delete(key);
        });
    assertThat(entries(store())).isEmpty();
  }

  @Test
  final void writeReturnsWhatTheWorkReturned() {
    Object result = new Object();
    KvWork<Object> work = transaction -> result;
    assertThat(store().write(work)).isSameAs(result);
  }

  @Test
  final void anExceptionRollsBackAndReachesTheCaller() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    for (int i = 0; i < 50; i++) {
      expected.put(Bytes.of(i), Bytes.of(i));
    }
    putAll(store(), expected);
    RuntimeException exception = new IllegalArgumentException("a work's own");
    Error error = new AssertionError("a work's own");
    assertThatThrownBy(() -> write(transaction -> spoil(transaction, exception)))
        .isSameAs(exception);
    check(store(), expected);
    assertThatThrownBy(() -> write(transaction -> spoil(transaction, error))).isSameAs(error);
    check(store(), expected);
    reopenIfPersistent();
    expected.put(Bytes.of(7), Bytes.of(70));
    put(store(), Bytes.of(7), Bytes.of(70));
    reopenIfPersistent();
    check(store(), expected);
  }

  private static void spoil(KvTransaction transaction, Throwable thrown) {
    for (int i = 0; i < 50; i += 2) {
      transaction.put(Bytes.of(i), Bytes.of(-1));
      transaction.delete(Bytes.of(i + 1));
    }
    transaction.put(Bytes.of(1000), Bytes.repeat(1, 100_000));
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    throw (Error) thrown;
  }

  @Test
  final void afterARollbackTheNextTransactionStartsFromTheCommittedState() {
    for (int i = 0; i < 20; i++) {
      int number = i;
      if (i % 2 == 0) {
        put(store(), Bytes.of(i), Bytes.of(i));
      } else {
        assertThatThrownBy(() -> write(t -> spoil(t, new IllegalStateException("" + number))))
            .isInstanceOf(IllegalStateException.class);
      }
      write(transaction -> assertThat(Entries.checked(transaction)).hasSize(number / 2 + 1));
    }
  }

  @Test
  final void anExceptionWithinAScanOfTheTransactionRollsBack() {
    put(store(), Bytes.of(1), Bytes.of(1));
    IllegalStateException thrown = new IllegalStateException("a visitor's own");
    assertThatThrownBy(
            () ->
                write(
                    transaction ->
                        transaction.scan(
                            Bytes.EMPTY,
                            null,
                            ScanDirection.FORWARD,
                            (key, value) -> {
                              transaction.put(Bytes.of(1), Bytes.of(2));
                              throw thrown;
                            })))
        .isSameAs(thrown);
    assertThat(entries(store())).containsExactly(new Entry(Bytes.of(1), Bytes.of(1)));
  }

  @Test
  final void aCaughtExceptionOfAVisitorLeavesTheTransactionUsable() {
    write(
        transaction -> {
          transaction.put(Bytes.of(1), Bytes.of(1));
          assertThatThrownBy(
                  () ->
                      transaction.scan(
                          Bytes.EMPTY,
                          null,
                          ScanDirection.BACKWARD,
                          (key, value) -> {
                            throw new IllegalStateException("a visitor's own");
                          }))
              .isInstanceOf(IllegalStateException.class);
          transaction.put(Bytes.of(2), Bytes.of(2));
        });
    assertThat(entries(store())).hasSize(2);
  }

  @Test
  final void writingWithinWritingIsRefused() {
    write(
        transaction -> {
          transaction.put(Bytes.of(1), Bytes.of(1));
          assertThatThrownBy(() -> put(store(), Bytes.of(2), Bytes.of(2)))
              .isInstanceOf(IllegalStateException.class);
          transaction.scan(
              Bytes.EMPTY,
              null,
              ScanDirection.FORWARD,
              (key, value) -> {
                assertThatThrownBy(() -> put(store(), Bytes.of(3), Bytes.of(3)))
                    .isInstanceOf(IllegalStateException.class);
                return true;
              });
          transaction.put(Bytes.of(4), Bytes.of(4));
        });
    assertThat(entries(store())).hasSize(2);
  }

  @Test
  final void aVisitorOnAReadersThreadMayWrite() {
    put(store(), Bytes.of(0), Bytes.of(0));
    try (KvSnapshot snapshot = store().snapshot()) {
      snapshot.scan(
          Bytes.EMPTY,
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            put(store(), Bytes.of(1), Bytes.of(1));
            assertThat(key.getInt(0)).isEqualTo(0);
            return true;
          });
      assertThat(Entries.checked(snapshot)).hasSize(1);
    }
    assertThat(entries(store())).hasSize(2);
  }

  @Test
  final void aTransactionIsRefusedToOtherThreads() {
    write(
        transaction -> {
          transaction.put(Bytes.of(1), Bytes.of(1));
          try (Crew crew = new Crew()) {
            crew.start(
                "stranger",
                () -> {
                  assertThatThrownBy(() -> transaction.put(Bytes.of(2), Bytes.of(2)))
                      .isInstanceOf(RuntimeException.class);
                  assertThatThrownBy(() -> transaction.delete(Bytes.of(1)))
                      .isInstanceOf(RuntimeException.class);
                  assertThatThrownBy(() -> transaction.get(Bytes.of(1)))
                      .isInstanceOf(RuntimeException.class);
                  assertThatThrownBy(transaction::cursor).isInstanceOf(RuntimeException.class);
                });
          }
        });
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void anEndedTransactionIsClosed() {
    AtomicReference<KvTransaction> escaped = new AtomicReference<>();
    AtomicReference<KvCursor> cursor = new AtomicReference<>();
    write(
        transaction -> {
          transaction.put(Bytes.of(1), Bytes.of(1));
          escaped.set(transaction);
          KvCursor open = transaction.cursor();
          open.first();
          cursor.set(open);
        });
    assertEnded(escaped.get(), cursor.get());
    write(
        transaction -> {
          assertEnded(escaped.get(), cursor.get());
          assertThat(transaction.get(Bytes.of(1))).isEqualTo(Bytes.of(1));
        });
    assertThatThrownBy(
            () ->
                write(
                    transaction -> {
                      escaped.set(transaction);
                      cursor.set(transaction.cursor());
                      throw new IllegalStateException("rolls back");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertEnded(escaped.get(), cursor.get());
  }

  private static void assertEnded(@Nullable KvTransaction transaction, @Nullable KvCursor cursor) {
    byte[] key = Bytes.of(1);
    assertThat(transaction).isNotNull();
    assertThat(cursor).isNotNull();
    assertThatThrownBy(() -> transaction.put(key, key)).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(() -> transaction.delete(key)).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(() -> transaction.get(key)).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(() -> Entries.forward(transaction)).isInstanceOf(KvClosedException.class);
    assertThatThrownBy(transaction::cursor).isInstanceOf(KvClosedException.class);
    CursorTests.assertClosed(cursor);
    cursor.close();
  }

  @Test
  final void writersTakeTurns() {
    int threads = 6;
    int each = 30;
    put(store(), Bytes.of(0), Bytes.of(0));
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        crew.start(
            "writer " + thread,
            () -> {
              for (int i = 0; i < each; i++) {
                int own = 1 + number * each + i;
                write(
                    transaction -> {
                      byte[] before = transaction.get(Bytes.of(0));
                      assertThat(before).isNotNull();
                      transaction.put(Bytes.of(0), Bytes.of(Bytes.toInt(before) + 1));
                      transaction.put(Bytes.of(own), Bytes.EMPTY);
                    });
                assertThat(has(store(), Bytes.of(own))).as("one's own commit is visible").isTrue();
              }
            });
      }
    }
    assertThat(get(store(), Bytes.of(0))).isEqualTo(Bytes.of(threads * each));
    assertThat(entries(store())).hasSize(1 + threads * each);
  }

  @Test
  final void aLargeTransactionIsKeptOrNot() {
    NavigableMap<byte[], byte[]> expected = Bytes.map();
    Random random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      expected.put(Bytes.random(random, 12), Bytes.random(random, random.nextInt(64)));
    }
    assertThatThrownBy(
            () ->
                write(
                    transaction -> {
                      expected.forEach(transaction::put);
                      throw new IllegalStateException("rolls back");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(entries(store())).isEmpty();
    putAll(store(), expected);
    check(store(), expected);
    assertThatThrownBy(
            () ->
                write(
                    transaction -> {
                      expected.keySet().forEach(transaction::delete);
                      assertThat(Entries.checked(transaction)).isEmpty();
                      throw new IllegalStateException("rolls back");
                    }))
        .isInstanceOf(IllegalStateException.class);
    check(store(), expected);
    reopenIfPersistent();
    write(transaction -> expected.keySet().forEach(transaction::delete));
    assertThat(entries(store())).isEmpty();
  }

  @Test
  final void anEmptyTransactionChangesNothing() {
    put(store(), Bytes.of(1), Bytes.of(1));
    write(transaction -> {});
    write(transaction -> transaction.delete(Bytes.of(2)));
    assertThat(entries(store())).hasSize(1);
  }
}
