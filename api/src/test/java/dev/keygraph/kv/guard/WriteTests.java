package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.async;
import static dev.keygraph.kv.guard.Stores.awaitBlocked;
import static dev.keygraph.kv.guard.Stores.bytes;
import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for writes on whatever thread they run. */
@Timeout(60)
abstract class WriteTests extends GuardTest {
  KvStore store;

  @BeforeEach
  void fill() {
    store = open();
    put(store, "a");
  }

  @AfterEach
  void close() {
    store.close();
  }

  static Stream<Throwable> thrown() {
    return Stream.of(
        new IllegalStateException("work"),
        new CompletionException("work", new IOException("cause")),
        new CancellationException("work"),
        new IOException("sneaked through"),
        new OutOfMemoryError("work"),
        new StackOverflowError("work"),
        new AssertionError("work"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void whatWorkThrowsReachesTheCallerAsItIsAndNothingIsWritten(Throwable thrown) {
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      transaction.put(bytes("b"), bytes("b"));
                      throw WriteTests.<RuntimeException>unchecked(thrown);
                    }))
        .isSameAs(thrown);
    assertThat(keys(store)).containsExactly("a");
    put(store, "c");
    assertThat(keys(store)).containsExactly("a", "c");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> E unchecked(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void aFailedCommitIsRolledBack() {
    KvIoException failure = new KvIoException("the disk is gone");
    engine.beforeCommit =
        () -> {
          throw failure;
        };
    assertThatThrownBy(() -> put(store, "b")).isSameAs(failure);
    engine.beforeCommit = () -> {};
    assertThat(keys(store)).containsExactly("a");
    put(store, "c");
    assertThat(keys(store)).containsExactly("a", "c");
  }

  @Test
  void anInterruptOutlivesATransactionThatCannotBegin() {
    KvIoException failure = new KvIoException("the disk is gone");
    engine.beforeBegin =
        () -> {
          throw failure;
        };
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> put(store, "b")).isSameAs(failure);
    assertThat(Thread.interrupted()).isTrue();
    engine.beforeBegin = () -> {};
    put(store, "c");
    assertThat(keys(store)).containsExactly("a", "c");
  }

  @Test
  void workMustNotCallWhatWaitsForItsEnd() {
    List<ThrowingCallable> calls =
        List.of(
            () -> put(store, "b"),
            store::flush,
            store::compact,
            store::close,
            () -> store.rebuild(loader -> {}, snapshot -> {}));
    store.write(
        transaction -> {
          for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("write work");
          }
          transaction.put(bytes("c"), bytes("c"));
          return true;
        });
    assertThat(keys(store)).containsExactly("a", "c");
  }

  /** Writes until told otherwise, and queues writes behind, one after the other. */
  List<CompletableFuture<Boolean>> queueBehind(CountDownLatch goOn, List<String> order, int writes)
      throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> results = new ArrayList<>();
    results.add(
        async(
            () ->
                store.write(
                    transaction -> {
                      running.countDown();
                      try {
                        goOn.await();
                      } catch (InterruptedException e) {
                        throw new AssertionError(e);
                      }
                      transaction.put(bytes("first"), bytes(""));
                      return order.add("first");
                    })));
    running.await();
    for (int i = 0; i < writes; i++) {
      String name = "write " + i;
      results.add(
          async(
              () ->
                  store.write(
                      transaction -> {
                        transaction.put(bytes(name), bytes(""));
                        return order.add(name);
                      })));
      while (store.statistics().details().getOrDefault("queued-writes", 0L) != i + 1L) {
        Thread.onSpinWait();
      }
    }
    return results;
  }

  @Test
  void writesRunInTheOrderOfTheCalls() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    List<CompletableFuture<Boolean>> results = queueBehind(goOn, order, 4);
    goOn.countDown();
    results.forEach(CompletableFuture::join);
    assertThat(order).containsExactly("first", "write 0", "write 1", "write 2", "write 3");
  }

  @Test
  void closingEndsTheRunningWriteAndRefusesTheWaitingOnes() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    List<CompletableFuture<Boolean>> results = queueBehind(goOn, order, 2);
    CompletableFuture<Boolean> closed =
        async(
            () -> {
              store.close();
              return true;
            });
    for (CompletableFuture<Boolean> refused : results.subList(1, 3)) {
      assertThatThrownBy(refused::join).hasCauseInstanceOf(KvClosedException.class);
    }
    assertThat(closed).isNotDone();
    goOn.countDown();
    assertThat(results.get(0).join()).isTrue();
    assertThat(closed.join()).isTrue();
    store = open();
    assertThat(keys(store)).containsExactly("a", "first");
  }

  @Test
  void anInterruptChangesNothing() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> order = new ArrayList<>();
    List<CompletableFuture<Boolean>> results = queueBehind(goOn, order, 0);
    CompletableFuture<Thread> waiting = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted =
        async(
            () -> {
              waiting.complete(Thread.currentThread());
              put(store, "b");
              return Thread.interrupted();
            });
    awaitBlocked(waiting.get());
    waiting.get().interrupt();
    goOn.countDown();
    assertThat(interrupted.get()).isTrue();
    assertThat(results.get(0).get()).isTrue();
    assertThat(keys(store)).containsExactly("a", "b", "first");
  }

  @Test
  void everythingWorksOnAnInterruptedThread() throws Exception {
    store.close();
    List<String> found =
        async(
                () -> {
                  Thread.currentThread().interrupt();
                  try (KvStore mine = open()) {
                    put(mine, "b");
                    mine.flush();
                    mine.compact();
                    mine.rebuild(
                        loader -> loader.put(bytes("c"), 0, 1, bytes(""), 0, 0), snapshot -> {});
                    mine.backup(temporary.resolve("copy"));
                    return keys(mine);
                  } finally {
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                  }
                })
            .get();
    assertThat(found).containsExactly("c");
    store = open();
  }

  @Test
  void workMayInterruptItsOwnThread() {
    Thread caller = Thread.currentThread();
    boolean here =
        store.write(
            transaction -> {
              transaction.put(bytes("b"), bytes(""));
              Thread.currentThread().interrupt();
              return Thread.currentThread() == caller;
            });
    assertThat(Thread.interrupted()).isEqualTo(here);
    put(store, "c");
    assertThat(keys(store)).containsExactly("a", "b", "c");
  }

  @Test
  void aFailureToCloseReachesTheCallerAndFreesTheDirectory() {
    KvIoException failure = new KvIoException("the disk is gone");
    engine.beforeClose =
        () -> {
          throw failure;
        };
    assertThatThrownBy(store::close).isSameAs(failure);
    engine.beforeClose = () -> {};
    store.close();
    store = open();
    assertThat(keys(store)).containsExactly("a");
  }
}
