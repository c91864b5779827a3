package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread that writes to a store when its stack is nearly used up, so that the stack overflows
 * within the call, at one place after the other. Each write fails or is done, and the store is as
 * good for others as it was.
 */
final class DeepStack {
  private static final int STACKS = 8;
  private static final long STACK_BYTES = 512 << 10;
  private static final int WRITES = 600;

  private final KvStore store;
  private final byte[] key = Bytes.of(1);
  private final AtomicInteger writes = new AtomicInteger();
  private int written;

  private DeepStack(KvStore store) {
    this.store = store;
  }

  /** Writes to a store so. */
  static void run(KvStore store) throws InterruptedException {
    writeInBothWays(store);
    for (int stack = 0; stack < STACKS; stack++) {
      DeepStack deep = new DeepStack(store);
      // Others begin at another place in the stack.
      int shift = stack;
      Thread thread =
          new Thread(null, () -> deep.shifted(shift), "deep " + stack, STACK_BYTES + 16L * stack);
      thread.setDaemon(true);
      thread.start();
      thread.join();
      assertThat(deep.writes.get()).isEqualTo(WRITES);
      assertThat(deep.written).as("the last write with room enough").isPositive();
      byte[] last = Bytes.of(WRITES + stack);
      try (Crew crew = new Crew()) {
        crew.start(
            "other",
            () -> {
              try (KvSnapshot snapshot = store.snapshot()) {
                byte[] value = snapshot.get(deep.key);
                // What failed after its commit was done all the same, but nothing came back.
                assertThat(value).isNotNull();
                assertThat(Bytes.toInt(value)).isBetween(deep.written, WRITES);
              }
              KvGroup.put(store, deep.key, last);
              store.flush();
            });
      }
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(deep.key)).isEqualTo(last);
      }
    }
  }

  /**
   * Writes alone, and behind another write: a class whose initialisation the end of a stack breaks
   * off can never be used again, which no library can help.
   */
  private static void writeInBothWays(KvStore store) {
    KvGroup.put(store, Bytes.of(0), Bytes.of(0));
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Crew crew = new Crew()) {
      crew.start(
          "first",
          () ->
              store.write(
                  transaction -> {
                    writing.countDown();
                    await(goOn);
                    return true;
                  }));
      await(writing);
      Crew.awaitBlocked(crew.start("second", () -> KvGroup.put(store, Bytes.of(0), Bytes.of(1))));
      goOn.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void shifted(int more) {
    if (more == 0) {
      descend();
    } else {
      shifted(more - 1);
    }
  }

  /** Writes on the way back from the end. */
  @SuppressWarnings("InfiniteRecursion") // until the stack ends
  private void descend() {
    try {
      descend();
    } catch (StackOverflowError expected) {
      // The end.
    }
    if (writes.get() < WRITES) {
      write(writes.incrementAndGet());
    }
  }

  private void write(int number) {
    try {
      KvGroup.put(store, key, Bytes.of(number));
      written = number;
    } catch (StackOverflowError expected) {
      // Perhaps the next one has room enough.
    }
  }
}
