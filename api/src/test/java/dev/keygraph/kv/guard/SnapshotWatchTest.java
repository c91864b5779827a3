package dev.keygraph.kv.guard;

import static dev.keygraph.kv.guard.Stores.async;
import static dev.keygraph.kv.guard.Stores.bytes;
import static dev.keygraph.kv.guard.Stores.keys;
import static dev.keygraph.kv.guard.Stores.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvSnapshotExpiredException;
import dev.keygraph.kv.LeakDetection;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.SnapshotOptions;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.store.HotTierOptions;
import dev.keygraph.store.StoredGraph;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ages by a clock that the test sets, and what is reported. */
@Timeout(60)
final class SnapshotWatchTest extends GuardTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicLong clock = new AtomicLong();
  private final Queue<Report> reports = new ConcurrentLinkedQueue<>();
  private @Nullable GuardedStore opened;

  private record Report(String message, @Nullable Throwable origin) {}

  private GuardedStore open(SnapshotOptions snapshots) {
    GuardedStore store =
        StoreOpener.open(
            engine,
            new StoreOptions(
                directory(), Durability.DURABLE, false, ConfigFactory.empty(), snapshots),
            clock::get,
            (message, origin) -> reports.add(new Report(message, origin)));
    opened = store;
    return store;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private void pass(GuardedStore store, Duration time) {
    clock.addAndGet(TimeUnit.NANOSECONDS.convert(time));
    store.lookAtSnapshots();
  }

  @Test
  void anAgeIsCountedFromEachOpening() {
    GuardedStore store = open(SnapshotOptions.OFF.maxAge(HOUR));
    put(store, "a");
    KvSnapshot first = store.snapshot();
    pass(store, Duration.ofMinutes(59));
    KvSnapshot second = store.snapshot();
    assertThat(keys(first)).containsExactly("a");
    assertThat(store.statistics().details())
        .containsEntry("oldest-snapshot-millis", Duration.ofMinutes(59).toMillis());
    pass(store, Duration.ofMinutes(1));
    assertThatThrownBy(() -> keys(first))
        .isInstanceOf(KvSnapshotExpiredException.class)
        .hasMessageContaining("3600 s")
        .hasMessageContaining("keygraph.snapshots.max-age")
        .hasMessageContaining("keygraph.snapshots.leak-detection = all");
    assertThat(keys(second)).containsExactly("a");
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 1L);
    assertThat(reports).isEmpty();
  }

  @Test
  void whatIsWrittenBesideASnapshotIsCountedAndReportedOnce() {
    GuardedStore store = open(SnapshotOptions.OFF.warnWritten(4).leakDetection(LeakDetection.ALL));
    put(store, "a");
    KvSnapshot first = store.snapshot();
    put(store, "b");
    KvSnapshot second = store.snapshot();
    long each = writtenBeside(store);
    assertThat(each).isPositive();
    assertThat(reports).isEmpty();
    pass(store, Duration.ofSeconds(7));
    for (int i = 0; i < 10; i++) {
      put(store, "c");
    }
    assertThat(writtenBeside(store)).isEqualTo(11 * each);
    assertThat(reports).hasSize(2);
    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(report.message())
                  .contains(directory().toString(), "7 s ago", "keygraph.snapshots.warn-written")
                  .contains("SnapshotWatchTest.whatIsWrittenBesideASnapshotIsCountedAndReported");
              assertThat(report.origin()).isNotNull();
            });
    first.close();
    assertThat(writtenBeside(store)).isEqualTo(10 * each);
    second.close();
    assertThat(writtenBeside(store)).isZero();
    try (KvSnapshot third = store.snapshot()) {
      assertThat(keys(third)).containsExactly("a", "b", "c");
      assertThat(writtenBeside(store)).isZero();
      put(store, "d", "e", "f", "g");
      assertThat(reports).hasSize(3);
    }
  }

  private static long writtenBeside(GuardedStore store) {
    return store.statistics().details().getOrDefault("bytes-since-oldest-snapshot", -1L);
  }

  @Test
  void anErrorNamesThePlaceWhereItIsKnown() {
    GuardedStore store = open(SnapshotOptions.OFF.maxAge(HOUR).leakDetection(LeakDetection.ALL));
    KvSnapshot snapshot = store.snapshot();
    pass(store, HOUR);
    assertThatThrownBy(() -> snapshot.get(bytes("a")))
        .isInstanceOf(KvSnapshotExpiredException.class)
        .hasMessageContaining("opened at")
        .hasMessageContaining("SnapshotWatchTest.anErrorNamesThePlaceWhereItIsKnown");
  }

  @Test
  void oneWarningASnapshot() {
    GuardedStore store = open(SnapshotOptions.OFF.warnAge(HOUR).leakDetection(LeakDetection.ALL));
    try (KvSnapshot snapshot = store.snapshot()) {
      pass(store, Duration.ofMinutes(59));
      assertThat(reports).isEmpty();
      pass(store, Duration.ofMinutes(2));
      pass(store, HOUR);
      assertThat(reports)
          .singleElement()
          .satisfies(
              report -> {
                assertThat(report.message)
                    .contains("3660 s", "keygraph.snapshots.warn-age = 3600 s")
                    .contains("SnapshotWatchTest.oneWarningASnapshot");
                assertThat(report.origin).isNotNull();
              });
      assertThat(keys(snapshot)).isEmpty();
    }
    pass(store, HOUR);
    assertThat(reports).hasSize(1);
  }

  @Test
  void aUserInsideIsNotWaitedFor() throws Exception {
    GuardedStore store = open(SnapshotOptions.OFF.maxAge(HOUR));
    put(store, "a", "b");
    KvSnapshot snapshot = store.snapshot();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> seen = new ArrayList<>();
    CompletableFuture<Boolean> scan =
        async(
            () ->
                snapshot.scan(
                    Stores.NOTHING,
                    null,
                    ScanDirection.FORWARD,
                    (key, value) -> {
                      inside.countDown();
                      await(goOn);
                      return seen.add(new String(key.toByteArray(), StandardCharsets.UTF_8));
                    }));
    await(inside);
    pass(store, HOUR);
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 1L);
    goOn.countDown();
    assertThatThrownBy(scan::get).hasCauseInstanceOf(KvSnapshotExpiredException.class);
    assertThat(seen).containsExactly("a");
    store.lookAtSnapshots();
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 0L);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLostSnapshotIsReportedWithItsOriginAndAClosedOneIsNot() throws Exception {
    GuardedStore store = open(SnapshotOptions.OFF.leakDetection(LeakDetection.ALL));
    for (int i = 0; i < 100; i++) {
      store.snapshot().close();
    }
    lose(store);
    awaitReports(1);
    assertThat(reports)
        .singleElement()
        .satisfies(
            report -> {
              assertThat(report.message).contains("not closed", "SnapshotWatchTest.lose");
              assertThat(report.origin).hasStackTraceContaining("SnapshotWatchTest.lose");
            });
  }

  @Test
  void aSampleOfOriginsIsKnown() throws Exception {
    int lost = 2000;
    GuardedStore store = open(SnapshotOptions.OFF.leakDetection(LeakDetection.SAMPLED));
    for (int i = 0; i < lost; i++) {
      lose(store);
    }
    awaitReports(lost);
    assertThat(reports.stream().filter(report -> report.origin != null).count())
        .isBetween(1L, lost / 2L);
  }

  private static void lose(GuardedStore store) {
    assertThat(store.snapshot().get(bytes("none"))).isNull();
  }

  private void awaitReports(int count) throws InterruptedException {
    while (reports.size() < count) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  @Test
  void aGraphsReadersStandByWithoutAge() {
    GuardedStore store = open(SnapshotOptions.OFF.maxAge(HOUR));
    StoredGraph graph = StoredGraph.open(store, new HotTierOptions(true, 1 << 20, 1 << 18));
    GraphSnapshot held = graph.snapshot();
    graph.snapshot().close();
    assertThat(store.statistics().details()).containsEntry("open-snapshots", 1L);
    pass(store, HOUR);
    assertThatThrownBy(held::version).isInstanceOf(KvSnapshotExpiredException.class);
    try (GraphSnapshot next = graph.snapshot()) {
      assertThat(next.node("none")).isEqualTo(GraphSnapshot.NO_NODE);
      assertThat(store.statistics().details())
          .containsEntry("open-snapshots", 1L)
          .containsEntry("oldest-snapshot-millis", 0L);
      pass(store, Duration.ofMinutes(59));
      assertThat(next.version()).isZero();
      assertThat(next.nodes(node -> true)).isTrue();
    }
    graph.close();
  }
}
