package dev.keygraph.conformance.graph;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import dev.keygraph.store.StoredGraph;
import java.nio.file.Path;
import java.util.List;

/** Bytes as steps of a graph's history, after which it must answer as its units say. */
final class GraphHistoryFuzzTest {
  private static final int BYTES_PER_STEP = 16;
  private static final int MAX_STEPS = 24;

  private static final Path DIRECTORY = Scratch.directory("graph");

  @FuzzTest
  void memory(byte[] bytes) {
    List<Step> steps =
        new RandomSteps(new ByteRandom(bytes))
            .steps(Math.min(MAX_STEPS, bytes.length / BYTES_PER_STEP));
    KvEngine engine = new MemoryEngine();
    StoreOptions options =
        new StoreOptions(
            DIRECTORY.resolve("store"), Durability.UNSAFE, false, EngineSettings.defaults(engine));
    try (TestGraph graph =
        new TestGraph(() -> KvStores.open(engine, options), StoredGraph::open, false)) {
      new History(graph, false).play(steps);
    }
  }
}
