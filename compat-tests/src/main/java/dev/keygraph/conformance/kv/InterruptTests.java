package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An interrupt neither corrupts nor closes anything, and is not swallowed. */
abstract class InterruptTests extends MisuseTests {

  /** A failed test may leave the flag set: it must not reach the next one. */
  @AfterEach
  final void clearFlag() {
    assertThat(Thread.interrupted()).as("interrupt flag after the test").isFalse();
  }

  private static void interrupted(Runnable action) {
    Thread.currentThread().interrupt();
    try {
      action.run();
    } finally {
      assertThat(Thread.interrupted()).as("the interrupt flag is kept").isTrue();
    }
  }

  @Test
  final void anInterruptedThreadReadsAndWrites() {
    Versions versions = new Versions(18, 100);
    KvStore store = store();
    for (int i = 1; i <= 10; i++) {
      long number = i;
      interrupted(() -> write(store, versions::next));
      interrupted(
          () -> {
            try (KvSnapshot snapshot = store.snapshot()) {
              versions.check(snapshot, number);
            }
          });
      interrupted(store::flush);
      interrupted(() -> assertThat(store.statistics().details()).isNotNull());
    }
    reopenIfPersistent();
    write(versions::next);
    try (KvSnapshot snapshot = store().snapshot()) {
      if (traits().persistent()) {
        versions.check(snapshot, 11);
      }
    }
  }

  @Test
  final void anInterruptedThreadOpensAndCloses() {
    assumePersistent();
    Versions versions = new Versions(19, 100);
    for (int i = 0; i < 3; i++) {
      interrupted(() -> write(versions::next));
      interrupted(this::reopen);
      interrupted(this::close);
    }
    try (KvSnapshot snapshot = store().snapshot()) {
      versions.check(snapshot, 3);
    }
  }

  @Test
  final void anInterruptedThreadRebuildsAndBacksUp() {
    interrupted(() -> RebuildTests.rebuild(store(), 5));
    assertThat(RebuildTests.numberIn(store())).isEqualTo(5);
    if (traits().backup()) {
      interrupted(() -> store().backup(temporary.resolve("backup")));
      try (KvStore backup = open(temporary.resolve("backup"))) {
        assertThat(RebuildTests.numberIn(backup)).isEqualTo(5);
      }
    }
    put(store(), Bytes.hex("FFFFFFFF"), Bytes.EMPTY);
  }

  @Test
  final void aFailedWorkOfAnInterruptedThreadIsRolledBack() {
    put(store(), Bytes.of(1), Bytes.of(1));
    interrupted(
        () ->
            assertThatThrownBy(
                    () ->
                        write(
                            transaction -> {
                              transaction.delete(Bytes.of(1));
                              throw new IllegalStateException("rolls back");
                            }))
                .isInstanceOf(IllegalStateException.class));
    assertThat(entries(store())).hasSize(1);
  }

  @Test
  final void workDoesNotFindItsCallerInterrupted() {
    interrupted(
        () ->
            write(
                transaction -> {
                  assertThat(Thread.currentThread().isInterrupted()).isFalse();
                  transaction.put(Bytes.of(1), Bytes.of(1));
                }));
    assertThat(entries(store())).hasSize(1);
  }

  /** A work that interrupts the thread it runs on must not spoil the works after it. */
  @Test
  final void anInterruptOfWorkByItselfEndsWithIt() {
    Thread caller = Thread.currentThread();
    for (int i = 0; i < 10; i++) {
      byte[] key = Bytes.of(i);
      AtomicBoolean here = new AtomicBoolean();
      write(
          transaction -> {
            here.set(Thread.currentThread() == caller);
            Thread.currentThread().interrupt();
            transaction.put(key, key);
            assertThat(transaction.get(key)).isEqualTo(key);
          });
      assertThat(Thread.interrupted()).as("flag of the caller").isEqualTo(here.get());
      write(
          transaction ->
              assertThat(Thread.currentThread().isInterrupted())
                  .as("flag of the work before")
                  .isFalse());
    }
    assertThat(entries(store())).hasSize(10);
    reopenIfPersistent();
    put(store(), Bytes.of(100), Bytes.EMPTY);
  }

  @Test
  final void aWaitForTheWriterGoesOn() throws InterruptedException {
    KvStore store = store();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Crew crew = new Crew()) {
      crew.start(
          "first",
          () ->
              write(
                  store,
                  transaction -> {
                    writing.countDown();
                    try {
                      assertThat(goOn.await(1, TimeUnit.MINUTES)).isTrue();
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                    transaction.put(Bytes.of(1), Bytes.of(1));
                  }));
      assertThat(writing.await(1, TimeUnit.MINUTES)).isTrue();
      List<Thread> waiting = new ArrayList<>();
      for (int i = 2; i < 6; i++) {
        byte[] key = Bytes.of(i);
        Thread thread =
            crew.start(
                "waiting " + i,
                () -> {
                  put(store, key, key);
                  assertThat(Thread.currentThread().isInterrupted()).isTrue();
                });
        waiting.add(thread);
      }
      for (Thread thread : waiting) {
        Crew.awaitBlocked(thread);
        thread.interrupt();
      }
      for (Thread thread : waiting) {
        Crew.awaitBlocked(thread);
        assertThat(thread.isAlive()).as("it waits for its outcome").isTrue();
      }
      goOn.countDown();
    }
    assertThat(entries(store)).hasSize(5);
  }

  @Test
  final void interruptsAtRandomMomentsChangeNothing() {
    int commits = 150;
    KvStore store = store();
    Versions versions = new Versions(20, 200);
    write(versions::next);
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> victims = new ArrayList<>();
    try (Crew crew = new Crew()) {
      victims.add(
          crew.start(
              "writer",
              () -> {
                try {
                  for (int i = 2; i <= commits && !crew.failed(); i++) {
                    write(store, versions::next);
                  }
                } finally {
                  done.set(true);
                }
              }));
      for (int i = 0; i < 2; i++) {
        victims.add(
            crew.start(
                "reader " + i,
                () -> {
                  while (!done.get()) {
                    try (KvSnapshot snapshot = store.snapshot();
                        KvCursor cursor = snapshot.cursor()) {
                      long version = versions.check(snapshot);
                      assertThat(cursor.first()).isTrue();
                      versions.check(snapshot, version);
                    }
                    Thread.interrupted();
                  }
                }));
      }
      crew.start(
          "pest",
          () -> {
            Random random = new Random(21);
            while (!done.get() && !crew.failed()) {
              victims.get(random.nextInt(victims.size())).interrupt();
              long until = System.nanoTime() + random.nextInt(500_000);
              while (System.nanoTime() < until) {
                Thread.onSpinWait();
              }
            }
          });
    }
    try (KvSnapshot snapshot = store.snapshot()) {
      versions.check(snapshot, commits);
    }
    if (traits().persistent()) {
      reopen();
      try (KvSnapshot snapshot = store().snapshot()) {
        versions.check(snapshot, commits);
      }
    }
  }
}
