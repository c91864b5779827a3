package dev.keygraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.memory.MemoryEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening graphs; engines that keep something have their own tests of it in the kit. */
final class KeyGraphTest {
  @TempDir Path directory;

  @Test
  void aGraphInMemoryIsWrittenAndRead() {
    try (Graph graph = KeyGraph.inMemory()) {
      graph
          .writer()
          .replaceUnit(
              UnitContent.builder("A.java")
                  .define("A#run()V", NodeKind.FUNCTION)
                  .edge("A#run()V", EdgeKind.CALLS, "B#stop()V")
                  .build());
      try (GraphSnapshot snapshot = graph.snapshot()) {
        assertThat(snapshot.kind(snapshot.node("A#run()V"))).isEqualTo(NodeKind.FUNCTION);
        assertThat(snapshot.kind(snapshot.node("B#stop()V"))).isEqualTo(NodeKind.UNRESOLVED);
      }
      assertThat(graph.engineName()).isEqualTo("memory");
    }
  }

  @Test
  void anEngineThatKeepsNothingNeedsNoLevel() {
    try (Graph graph = KeyGraph.open(ConfigFactory.parseString("keygraph.engine = memory"))) {
      assertThat(graph.engineName()).isEqualTo("memory");
    }
    assertThatThrownBy(
            () ->
                KeyGraph.open(
                    ConfigFactory.parseString(
                        "keygraph { engine = memory, durability = durable }")))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining("durable");
  }

  @Test
  void anEngineCanBeChosenAtCompileTime() {
    try (Graph graph = KeyGraph.open(new MemoryEngine(), ConfigFactory.empty())) {
      assertThat(graph.engineName()).isEqualTo("memory");
    }
  }

  @Test
  void anEngineThatIsNotOnTheClassPathIsNamedWithItsCoordinates() {
    assertThatThrownBy(() -> KeyGraph.open(directory))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining("dev.keygraph:keygraph-engine-lmdb");
    assertThatThrownBy(() -> KeyGraph.open(directory, "rocksdb"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dev.keygraph:keygraph-engine-rocks");
  }

  @Test
  void anExistingStoreNamesItsEngineUnlessAnotherOneIsChosen() throws IOException {
    Files.writeString(
        directory.resolve("keygraph.store"),
        "keygraph store\nformat=1\nengine=xodus\ngeneration=1\n");
    Settings open = Settings.load(directoryOnly(), ConfigFactory.empty());
    assertThat(open.engineIsStated()).isFalse();
    assertThat(open.engine()).isEqualTo("xodus");

    Settings chosen =
        Settings.load(directoryOnly(), ConfigFactory.parseString("keygraph.engine = memory"));
    assertThat(chosen.engine()).isEqualTo("memory");
  }

  private Config directoryOnly() {
    return ConfigFactory.empty()
        .withValue("keygraph.directory", ConfigValueFactory.fromAnyRef(directory.toString()));
  }
}
