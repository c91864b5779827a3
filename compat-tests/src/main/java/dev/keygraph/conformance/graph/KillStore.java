package dev.keygraph.conformance.graph;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.Renamed;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store that children are killed on: how it is opened, and where the others stand that belong to
 * it. Children and their parent share this.
 */
final class KillStore {
  /** A child works at several stores at once, so that a kill hits each of them somewhere else. */
  static final int STORES = 3;

  private static final String OTHER_NAME = "renamed";

  private final GraphConformance kit;
  private final Path directory;
  private final Durability durability;
  private final Config settings;
  private final KvEngine engine;
  private final KvEngine renamed;

  KillStore(GraphConformance kit, Path base, int index, Durability durability, Config settings) {
    this.kit = kit;
    this.directory = base.resolve("store-" + index);
    this.durability = durability;
    this.settings = settings;
    this.engine = kit.engineUnderTest();
    this.renamed = new Renamed(engine, OTHER_NAME);
  }

  Path directory() {
    return directory;
  }

  /** Returns where imports into an empty store go. */
  Path imported() {
    return directory.resolveSibling(directory.getFileName() + "-imported");
  }

  Path backup() {
    return directory.resolveSibling(directory.getFileName() + "-backup");
  }

  /** Returns where the backup is that is restored over the store. */
  Path saved() {
    return directory.resolveSibling(directory.getFileName() + "-saved");
  }

  /** Returns the engine that wrote the store, or will. */
  KvEngine writer() {
    return engineOf(directory);
  }

  KvEngine notTheWriter() {
    return writer() == engine ? renamed : engine;
  }

  private KvEngine engineOf(Path store) {
    return KvStores.engineOf(store).filter(OTHER_NAME::equals).isPresent() ? renamed : engine;
  }

  StoreOptions options(Path store) {
    return new StoreOptions(store, durability, false, settings);
  }

  /** Returns the graph in a store, not opened yet. */
  TestGraph graph(Path store, long hotBytes) {
    return kit.untracked(engineOf(store), options(store), hotBytes);
  }

  /** Deletes a directory, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      walk.forEach(paths::add);
    }
    for (int i = paths.size() - 1; i >= 0; i--) {
      Files.delete(paths.get(i));
    }
  }
}
