package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Units.defining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.conformance.support.Crew;
import dev.keygraph.graph.ChangeListener;
import dev.keygraph.graph.ChangeRegistration;
import dev.keygraph.graph.CommittedChanges;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.kv.KvClosedException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Whatever a listener does, commits go on, other listeners hear of them, and the graph closes. */
abstract class ListenerTests extends FeedTests {
  private static final int COMMITS = 8;
  private static final int THREADS = 4;

  private static void commit(Graph graph, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(graph.writer().replaceUnit(defining("unit" + i, "f" + i))).isEqualTo(i + 1L);
    }
  }

  /** A listener that first waits, and notes what it is told. */
  private record Waiting(CountDownLatch latch, Queue<Long> heard) implements ChangeListener {
    Waiting() {
      this(new CountDownLatch(1), new ConcurrentLinkedQueue<>());
    }

    @Override
    public void committed(CommittedChanges changes) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts a listener", e);
      }
      heard.add(changes.version());
    }
  }

  @Test
  final void aSlowListenerHoldsUpNoCommit() {
    Waiting waiting = new Waiting();
    graph().addChangeListener(waiting);
    Follower follower = new Follower(graph());
    try {
      commit(graph(), 0, COMMITS);
      assertThat(exists("f" + (COMMITS - 1))).isTrue();
      assertThat(waiting.heard()).isEmpty();
      assertThat(graph().waitingChanges()).isEqualTo(COMMITS);
    } finally {
      waiting.latch().countDown();
    }
    follower.check(graph());
    assertThat(waiting.heard()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    graph().flush();
    commit(graph(), COMMITS, COMMITS + 1);
    follower.await(COMMITS + 1);
    // What is being told counts, until all have heard it.
    assertThat(graph().waitingChanges()).isBetween(0L, 1L);
  }

  @Test
  final void aListenerThatThrowsStaysAndHarmsNobody() {
    AtomicInteger calls = new AtomicInteger();
    graph()
        .addChangeListener(
            changes -> {
              calls.incrementAndGet();
              Thread.currentThread().interrupt();
              if (changes.version() % 2 == 0) {
                throw new IllegalStateException("a listener that fails, for a test");
              }
              throw new AssertionError("a listener that fails badly, for a test");
            });
    Follower follower = new Follower(graph());
    AtomicInteger interrupts = new AtomicInteger();
    graph()
        .addChangeListener(
            changes -> {
              if (Thread.currentThread().isInterrupted()) {
                interrupts.incrementAndGet();
              }
            });
    Follower last = new Follower(graph());
    commit(graph(), 0, COMMITS);
    follower.check(graph());
    last.check(graph());
    assertThat(calls).hasValue(COMMITS);
    assertThat(interrupts).hasValue(0);
  }

  @Test
  final void aListenerMayUseTheGraphAndEndItself() throws Exception {
    Graph graph = graph();
    Queue<Long> heard = new ConcurrentLinkedQueue<>();
    CompletableFuture<ChangeRegistration> own = new CompletableFuture<>();
    CompletableFuture<Follower> joined = new CompletableFuture<>();
    ChangeListener writing =
        changes -> {
          heard.add(changes.version());
          try (GraphSnapshot snapshot = graph.snapshotAtLeast(changes.version(), Duration.ZERO)) {
            assertThat(snapshot.unit(changes.units().get(0).path())).isPresent();
          } catch (Exception e) {
            throw new AssertionError("a listener cannot see what it is told of", e);
          }
          if (changes.version() == COMMITS) {
            joined.complete(new Follower(graph));
            own.join().close();
          } else {
            int next = (int) changes.version();
            commit(graph, next, next + 1);
          }
        };
    own.complete(graph.addChangeListener(writing));
    Follower follower = new Follower(graph);
    commit(graph, 0, 1);
    follower.await(COMMITS);
    commit(graph, COMMITS, COMMITS + 1);
    follower.check(graph);
    joined.join().check(graph);
    assertThat(heard).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  final void aClosedRegistrationHearsNoMore() {
    Follower closed = new Follower(graph());
    Follower fence = new Follower(graph());
    commit(graph(), 0, 2);
    fence.await(2);
    closed.registration().close();
    closed.registration().close();
    commit(graph(), 2, 4);
    fence.await(4);
    assertThat(closed.heard()).hasSize(2);
    assertThat(closed.registration().version()).isZero();
  }

  @Test
  final void closingTellsWhatWasCommittedFirst() throws Exception {
    Graph graph = newGraph().graph();
    Waiting waiting = new Waiting();
    AtomicInteger readable = new AtomicInteger();
    graph.addChangeListener(waiting);
    graph.addChangeListener(
        changes -> {
          try (GraphSnapshot snapshot = graph.snapshot()) {
            readable.addAndGet(snapshot.version() == COMMITS ? 1 : 0);
          }
        });
    commit(graph, 0, COMMITS);
    try (Crew crew = new Crew()) {
      Thread closing = crew.start(graph::close);
      Crew.awaitBlocked(closing);
      waiting.latch().countDown();
    }
    assertThat(waiting.heard()).hasSize(COMMITS);
    assertThat(readable).as("calls that could read the graph").hasValue(COMMITS);
    assertThatExceptionOfType(KvClosedException.class)
        .isThrownBy(() -> graph.addChangeListener(changes -> {}));
  }

  @Test
  final void aListenerMayCloseTheGraph() throws Exception {
    Graph graph = newGraph().graph();
    Waiting waiting = new Waiting();
    graph.addChangeListener(waiting);
    graph.addChangeListener(changes -> graph.close());
    Follower follower = new Follower(graph);
    commit(graph, 0, COMMITS);
    waiting.latch().countDown();
    try (Crew crew = new Crew()) {
      crew.start(graph::close);
    }
    assertThat(follower.await(COMMITS)).hasSize(COMMITS);
    assertThatExceptionOfType(KvClosedException.class).isThrownBy(graph::snapshot);
  }

  @Test
  final void whatIsAcknowledgedWhileTheGraphClosesIsTold() throws Exception {
    Graph graph = newGraph().graph();
    Follower follower = new Follower(graph);
    AtomicLong acknowledged = new AtomicLong();
    CountDownLatch some = new CountDownLatch(COMMITS);
    try (Crew crew = new Crew()) {
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        crew.start(
            () -> {
              try {
                for (int i = 0; ; i++) {
                  long version = graph.writer().replaceUnit(defining(number + "/" + i, "f"));
                  acknowledged.accumulateAndGet(version, Math::max);
                  some.countDown();
                }
              } catch (KvClosedException e) {
                some.countDown();
              }
            });
      }
      some.await();
      graph.close();
    }
    assertThat(follower.await(acknowledged.get())).isNotEmpty();
  }
}
