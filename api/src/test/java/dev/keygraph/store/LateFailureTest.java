package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.graph.CommittedChanges;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails after it has become visible is there for everybody, though its caller is told. */
final class LateFailureTest {
  private final Queue<String> failing = new ConcurrentLinkedQueue<>();
  private final CountDownLatch writes = new CountDownLatch(1);
  private volatile CountDownLatch mayWrite = new CountDownLatch(0);
  private final Queue<CommittedChanges> heard = new ConcurrentLinkedQueue<>();

  /** A store of which one method after the other does what it should, and then throws. */
  private Graph open(boolean hot) {
    KvStore sound =
        KvStores.open(
            new MemoryEngine(),
            new StoreOptions(Path.of("nowhere"), Durability.UNSAFE, false, ConfigFactory.empty()));
    KvStore store =
        (KvStore)
            Proxy.newProxyInstance(
                KvStore.class.getClassLoader(),
                new Class<?>[] {KvStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("write") && mayWrite.getCount() > 0) {
                    writes.countDown();
                    mayWrite.await();
                  }
                  Object result;
                  try {
                    result = method.invoke(sound, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                  }
                  if (method.getName().equals(failing.peek())) {
                    failing.remove();
                    throw new KvIoException("too late");
                  }
                  return result;
                });
    Graph graph =
        StoredGraph.open(
            store, hot ? new HotTierOptions(true, 1 << 20, 1 << 18) : HotTierOptions.OFF);
    graph.addChangeListener(heard::add);
    return graph;
  }

  private static UnitContent unit(String path, String kind) {
    return UnitContent.builder(path).define(path + "#f", new NodeKind(kind)).build();
  }

  private void check(Graph graph) {
    assertThat(graph.version()).isEqualTo(1);
    checkWhatFollows(graph);
  }

  private void checkWhatFollows(Graph graph) {
    assertThat(graph.writer().replaceUnit(unit("b", "second kind"))).isEqualTo(2);
    try (GraphSnapshot snapshot = graph.snapshot()) {
      assertThat(snapshot.kind(snapshot.node("a#f"))).isEqualTo(new NodeKind("first kind"));
      assertThat(snapshot.kind(snapshot.node("b#f"))).isEqualTo(new NodeKind("second kind"));
    }
    graph.close();
    assertThat(heard.stream().map(changes -> changes.units().stream().map(UnitChange::path)))
        .hasSize(2)
        .map(paths -> paths.toList())
        .containsExactly(List.of("a"), List.of("b"));
    assertThat(heard.stream().map(CommittedChanges::versionBefore)).containsExactly(0L, 1L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCommit(boolean hot) {
    try (Graph graph = open(hot)) {
      failing.add("write");
      assertThatThrownBy(() -> graph.writer().replaceUnit(unit("a", "first kind")))
          .isInstanceOf(KvIoException.class);
      check(graph);
    }
  }

  /** Nobody could see whether it is there: the next commit does. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCommitThatCannotBeLookedFor(boolean hot) {
    try (Graph graph = open(hot)) {
      failing.addAll(List.of("write", "lendableSnapshot"));
      assertThatThrownBy(() -> graph.writer().replaceUnit(unit("a", "first kind")))
          .isInstanceOf(KvIoException.class);
      assertThat(failing).isEmpty();
      checkWhatFollows(graph);
    }
  }

  /** An import that follows does not take the graph for an empty one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anImportThatCannotBeLookedFor(boolean hot) {
    try (Graph graph = open(hot)) {
      failing.addAll(List.of("rebuild", "lendableSnapshot"));
      assertThatThrownBy(
              () ->
                  graph.importUnits(
                      List.of(unit("a", "first kind")).iterator(), ImportOptions.defaults()))
          .isInstanceOf(KvIoException.class);
      assertThat(failing).isEmpty();
      graph.importUnits(List.of(unit("b", "second kind")).iterator(), ImportOptions.defaults());
      try (GraphSnapshot snapshot = graph.snapshot()) {
        assertThat(snapshot.kind(snapshot.node("a#f"))).isEqualTo(new NodeKind("first kind"));
        assertThat(snapshot.kind(snapshot.node("b#f"))).isEqualTo(new NodeKind("second kind"));
      }
    }
  }

  /** Edits that were committed together are not made again, one by one. */
  @Test
  void aGroup() throws Exception {
    try (Graph graph = open(false)) {
      mayWrite = new CountDownLatch(1);
      CompletableFuture<Long> first = replace(graph, "first");
      writes.await();
      List<CompletableFuture<Long>> together =
          List.of(replace(graph, "a"), replace(graph, "b"), replace(graph, "c"));
      while (graph.waitingEdits() < together.size()) {
        Thread.onSpinWait();
      }
      graph.addCommitListener(report -> failing.add("write"));
      mayWrite.countDown();
      assertThat(first.get()).isEqualTo(1);
      for (CompletableFuture<Long> each : together) {
        assertThatThrownBy(each::get).hasCauseInstanceOf(KvIoException.class);
      }
      assertThat(graph.version()).isEqualTo(2);
      try (GraphSnapshot snapshot = graph.snapshot()) {
        assertThat(snapshot.statistics().units()).isEqualTo(4);
      }
    }
  }

  private static CompletableFuture<Long> replace(Graph graph, String path) {
    return CompletableFuture.supplyAsync(
        () -> graph.writer().replaceUnit(unit(path, "kind")),
        task -> new Thread(task, path).start());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anImport(boolean hot) {
    try (Graph graph = open(hot)) {
      failing.add("rebuild");
      assertThatThrownBy(
              () ->
                  graph.importUnits(
                      List.of(unit("a", "first kind")).iterator(), ImportOptions.defaults()))
          .isInstanceOf(KvIoException.class);
      check(graph);
    }
  }
}
