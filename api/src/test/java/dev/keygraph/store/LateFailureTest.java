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
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails after it has become visible is there for everybody, though its caller is told. */
final class LateFailureTest {
  private volatile String failing = "";
  private final Queue<CommittedChanges> heard = new ConcurrentLinkedQueue<>();

  /** A store of which one method does what it should, and then throws. */
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
                  Object result;
                  try {
                    result = method.invoke(sound, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getTargetException();
                  }
                  if (method.getName().equals(failing)) {
                    failing = "";
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
      failing = "write";
      assertThatThrownBy(() -> graph.writer().replaceUnit(unit("a", "first kind")))
          .isInstanceOf(KvIoException.class);
      check(graph);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anImport(boolean hot) {
    try (Graph graph = open(hot)) {
      failing = "rebuild";
      assertThatThrownBy(
              () ->
                  graph.importUnits(
                      List.of(unit("a", "first kind")).iterator(), ImportOptions.defaults()))
          .isInstanceOf(KvIoException.class);
      check(graph);
    }
  }
}
