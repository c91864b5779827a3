package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvStore;
import dev.keygraph.store.StoredGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Param;

/** A micro-benchmark over one engine, with a graph that {@link #prepare} put into its stores. */
public abstract class EngineBenchmark extends MicroBenchmark {
  private static final int STATE_NODE_LIMIT_OFFSET = Long.BYTES;

  /** Where {@link #prepare} put the stores. */
  @Param("")
  public String stores = "";

  /** The engine. */
  @Param("lmdb")
  public String engine = "lmdb";

  /** Puts a graph into a store of each engine, and the same entries into one of its twin. */
  static void prepare(Path directory, List<String> engines, List<UnitContent> units)
      throws IOException {
    for (String engine : engines) {
      Path twin = Files.createDirectories(directory.resolve(engine).resolve("twin"));
      try (KvStore store = BenchGraphs.openStore(engine, ours(directory, engine));
          Graph graph = StoredGraph.open(store)) {
        graph.importUnits(units.iterator(), ImportOptions.defaults());
        Twins.load(engine, twin, store);
      }
    }
  }

  private static Path ours(Path directory, String engine) {
    return directory.resolve(engine).resolve("ours");
  }

  final KvStore openStore() {
    return BenchGraphs.openStore(engine, ours(Path.of(stores), engine));
  }

  final Path twinDirectory() {
    return Path.of(stores).resolve(engine).resolve("twin");
  }

  /** Returns an exclusive upper bound of the ids of nodes. */
  static int nodeIdLimit(KvReader reader) {
    byte[] state = Objects.requireNonNull(reader.get(Keys.meta("state")));
    return Seen.toInt(state, STATE_NODE_LIMIT_OFFSET);
  }
}
