package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.kv.KvSnapshot;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is used after it was closed, or raced with, throws; the JVM goes on. */
abstract class MisuseTests extends SnapshotLifeTests {
  private static final int ROUNDS = 8;
  private static final int MANY = 1000;
  private static final int COMMIT_EVERY = 100;
  private static final int DYING = 8;
  private static final int WRITES = 300;

  /** In a child process where native code could end the JVM; a crash is then a failure. */
  @Test
  final void misuseByManyThreadsIsSurvived() throws Exception {
    Files.createDirectories(directory());
    if (!traits().nativeCode()) {
      Misuse.run(conformance(), directory(), ROUNDS);
      return;
    }
    try (ChildJvm child =
        Child.start(
            conformance(), ChildTask.MISUSE, directory(), level(), Integer.toString(ROUNDS))) {
      child.expect("survived");
      child.expectSuccess();
    }
  }

  /** In a child process where there can be one: what the end of a stack breaks may be the JVM's. */
  @Test
  final void aStackThatEndsWithinAWriteIsSurvived() throws Exception {
    if (!traits().persistent()) {
      DeepStack.run(store());
      return;
    }
    Files.createDirectories(directory());
    try (ChildJvm child =
        Child.start(conformance(), ChildTask.DEEP_STACK, directory(), level(), "0")) {
      child.expect("survived");
      child.expectSuccess();
    }
  }

  @Test
  final void aThousandSnapshotsAreOpenAtOnce() {
    List<KvSnapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      if (i % COMMIT_EVERY == 0) {
        put(store(), Bytes.of(1), Bytes.of(i));
      }
      snapshots.add(store().snapshot());
    }
    assertThat(figure("open-snapshots")).isEqualTo(MANY);
    for (int i = 0; i < MANY; i++) {
      assertThat(snapshots.get(i).get(Bytes.of(1)))
          .as("snapshot %s", i)
          .isEqualTo(Bytes.of(i - i % COMMIT_EVERY));
    }
    snapshots.forEach(KvSnapshot::close);
    assertThat(figure("open-snapshots")).isZero();
    put(store(), Bytes.of(1), Bytes.of(MANY));
    assertThat(entries(store())).containsExactly(new Entry(Bytes.of(1), Bytes.of(MANY)));
  }

  @Test
  final void threadsThatDieHoldNobodyUp() throws InterruptedException {
    put(store(), Bytes.of(1), Bytes.of(1));
    List<KvSnapshot> left = new CopyOnWriteArrayList<>();
    for (int i = 0; i < DYING; i++) {
      dying(
          () -> {
            KvSnapshot snapshot = store().snapshot();
            left.add(snapshot);
            snapshot.get(
                Bytes.of(1),
                (key, value) -> {
                  throw new Death();
                });
          });
      dying(
          () ->
              write(
                  store(),
                  transaction -> {
                    transaction.put(Bytes.of(2), Bytes.of(2));
                    throw new Death();
                  }));
    }
    put(store(), Bytes.of(3), Bytes.of(3));
    assertThat(entries(store()))
        .containsExactly(new Entry(Bytes.of(1), Bytes.of(1)), new Entry(Bytes.of(3), Bytes.of(3)));
    assertThat(left).hasSize(DYING);
    for (KvSnapshot snapshot : left) {
      assertThat(Entries.forward(snapshot)).containsExactly(new Entry(Bytes.of(1), Bytes.of(1)));
      snapshot.close();
    }
  }

  /** Runs something on a thread that does not survive it. */
  private static void dying(Runnable work) throws InterruptedException {
    AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
    Thread thread = new Thread(work);
    thread.setUncaughtExceptionHandler((dead, thrown) -> cause.set(thrown));
    thread.start();
    thread.join();
    assertThat(cause.get()).isInstanceOf(Death.class);
  }

  /** Ends a thread. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super("a thread that dies, as it should");
    }
  }

  @Test
  final void aSnapshotThatIsHeldDuringManyWritesIsCountedWithItsAge() throws InterruptedException {
    put(store(), Bytes.of(0), Bytes.of(0));
    try (KvSnapshot held = store().snapshot()) {
      for (int i = 1; i <= WRITES; i++) {
        put(store(), Bytes.of(i % 10), Bytes.of(i));
      }
      TimeUnit.MILLISECONDS.sleep(2);
      assertThat(figure("oldest-snapshot-millis")).isPositive();
      assertThat(figure("open-snapshots")).isEqualTo(1);
      long written = (long) WRITES * (Bytes.of(1).length + Bytes.of(1).length);
      assertThat(figure("bytes-since-oldest-snapshot")).isEqualTo(written);
      assertThat(Entries.forward(held)).containsExactly(new Entry(Bytes.of(0), Bytes.of(0)));
    }
    assertThat(figure("open-snapshots")).isZero();
    assertThat(figure("oldest-snapshot-millis")).isZero();
    assertThat(figure("bytes-since-oldest-snapshot")).isZero();
  }

  private long figure(String name) {
    return store().statistics().details().getOrDefault(name, -1L);
  }

  @Test
  final void aProcessMayEndWithAStoreOpen() throws Exception {
    Files.createDirectories(directory());
    try (ChildJvm child =
        Child.start(conformance(), ChildTask.LEAVE, directory(), strongestLevel())) {
      child.expect("left");
      child.expectSuccess();
    }
    if (traits().persistent()) {
      assertThat(entries(store())).containsExactly(new Entry(Bytes.of(1), Bytes.of(1)));
    }
  }
}
