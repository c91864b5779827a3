package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.async;
import static dev.keygraph.kv.guard.Stores.bytes;
import static dev.keygraph.kv.guard.Stores.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.KvSnapshot;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Writes to an engine whose transactions may run on any thread. */
final class CallerThreadWriteTest extends WriteTests {
  CallerThreadWriteTest() {
    engine.anyThread = true;
  }

  private Thread threadOfAWrite() {
    return store.write(transaction -> Thread.currentThread());
  }

  @Test
  void workRunsOnItsCallersThread() {
    assertThat(threadOfAWrite()).isSameAs(Thread.currentThread());
  }

  @Test
  void whatWaitedForItsTurnRunsOnTheWriterThread() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> results = queueBehind(goOn, new ArrayList<>(), 0);
    CompletableFuture<Thread> queued = async(this::threadOfAWrite);
    while (store.statistics().details().getOrDefault("queued-writes", 0L) != 1) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    assertThat(queued.get().getName()).startsWith("keygraph-writer");
    assertThat(results.get(0).get()).isTrue();
    assertThat(threadOfAWrite()).isSameAs(Thread.currentThread());
  }

  @Test
  void whatNeedsTheWriterThreadWaitsForTheCallersWork() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> results = queueBehind(goOn, new ArrayList<>(), 0);
    CompletableFuture<Boolean> flushed =
        async(
            () -> {
              store.flush();
              return results.get(0).isDone() || keys(store).contains("first");
            });
    while (store.statistics().details().getOrDefault("queued-writes", 0L) != 1) {
      Thread.onSpinWait();
    }
    assertThat(flushed).isNotDone();
    goOn.countDown();
    assertThat(flushed.get()).isTrue();
  }

  @Test
  void workThatIsInterruptedLeavesTheFlagToItsCallerAndTheEngineAlone() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Thread> writer = new CompletableFuture<>();
    CompletableFuture<Boolean> interrupted =
        async(
            () -> {
              writer.complete(Thread.currentThread());
              store.write(
                  transaction -> {
                    running.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                      Thread.onSpinWait();
                    }
                    transaction.put(bytes("b"), bytes(""));
                    return true;
                  });
              return Thread.interrupted();
            });
    running.await();
    writer.get().interrupt();
    assertThat(interrupted.get()).isTrue();
    assertThat(keys(store)).containsExactly("a", "b");
  }

  /** The old generation's engine closes on the writer thread, whoever lets it go last. */
  @Test
  void workMayCloseTheLastSnapshotOfAReplacedGeneration() {
    KvSnapshot old = store.snapshot();
    store.rebuild(loader -> loader.put(bytes("c"), 0, 1, bytes(""), 0, 0), snapshot -> {});
    store.write(
        transaction -> {
          old.close();
          transaction.put(bytes("d"), bytes(""));
          return true;
        });
    store.flush();
    assertThat(engine.events).anyMatch(event -> event.startsWith("close"));
    assertThat(keys(store)).containsExactly("c", "d");
  }

  /** It may go on on another thread of the operating system, which cannot end its transaction. */
  @Test
  void workOfAVirtualThreadRunsOnTheWriterThread() throws Exception {
    Method start;
    try {
      start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      throw new TestAbortedException("this Java version has no virtual threads", e);
    }
    CompletableFuture<Thread> writer = new CompletableFuture<>();
    Runnable write = () -> writer.complete(threadOfAWrite());
    start.invoke(null, write);
    assertThat(writer.get().getName()).startsWith("keygraph-writer");
  }
}
